/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* cpu_state.special[]: the first is stored by entry.S. */
enum special {
	RFLAGS,
	CR0,
	CR4,
	EFER,
	CS,
	DS,
	ES,
	SS,
	FS,
	GS,
	GDT_BASE,
	GDT_LIMIT,
	IDT_BASE,
	IDT_LIMIT,
	TR,
	LDTR,
	PAT,
	APIC_BASE,
	SVR,
	TPR,
	LVT_UNMASKED,
	OWN_ID = 23,
};

static inline u64 msr_read(u32 index)
{
	u32 low, high;

	asm volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(index));
	return (u64)high << 32 | low;
}

static inline u8 port_read(u16 port)
{
	u8 value;

	asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline void port_write(u16 port, u8 value)
{
	asm volatile("outb %0, %1" ::"a"(value), "Nd"(port));
}

/* Devices below 4 GiB, mapped one to one by isa_map_devices(). */
static inline u32 device_read(paddr_t at)
{
	return *(volatile u32 *)at;
}

static inline void device_write(paddr_t at, u32 value)
{
	*(volatile u32 *)at = value;
}
