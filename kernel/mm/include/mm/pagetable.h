/* SPDX-License-Identifier: MIT */
/*
 * Building page tables: one walker for every machine (arch/mmu.h says what
 * differs). Tables come from mm_boot_alloc() and are reached through the
 * direct map.
 */
#pragma once

#include <arch/mmu.h>
#include <base/compiler.h>
#include <base/types.h>

/* An empty root; -ENOMEM. */
MUST_CHECK status_t pagetable_create(paddr_t *root);

/*
 * Maps [va, va + size) to [pa, pa + size) with the largest pages that fit, all
 * multiples of PAGE_SIZE. -EEXIST if a page of it is mapped already, -ENOMEM if
 * table memory runs out; then some of it may be mapped.
 */
MUST_CHECK status_t pagetable_map(paddr_t root, vaddr_t va, paddr_t pa, u64 size, unsigned flags);
