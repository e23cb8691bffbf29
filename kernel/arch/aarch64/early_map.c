/* SPDX-License-Identifier: MIT */
/*
 * This file runs with the MMU off as well as on, so it is compiled without
 * anything that would call elsewhere, and with aligned accesses only: with the
 * MMU off all memory is device memory. Addresses it takes of its own objects
 * are physical then and virtual later; `phys_offset` is what leads from where
 * we run to physical.
 */
#include <arch_impl/sysreg.h>

#include "early_map.h"
#include "regs.h"

/*
 * The worst case: the image at its link address (2); in the direct map the image
 * across a border of two GiB (3) and the device tree far away (2); in the lower
 * half the image's first block (2), a device page (3) and a code page (3).
 */
enum { POOL_TABLES = 15 };

/* What the Image road writes before .bss is cleared. */
#define EARLY_MEMORY __attribute__((section(".bss..early")))

EARLY_MEMORY alignas(PAGE_SIZE) pte_t early_root_low[PTE_COUNT];
EARLY_MEMORY alignas(PAGE_SIZE) pte_t early_root_high[PTE_COUNT];
EARLY_MEMORY alignas(PAGE_SIZE) static pte_t pool[POOL_TABLES][PTE_COUNT];
EARLY_MEMORY static unsigned pool_used;
EARLY_MEMORY static u64 phys_offset;

/* From the linker script. */
extern const u8 __image_start[], __image_end[];

/* A loop that the compiler must not turn into a call of memset. */
static void table_clear(pte_t *table)
{
	for (volatile pte_t *entry = table; entry < table + PTE_COUNT; entry++)
		*entry = 0;
}

static pte_t *table_alloc(void)
{
	if (pool_used == POOL_TABLES)
		return NULL;
	table_clear(pool[pool_used]);
	return pool[pool_used++];
}

static pte_t *entry_of(pte_t *table, vaddr_t va, unsigned level)
{
	return &table[mmu_level_index(va, level)];
}

/* The table that `entry` leads to, made if there is none; NULL if it is a block. */
static pte_t *table_below(pte_t *entry, unsigned level)
{
	if (arch_pte_present(*entry) && arch_pte_is_leaf(*entry, level))
		return NULL;
	if (arch_pte_present(*entry))
		return (pte_t *)(arch_pte_address(*entry, level) - phys_offset);
	pte_t *table = table_alloc();
	if (table != NULL)
		*entry = arch_pte_table((u64)table + phys_offset);
	return table;
}

/* The table of level `level` that translates `va`, with all tables above it. */
static pte_t *table_for(pte_t *root, vaddr_t va, unsigned level)
{
	pte_t *table = root;

	for (unsigned above = MMU_LEVELS - 1; table != NULL && above > level; above--)
		table = table_below(entry_of(table, va, above), above);
	return table;
}

bool early_map(pte_t *root, vaddr_t va, paddr_t pa, u64 size, unsigned level, unsigned flags)
{
	u64 step = mmu_level_size(level);
	u64 done = 0;

	while (done < size) {
		pte_t *table = table_for(root, va + done, level);
		pte_t *entry;

		if (table == NULL)
			return false;
		/* As far as this table reaches. */
		for (entry = entry_of(table, va + done, level);
			entry < table + PTE_COUNT && done < size; entry++, done += step)
			if (!arch_pte_present(*entry))
				*entry = arch_pte_leaf(pa + done, level, flags);
	}
	arch_pte_publish();
	return true;
}

void early_unmap(pte_t *root, vaddr_t va)
{
	pte_t *table = table_for(root, va, 0);

	if (table != NULL)
		*entry_of(table, va, 0) = 0;
}

/* Writable and executable at once: sections get their own rights in mm_init(). */
void early_map_image(paddr_t image)
{
	u64 size = (u64)(__image_end - __image_start);

	pool_used = 0;
	phys_offset = 0;
	table_clear(early_root_low);
	table_clear(early_root_high);
	(void)early_map(early_root_low, image, image, PAGE_SIZE, 1, MMU_EXECUTE);
	(void)early_map(early_root_high, KERNEL_LINK_BASE, image, size, 1, MMU_WRITE | MMU_EXECUTE);
}

void early_map_moved(paddr_t phys, vaddr_t virt)
{
	phys_offset = phys - virt;
}

paddr_t early_phys(const void *object)
{
	return (u64)object + phys_offset;
}
