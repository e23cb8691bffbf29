/* SPDX-License-Identifier: MIT */
/* Instructions and numbers of x86 that the loader needs. */
#pragma once

#include <base/types.h>

struct cpuid {
	u32 a, b, c, d;
};

static inline struct cpuid cpuid(u32 leaf, u32 subleaf)
{
	struct cpuid r;

	asm volatile("cpuid"
		: "=a"(r.a), "=b"(r.b), "=c"(r.c), "=d"(r.d)
		: "a"(leaf), "c"(subleaf));
	return r;
}

static inline u64 msr_read(u32 index)
{
	u32 low, high;

	asm volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(index));
	return (u64)high << 32 | low;
}

static inline void msr_set(u32 index, u64 value)
{
	asm volatile("wrmsr" ::"c"(index), "a"((u32)value), "d"((u32)(value >> 32)) : "memory");
}

static inline void port_write(u16 port, u8 value)
{
	asm volatile("outb %0, %1" ::"a"(value), "Nd"(port) : "memory");
}

static inline u32 mmio_read(paddr_t at)
{
	return *(volatile u32 *)at;
}

static inline void mmio_write(paddr_t at, u32 value)
{
	*(volatile u32 *)at = value;
}

enum msr : u32 {
	MSR_APIC_BASE = 0x1b,
	MSR_XAPIC_DISABLE_STATUS = 0xbd,
	MSR_MTRR_CAP = 0xfe,
	MSR_ARCH_CAPABILITIES = 0x10a,
	MSR_MTRR_VARIABLE = 0x200, /* base and mask of each, in turn */
	MSR_MTRR_FIXED_64K = 0x250,
	MSR_MTRR_FIXED_16K = 0x258, /* two */
	MSR_MTRR_FIXED_4K = 0x268,  /* eight */
	MSR_PAT = 0x277,
	MSR_MTRR_DEFAULT = 0x2ff,
	MSR_X2APIC = 0x800, /* plus the register's offset in 16-byte units */
	MSR_EFER = 0xc0000080,
};

/* PAT0 to PAT5: WB, WT, UC-, UC, WP, WC. */
constexpr u64 PAT_PROTOCOL = 0x0000010500070406;

constexpr u64 EFER_LME = 0x100, EFER_NXE = 0x800;
constexpr u32 CR4_PAE = 0x20, CR4_LA57 = 0x1000;
