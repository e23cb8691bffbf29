/* SPDX-License-Identifier: MIT */
/*
 * Memory before there is a memory manager: the lowest usable pages that are
 * mapped, never taken back. What is handed out changes its type in the boot
 * memory map, so the map stays the whole truth for whoever takes over.
 *
 * Until our own page tables are in, only the part of memory that the road has
 * mapped can be used; then bump_use_all() lifts that limit. Low memory (the
 * first MiB) is left alone: start-up code of other CPUs and old devices need it.
 */
#include <abi/errors.h>
#include <arch/boot.h>
#include <arch/mmu.h>
#include <base/checked.h>
#include <base/compiler.h>
#include <base/string.h>
#include <mm/mm.h>

#include "mm_impl.h"

enum : paddr_t { LOW_MEMORY_END = 1 << 20 };

static struct range_map *memory;
static struct range_wish wish = {
	.type = BOOT_MEMORY_USABLE,
	.order = RANGE_LOWEST,
	.alignment = PAGE_SIZE,
};

void bump_init(struct boot_info *info)
{
	memory = &info->memory;
	wish.low = max(info->mapped_base, (paddr_t)LOW_MEMORY_END);
	wish.high = info->mapped_limit - 1;
}

void bump_use_all(void)
{
	wish.low = LOW_MEMORY_END;
	wish.high = UINT64_MAX;
}

status_t mm_boot_alloc(u64 bytes, paddr_t *out)
{
	paddr_t base;

	if (bytes == 0 || !checked_align_up(bytes, PAGE_SIZE, &wish.length))
		return -EINVAL;
	status_t status = range_map_find(memory, &wish, &base);

	if (status != 0)
		return -ENOMEM;
	status = range_map_set(memory, base, wish.length, BOOT_MEMORY_TAKEN);
	if (status != 0)
		return -ENOMEM;
	memset(phys_to_virt(base), 0, wish.length);
	*out = base;
	return 0;
}

void mm_stats(struct mm_stats *out)
{
	out->taken = range_map_total(memory, BOOT_MEMORY_TAKEN);
	out->usable = range_map_total(memory, BOOT_MEMORY_USABLE) + out->taken;
	out->loader = range_map_total(memory, BOOT_MEMORY_LOADER);
}
