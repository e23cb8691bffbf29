/* SPDX-License-Identifier: MIT */
/*
 * The page below 1 MiB through which every CPU passes on its way to the kernel.
 *
 * Other CPUs wake up in real mode and can only begin there. The boot CPU goes there because
 * the number of paging levels cannot be changed in long mode: it has to leave it and come
 * back. From the 32-bit code on, all take the same way.
 *
 * The page begins with what the code needs, written by C before each use; see trampoline.S.
 */
#pragma once

#include <base/types.h>
#include <boot_x86/trampoline_offsets.h>

enum {
	GDT_ENTRIES = 7,
	TRAMPOLINE_MSRS_MAX = (TRAMPOLINE_CODE - TRAMPOLINE_MSRS) / 12,
};

struct msr_write {
	u32 index, low, high;
};

struct far_pointer {
	u32 offset;
	u16 selector;
	u16 unused;
};

struct trampoline {
	u8 jump[8]; /* over all this */
	u32 cr4;
	u32 cr3;
	u64 launch; /* the CPU's struct launch, in the HHDM */
	u8 unused[6];
	u16 gdt_limit;
	u64 gdt_base;
	struct far_pointer far_32, far_64;
	u32 svr; /* address of the local APIC's spurious vector register; 0: leave it */
	u32 msr_count;
	u64 gdt[GDT_ENTRIES];
	struct msr_write msrs[TRAMPOLINE_MSRS_MAX];
};

static_assert(offsetof(struct trampoline, cr4) == TRAMPOLINE_CR4);
static_assert(offsetof(struct trampoline, cr3) == TRAMPOLINE_CR3);
static_assert(offsetof(struct trampoline, launch) == TRAMPOLINE_LAUNCH);
static_assert(offsetof(struct trampoline, gdt_limit) == TRAMPOLINE_GDT_LIMIT);
static_assert(offsetof(struct trampoline, far_32) == TRAMPOLINE_FAR_32);
static_assert(offsetof(struct trampoline, far_64) == TRAMPOLINE_FAR_64);
static_assert(offsetof(struct trampoline, svr) == TRAMPOLINE_SVR);
static_assert(offsetof(struct trampoline, msr_count) == TRAMPOLINE_MSR_COUNT);
static_assert(offsetof(struct trampoline, gdt) == TRAMPOLINE_GDT);
static_assert(offsetof(struct trampoline, msrs) == TRAMPOLINE_MSRS);
static_assert(sizeof(struct trampoline) <= TRAMPOLINE_CODE);

/* The page as it is linked; to be copied. */
extern const u8 trampoline[TRAMPOLINE_SIZE];
/* Offset of the 32-bit code in it, and of the 64-bit code. */
extern const u32 trampoline_32, trampoline_64;

/* The boot CPU's way in: `page` is the copy's address. Never returns. */
[[noreturn]] void trampoline_enter(paddr_t page);

/* What runs in the loader's image, at its address in the HHDM: the last steps, the wait. */
extern const u8 trampoline_launch[], trampoline_park[];
