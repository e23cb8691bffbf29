/* SPDX-License-Identifier: MIT */
/*
 * Most of this runs before paging, at whatever address the image was loaded.
 * Code and data are reached relative to pc, so the address of anything is its
 * physical one. Two things would break that and must stay out of here: a
 * pointer in initialised data, which holds an address of the link, and a call
 * through a pointer.
 *
 * The mappings are readable, writable and executable, in the largest pages that
 * fit. They live for the few microseconds until mm_init(). Devices that share a
 * gigabyte with memory are no worry, as they might be elsewhere: on RISC-V it is
 * the physical address that decides what may be cached and read ahead.
 */
#include "early_map.h"

#include <arch/cpu.h>
#include <arch/mmu.h>
#include <base/compiler.h>
#include <base/string.h>
#include <fw/fdt.h>

/*
 * The root, up to three for the image, and in the deepest tree two for each of the
 * gigabytes of the direct map: no two of them need lie close to each other.
 */
enum { TABLES = 1 + 3 + 2 * 3 };

/* The second set is for a change of depth, which cannot saw off its own branch. */
alignas(PAGE_SIZE) static pte_t table_sets[2][TABLES][PTE_COUNT];

struct early_tables {
	pte_t (*tables)[PTE_COUNT];
	unsigned used;
	unsigned levels;
	vaddr_t offset; /* from a physical address to where we see it */
};

extern const u8 __image_start[], __image_end[];

/* The kernel's place in every mode: what kernel.lds says. */
static constexpr vaddr_t LINK_ADDRESS = 0xffffffff80000000;

static pte_t *entry_of(pte_t *table, vaddr_t va, unsigned level)
{
	return &table[mmu_level_index(va, level)];
}

static paddr_t table_new(struct early_tables *early)
{
	return (vaddr_t)early->tables[early->used++] - early->offset;
}

static void map(struct early_tables *early, vaddr_t va, paddr_t pa, unsigned leaf_level)
{
	pte_t *table = early->tables[0];

	for (unsigned level = early->levels - 1; level > leaf_level; level--) {
		pte_t *entry = entry_of(table, va, level);

		if (!arch_pte_present(*entry))
			*entry = arch_pte_table(table_new(early));
		table = (pte_t *)(arch_pte_address(*entry, level) + early->offset);
	}
	*entry_of(table, va, leaf_level) = arch_pte_leaf(pa, leaf_level, MMU_WRITE | MMU_EXECUTE);
}

static void map_image(struct early_tables *early)
{
	paddr_t image = (vaddr_t)__image_start - early->offset;
	u64 size = (u64)(__image_end - __image_start);

	for (u64 offset = 0; offset < size; offset += mmu_level_size(1))
		map(early, LINK_ADDRESS + offset, image + offset, 1);
}

static void map_gigabyte(struct early_tables *early, paddr_t inside)
{
	paddr_t base = ALIGN_DOWN(inside, mmu_level_size(2));

	map(early, early_map_hhdm(early->levels) + base, base, 2);
}

/* `blob` is the device tree where we see it. */
static u64 build(struct early_tables *early, paddr_t dtb, const void *blob)
{
	paddr_t root = table_new(early);

	map_image(early);
	map_gigabyte(early, (vaddr_t)__image_start - early->offset);
	map_gigabyte(early, dtb);
	map_gigabyte(early, dtb + fdt_claimed_size(blob));
	/* Sv39, Sv48 and Sv57 are 8, 9 and 10. */
	return (u64)(early->levels + 5) << SATP_MODE_SHIFT | root >> PAGE_SHIFT;
}

u64 early_map_build(unsigned levels, paddr_t dtb)
{
	struct early_tables early = { .tables = table_sets[0], .levels = levels };

	/* They are dirty if the hart has refused a deeper tree. */
	memset(table_sets[0], 0, sizeof(table_sets[0]));
	return build(&early, dtb, (const void *)dtb);
}

void early_map_change(unsigned levels, paddr_t image, paddr_t dtb)
{
	struct early_tables early = {
		.tables = table_sets[1],
		.levels = levels,
		.offset = LINK_ADDRESS - image,
	};
	vaddr_t blob = early_map_hhdm(arch_mmu_levels()) + dtb;
	u64 satp = build(&early, dtb, (const void *)blob);

	arch_tlb_flush_all();
	csr_write(satp, satp);
	arch_tlb_flush_all();
}

/* Half of what the mode translates, counted from the top: -2^38, -2^47, -2^56. */
vaddr_t early_map_hhdm(unsigned levels)
{
	return -(mmu_level_size(levels) / 2);
}
