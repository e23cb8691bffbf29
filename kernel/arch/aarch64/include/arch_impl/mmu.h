/* SPDX-License-Identifier: MIT */
/*
 * VMSAv8-64 descriptors, 4 KiB granule, 48-bit addresses.
 *
 *	63     55 54  53  52  51 50      47            12 11 10 9  8 7  6 5  4 2 1 0
 *	+--------+---+---+---+--+-------+----------------+--+--+----+----+--+---+---+
 *	|software|UXN|PXN|   |  |       | output address |nG|AF| SH | AP |NS|Idx|T|V|
 *	+--------+---+---+---+--+-------+----------------+--+--+----+----+--+---+---+
 *
 * T tells a table (1) from a block (0), but at the last level a page has it set.
 * AP[1] (bit 6) opens an entry to EL0 and AP[2] (bit 7) forbids writes. Nothing
 * mapped here is EL0's, so UXN is set throughout. nG is clear: kernel entries
 * are global. AF is set from the start, so that no walk faults to set it.
 */
#pragma once

#define PTE_VALID      (1ull << 0)
#define PTE_TABLE      (1ull << 1) /* also marks a page at the last level */
#define PTE_ATTR_SHIFT 2
#define PTE_ATTR_MASK  (7ull << PTE_ATTR_SHIFT)
#define PTE_READ_ONLY  (1ull << 7)
#define PTE_SH_INNER   (3ull << 8)
#define PTE_ACCESSED   (1ull << 10)
#define PTE_PXN	       (1ull << 53)
#define PTE_UXN	       (1ull << 54)
#define PTE_ADDRESS    0x0000fffffffff000ull

enum { MMU_LEVELS = 4 };

/*
 * Bytes of MAIR_EL1. A loader's tables, which we run on at first, use 0 for
 * memory and 1 for the framebuffer, so 1 is not ours to redefine.
 */
enum mmu_attr {
	MMU_ATTR_NORMAL = 0,
	MMU_ATTR_DEVICE = 2,
	MMU_ATTR_UNCACHED = 3,
};

static inline pte_t arch_pte_table(paddr_t table)
{
	return table | PTE_TABLE | PTE_VALID;
}

/* Device and non-cacheable memory is outer shareable whatever SH says. */
static inline pte_t arch_pte_leaf(paddr_t page, unsigned level, unsigned flags)
{
	u64 attr = flags & MMU_DEVICE	       ? MMU_ATTR_DEVICE
		   : flags & MMU_WRITE_COMBINE ? MMU_ATTR_UNCACHED
					       : MMU_ATTR_NORMAL;

	return page | PTE_VALID | (level == 0 ? PTE_TABLE : 0) | attr << PTE_ATTR_SHIFT |
	       (flags & MMU_WRITE ? 0 : PTE_READ_ONLY) | PTE_SH_INNER | PTE_ACCESSED |
	       (flags & MMU_EXECUTE ? 0 : PTE_PXN) | PTE_UXN;
}

static inline bool arch_pte_present(pte_t pte)
{
	return pte & PTE_VALID;
}

static inline bool arch_pte_is_leaf(pte_t pte, unsigned level)
{
	return level == 0 || !(pte & PTE_TABLE);
}

/* The low address bits of a block are not all zero: one of them is nT. */
static inline paddr_t arch_pte_address(pte_t pte, unsigned level)
{
	paddr_t address = pte & PTE_ADDRESS;

	if (!arch_pte_is_leaf(pte, level))
		return address;
	return address & ~(mmu_level_size(level) - 1);
}

static inline unsigned arch_pte_flags(pte_t pte, unsigned level)
{
	u64 attr = (pte & PTE_ATTR_MASK) >> PTE_ATTR_SHIFT;

	(void)level;
	return (pte & PTE_READ_ONLY ? 0 : MMU_WRITE) | (pte & PTE_PXN ? 0 : MMU_EXECUTE) |
	       (attr == MMU_ATTR_DEVICE ? MMU_DEVICE : 0) |
	       (attr == MMU_ATTR_UNCACHED ? MMU_WRITE_COMBINE : 0);
}

/* The table writes before this are seen by any walk for an access after it. */
static inline void arch_pte_publish(void)
{
	asm volatile("dsb ishst; isb" ::: "memory");
}

/*
 * TTBR1 translates the upper half: addresses whose upper 16 bits are set. Unlike
 * elsewhere, the highest translated bit may be either. The lower half belongs to
 * TTBR0 and to no one yet.
 */
static inline bool arch_mmu_translates(vaddr_t va)
{
	return va >> 48 == 0xffff;
}
