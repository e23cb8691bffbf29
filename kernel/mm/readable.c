/* SPDX-License-Identifier: MIT */
/*
 * Memory that is not ours to use, but to read: firmware's tables.
 *
 * Firmware puts them where it likes, in memory that its own map may call reserved or
 * not mention. They appear in the direct map, read-only, page by page, when they
 * are first looked at. So it does not matter how many there are, and nothing has to
 * be remembered: what is there already is found by a lookup.
 */
#include <arch/mmu.h>
#include <base/checked.h>
#include <base/compiler.h>
#include <mm/mm.h>
#include <mm/pagetable.h>

#include "mm_impl.h"

static bool page_make_readable(paddr_t page)
{
	vaddr_t va = (vaddr_t)phys_to_virt(page);
	paddr_t pa;
	unsigned flags;

	return arch_mmu_lookup(va, &pa, &flags) ||
	       pagetable_map(mm_kernel_root(), va, page, PAGE_SIZE, 0) == 0;
}

const void *mm_readable(paddr_t base, u64 length)
{
	paddr_t last;

	if (mm_in_direct_map(base, length))
		return phys_to_virt(base);
	if (length == 0 || !checked_add(base, length - 1, &last) || last >= mm_direct_map_limit())
		return NULL;
	for (paddr_t page = ALIGN_DOWN(base, PAGE_SIZE); page <= last; page += PAGE_SIZE)
		if (!page_make_readable(page))
			return NULL;
	return phys_to_virt(base);
}
