/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/compiler.h>
#include <debug/assert.h>
#include <mm/mm.h>
#include <mm/pagetable.h>

/* What is to be mapped, moving on as entries are filled. */
struct span {
	vaddr_t va;
	vaddr_t last; /* of the whole: inclusive, since the end may be 2^64 */
	paddr_t pa;
	unsigned flags;
	unsigned leaf_level_max;
	bool done;
};

status_t pagetable_create(paddr_t *root)
{
	return mm_boot_alloc(PAGE_SIZE, root);
}

/*
 * How many leaves of this level may stand side by side from the span's place
 * on, not counting where the table ends. Alignment need be asked only once.
 */
static u64 leaves_that_fit(const struct span *span, unsigned level)
{
	u64 size = mmu_level_size(level);
	u64 left = span->last - span->va;

	if (level > span->leaf_level_max || ((span->va | span->pa) & (size - 1)) != 0)
		return 0;
	return left / size + (left % size == size - 1);
}

/* The table below an entry, made if there is none. */
static status_t next_table(pte_t *entry, unsigned level, pte_t **out)
{
	if (!arch_pte_present(*entry)) {
		paddr_t table;
		status_t status = mm_boot_alloc(PAGE_SIZE, &table);

		if (status != 0)
			return status;
		*entry = arch_pte_table(table);
	} else if (arch_pte_is_leaf(*entry, level)) {
		return -EEXIST;
	}
	*out = phys_to_virt(arch_pte_address(*entry, level));
	return 0;
}

static status_t map_level(pte_t *table, unsigned level, struct span *span);

/* Fills `count` entries in a row. */
static status_t map_leaves(pte_t *entry, u64 count, unsigned level, struct span *span)
{
	u64 size = mmu_level_size(level);

	for (u64 i = 0; i < count; i++) {
		if (arch_pte_present(entry[i]))
			return -EEXIST;
		entry[i] = arch_pte_leaf(span->pa + i * size, level, span->flags);
	}
	span->done = span->last - span->va == count * size - 1;
	span->va += count * size;
	span->pa += count * size;
	return 0;
}

static status_t map_below(pte_t *entry, unsigned level, struct span *span)
{
	pte_t *table;
	status_t status = next_table(entry, level, &table);

	return status != 0 ? status : map_level(table, level - 1, span);
}

/* Fills the entries of one table until the span or the table ends. */
static status_t map_level(pte_t *table, unsigned level, struct span *span)
{
	unsigned i = mmu_level_index(span->va, level);

	while (i < PTE_COUNT && !span->done) {
		u64 leaves = min(leaves_that_fit(span, level), (u64)PTE_COUNT - i);
		status_t status = leaves != 0 ? map_leaves(&table[i], leaves, level, span)
					      : map_below(&table[i], level, span);

		if (status != 0)
			return status;
		i += leaves != 0 ? leaves : 1;
	}
	return 0;
}

status_t pagetable_map(paddr_t root, vaddr_t va, paddr_t pa, u64 size, unsigned flags)
{
	struct span span = {
		.va = va,
		.last = va + size - 1,
		.pa = pa,
		.flags = flags,
		.leaf_level_max = arch_mmu_leaf_level_max(),
	};

	DASSERT(size != 0 && ((va | pa | size) & (PAGE_SIZE - 1)) == 0 && span.last >= va);
	status_t status = map_level(phys_to_virt(root), arch_mmu_levels() - 1, &span);

	arch_pte_publish();
	return status;
}
