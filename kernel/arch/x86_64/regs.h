/* SPDX-License-Identifier: MIT */
/* Control registers, model-specific registers, CPUID: names and access. */
#pragma once

#include <base/types.h>

/* CR0 */
constexpr u64 CR0_PE = 1 << 0;	/* protected mode */
constexpr u64 CR0_MP = 1 << 1;	/* WAIT obeys TS */
constexpr u64 CR0_EM = 1 << 2;	/* no x87: its instructions are #NM, those of SSE #UD */
constexpr u64 CR0_TS = 1 << 3;	/* first use of x87 or SSE is #NM */
constexpr u64 CR0_ET = 1 << 4;	/* always 1 */
constexpr u64 CR0_NE = 1 << 5;	/* x87 errors as #MF, not through the PIC */
constexpr u64 CR0_WP = 1 << 16; /* read-only pages bind the kernel too */
constexpr u64 CR0_AM = 1 << 18; /* alignment checks for user code that asks */
constexpr u64 CR0_NW = 1 << 29;
constexpr u64 CR0_CD = 1 << 30;
constexpr u64 CR0_PG = 1u << 31;

/* CR4 */
constexpr u64 CR4_TSD = 1 << 2; /* RDTSC for the kernel only */
constexpr u64 CR4_DE = 1 << 3;
constexpr u64 CR4_PSE = 1 << 4;
constexpr u64 CR4_PAE = 1 << 5;
constexpr u64 CR4_MCE = 1 << 6; /* machine checks are #MC, not a shutdown */
constexpr u64 CR4_PGE = 1 << 7; /* global pages */
constexpr u64 CR4_PCE = 1 << 8;
constexpr u64 CR4_OSFXSR = 1 << 9; /* SSE allowed */
constexpr u64 CR4_OSXMMEXCPT = 1 << 10;
constexpr u64 CR4_UMIP = 1 << 11; /* SGDT and its kin for the kernel only */
constexpr u64 CR4_LA57 = 1 << 12; /* five levels of page tables */
constexpr u64 CR4_VMXE = 1 << 13;
constexpr u64 CR4_FSGSBASE = 1 << 16;
constexpr u64 CR4_PCIDE = 1 << 17;
constexpr u64 CR4_OSXSAVE = 1 << 18;
constexpr u64 CR4_SMEP = 1 << 20; /* the kernel may not execute user pages */
constexpr u64 CR4_SMAP = 1 << 21; /* nor touch them, but on purpose */
constexpr u64 CR4_PKE = 1 << 22;
constexpr u64 CR4_CET = 1 << 23;

enum : u32 {
	MSR_APIC_BASE = 0x1b,
	MSR_PAT = 0x277,
	MSR_EFER = 0xc0000080,
};

constexpr u64 EFER_SCE = 1 << 0;
constexpr u64 EFER_LME = 1 << 8;
constexpr u64 EFER_LMA = 1 << 10;
constexpr u64 EFER_NXE = 1 << 11;
constexpr u64 EFER_SVME = 1 << 12;

#define DEFINE_CONTROL_REGISTER(name)                                        \
	static inline u64 name##_read(void)                                  \
	{                                                                    \
		u64 value;                                                   \
                                                                             \
		asm volatile("movq %%" #name ", %0" : "=r"(value));          \
		return value;                                                \
	}                                                                    \
	static inline void name##_write(u64 value)                           \
	{                                                                    \
		asm volatile("movq %0, %%" #name : : "r"(value) : "memory"); \
	}

DEFINE_CONTROL_REGISTER(cr0)
DEFINE_CONTROL_REGISTER(cr3)
DEFINE_CONTROL_REGISTER(cr4)
#undef DEFINE_CONTROL_REGISTER

static inline u64 msr_read(u32 msr)
{
	u32 low, high;

	asm volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
	return (u64)high << 32 | low;
}

static inline void msr_write(u32 msr, u64 value)
{
	asm volatile("wrmsr" : : "a"((u32)value), "d"((u32)(value >> 32)), "c"(msr) : "memory");
}

struct cpuid {
	u32 eax, ebx, ecx, edx;
};

static inline struct cpuid cpuid_read(u32 leaf, u32 subleaf)
{
	struct cpuid r;

	asm volatile("cpuid"
		: "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx)
		: "a"(leaf), "c"(subleaf));
	return r;
}
