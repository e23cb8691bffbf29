/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <debug/assert.h>
#include <mm/mm.h>
#include <mm/pagetable.h>

/* What is to be mapped, moving on as entries are filled. */
struct span {
	vaddr_t va;
	vaddr_t last; /* of the whole: inclusive, since the end may be 2^64 */
	paddr_t pa;
	unsigned flags;
	bool done;
};

static u64 level_size(unsigned level)
{
	return 1ull << (PAGE_SHIFT + PTE_SHIFT * level);
}

static unsigned level_index(vaddr_t va, unsigned level)
{
	return (va >> (PAGE_SHIFT + PTE_SHIFT * level)) & (PTE_COUNT - 1);
}

status_t pagetable_create(paddr_t *root)
{
	return mm_boot_alloc(PAGE_SIZE, root);
}

/* Whether one leaf of this level may serve the span's next piece. */
static bool leaf_fits(const struct span *span, unsigned level)
{
	u64 size = level_size(level);

	return level <= arch_mmu_leaf_level_max() && ((span->va | span->pa) & (size - 1)) == 0 &&
	       span->last - span->va >= size - 1;
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

static status_t map_leaf(pte_t *entry, unsigned level, struct span *span)
{
	u64 size = level_size(level);

	if (arch_pte_present(*entry))
		return -EEXIST;
	*entry = arch_pte_leaf(span->pa, level, span->flags);
	span->done = span->last - span->va == size - 1;
	span->va += size;
	span->pa += size;
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
	for (unsigned i = level_index(span->va, level); i < PTE_COUNT && !span->done; i++) {
		status_t status = leaf_fits(span, level) ? map_leaf(&table[i], level, span)
							 : map_below(&table[i], level, span);

		if (status != 0)
			return status;
	}
	return 0;
}

status_t pagetable_map(paddr_t root, vaddr_t va, paddr_t pa, u64 size, unsigned flags)
{
	struct span span = { .va = va, .last = va + size - 1, .pa = pa, .flags = flags };

	DASSERT(size != 0 && ((va | pa | size) & (PAGE_SIZE - 1)) == 0 && span.last >= va);
	status_t status = map_level(phys_to_virt(root), arch_mmu_levels() - 1, &span);

	arch_pte_publish();
	return status;
}
