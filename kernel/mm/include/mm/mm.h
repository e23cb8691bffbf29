/* SPDX-License-Identifier: MIT */
/*
 * Memory at boot: a bump allocator over the usable ranges, and the kernel's
 * own page tables with exact permissions in place of the loader's.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

struct boot_info;

/*
 * Addresses the kernel keeps for itself. The direct map must lie outside.
 * Device registers are mapped upward from DEVICE_BASE.
 */
constexpr vaddr_t KERNEL_WINDOW_BASE = 0xfffffffe00000000;
constexpr vaddr_t DEVICE_BASE = KERNEL_WINDOW_BASE;
constexpr vaddr_t DEVICE_LIMIT = 0xffffffff00000000;

/* Builds and activates the kernel's page tables. Panics only if it cannot. */
void mm_init(struct boot_info *info);

/*
 * Makes any memory readable, firmware's tables above all, and returns where; NULL if
 * there is no such address or no memory for page tables. After mm_init().
 */
const void *mm_readable(paddr_t base, u64 length);

/* Zeroed, page-aligned memory that is never given back; -ENOMEM. */
MUST_CHECK status_t mm_boot_alloc(u64 bytes, paddr_t *out);

struct mm_stats {
	u64 usable; /* bytes of memory fit for use */
	u64 taken;  /* of these, handed out */
	u64 loader; /* to be had once boot memory is reclaimed */
};

void mm_stats(struct mm_stats *out);
