/* SPDX-License-Identifier: MIT */
/*
 * Page tables before there is memory to be had: a fixed pool in the image.
 *
 * They serve until mm has its own: for the Image road the whole address space,
 * for both roads the lower half, which is nobody's: a serial port to be seen
 * before mm_init(), and the page that mmu_switch() hides in.
 */
#pragma once

#include <arch/mmu.h>
#include <base/compiler.h>

/* The roots of both halves; the upper one is the Image road's only. */
extern pte_t early_root_low[PTE_COUNT], early_root_high[PTE_COUNT];

/* Called with the MMU off: the image at its link address, its start where it is. */
void early_map_image(paddr_t image);

/* Tells where the image runs now: at link or slid address `virt`, bytes at `phys`. */
void early_map_moved(paddr_t phys, vaddr_t virt);

/*
 * Maps `size` bytes, rounded up to pages of `level` (0: 4 KiB, 1: 2 MiB), under
 * `root`. Both addresses are multiples of such a page. What is mapped already
 * stays as it is. False if the pool is used up.
 */
MUST_CHECK bool early_map(
	pte_t *root, vaddr_t va, paddr_t pa, u64 size, unsigned level, unsigned flags);

/* Takes a page of 4 KiB away again. The TLB is the caller's business. */
void early_unmap(pte_t *root, vaddr_t va);

/* Where one of the image's own objects lies. */
paddr_t early_phys(const void *object);
