/* SPDX-License-Identifier: MIT */
/*
 * Page-table entries of Sv39, Sv48 and Sv57. They are spelled alike; the modes
 * differ in depth only.
 *
 *   63  62-61  60-54  53 ........ 10  9-8  7  6  5  4  3  2  1  0
 *   N   PBMT   zero   page number     sw   D  A  G  U  X  W  R  V
 *
 * An entry with none of R, W, X points to a table. Accessed and dirty are set
 * from the start: a hart may leave keeping them to software, by page faults.
 * PBMT (memory type) means something only with Svpbmt. Without that extension
 * the platform alone decides by address what is memory and what is a device.
 */
#pragma once

#include <base/types.h>

enum : pte_t {
	PTE_VALID = 1 << 0,
	PTE_READ = 1 << 1,
	PTE_WRITE = 1 << 2,
	PTE_EXECUTE = 1 << 3,
	PTE_USER = 1 << 4,
	PTE_GLOBAL = 1 << 5,
	PTE_ACCESSED = 1 << 6,
	PTE_DIRTY = 1 << 7,
	PTE_PBMT_NC = 1ull << 61, /* memory, uncached, weakly ordered */
	PTE_PBMT_IO = 2ull << 61, /* device: uncached, strongly ordered */
	PTE_PBMT_MASK = 3ull << 61,
};

enum { PTE_PPN_SHIFT = 10 };
constexpr pte_t PTE_PPN_MASK = ((1ull << 44) - 1) << PTE_PPN_SHIFT;

/* Set by arch_cpu_describe(). All PBMT bits, or none without Svpbmt. */
extern pte_t riscv_pbmt_mask;

static inline pte_t arch_pte_table(paddr_t table)
{
	return table >> PAGE_SHIFT << PTE_PPN_SHIFT | PTE_VALID;
}

static inline pte_t arch_pte_leaf(paddr_t page, [[maybe_unused]] unsigned level, unsigned flags)
{
	pte_t pte = page >> PAGE_SHIFT << PTE_PPN_SHIFT | PTE_VALID | PTE_READ | PTE_GLOBAL |
		    PTE_ACCESSED | PTE_DIRTY;

	if (flags & MMU_WRITE)
		pte |= PTE_WRITE;
	if (flags & MMU_EXECUTE)
		pte |= PTE_EXECUTE;
	if (flags & MMU_DEVICE)
		pte |= PTE_PBMT_IO & riscv_pbmt_mask;
	else if (flags & MMU_WRITE_COMBINE)
		pte |= PTE_PBMT_NC & riscv_pbmt_mask;
	return pte;
}

static inline bool arch_pte_present(pte_t pte)
{
	return pte & PTE_VALID;
}

static inline bool arch_pte_is_leaf(pte_t pte, [[maybe_unused]] unsigned level)
{
	return pte & (PTE_READ | PTE_WRITE | PTE_EXECUTE);
}

static inline paddr_t arch_pte_address(pte_t pte, [[maybe_unused]] unsigned level)
{
	return (pte & PTE_PPN_MASK) >> PTE_PPN_SHIFT << PAGE_SHIFT;
}

static inline unsigned arch_pte_flags(pte_t pte, [[maybe_unused]] unsigned level)
{
	unsigned flags = 0;

	if (pte & PTE_WRITE)
		flags |= MMU_WRITE;
	if (pte & PTE_EXECUTE)
		flags |= MMU_EXECUTE;
	if ((pte & PTE_PBMT_MASK) == PTE_PBMT_IO)
		flags |= MMU_DEVICE;
	if ((pte & PTE_PBMT_MASK) == PTE_PBMT_NC)
		flags |= MMU_WRITE_COMBINE;
	return flags;
}

/*
 * A hart may remember that an entry was not valid, so a fence is due even where
 * nothing was mapped before.
 */
static inline void arch_pte_publish(void)
{
	asm volatile("sfence.vma" ::: "memory");
}

/* One root serves both halves. */
static inline bool arch_mmu_translates(vaddr_t va)
{
	return mmu_is_sign_extended(va);
}
