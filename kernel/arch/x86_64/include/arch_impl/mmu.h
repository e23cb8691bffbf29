/* SPDX-License-Identifier: MIT */
/*
 * x86_64: page-table entries.
 *
 *	63  NX          no execution (reserved, so 0, where the CPU has no NX)
 *	51:12 address   of a table or page; of a large page the low bits are 0, but
 *	                for bit 12, which is its PAT bit
 *	8   G           survives a load of CR3
 *	7   PS / PAT    a leaf above level 0 / at level 0 bit 2 of the memory type
 *	6   D           has been written
 *	5   A           has been used
 *	4   PCD         bit 1 of the memory type
 *	3   PWT         bit 0 of the memory type
 *	2   U           user may use it; never set here
 *	1   W           writable, also for the kernel (CR0.WP)
 *	0   P           present
 *
 * The three bits of memory type index the PAT, which cpu.c programs as the
 * Limine protocol lays it out: 0 write-back, 3 uncached, 5 write-combining.
 *
 * D is set from the start for writable pages only: "dirty but not writable" is
 * how CET spells a shadow stack, and shall not arise by accident.
 */
#pragma once

#include <base/types.h>

constexpr pte_t X86_PTE_P = 1ull << 0;
constexpr pte_t X86_PTE_W = 1ull << 1;
constexpr pte_t X86_PTE_PWT = 1ull << 3;
constexpr pte_t X86_PTE_PCD = 1ull << 4;
constexpr pte_t X86_PTE_A = 1ull << 5;
constexpr pte_t X86_PTE_D = 1ull << 6;
constexpr pte_t X86_PTE_PS = 1ull << 7;
constexpr pte_t X86_PTE_PAT_4K = 1ull << 7;
constexpr pte_t X86_PTE_G = 1ull << 8;
constexpr pte_t X86_PTE_PAT_LARGE = 1ull << 12;
constexpr pte_t X86_PTE_NX = 1ull << 63;
constexpr pte_t X86_PTE_ADDRESS = 0x000ffffffffff000;

/*
 * What the CPU can do, known after arch_cpu_init(): X86_PTE_NX or 0, and
 * whether PAT entry 5 is ours to use.
 */
extern pte_t x86_pte_nx;
extern bool x86_has_pat;

static inline pte_t arch_pte_table(paddr_t table)
{
	return table | X86_PTE_A | X86_PTE_W | X86_PTE_P;
}

static inline pte_t x86_pte_pat(unsigned level)
{
	return level == 0 ? X86_PTE_PAT_4K : X86_PTE_PAT_LARGE;
}

/* Without a PAT, write-combining falls back to uncached: slow, but right. */
static inline pte_t x86_pte_memory_type(unsigned level, unsigned flags)
{
	if (flags & MMU_WRITE_COMBINE && x86_has_pat)
		return x86_pte_pat(level) | X86_PTE_PWT;
	if (flags & (MMU_DEVICE | MMU_WRITE_COMBINE))
		return X86_PTE_PCD | X86_PTE_PWT;
	return 0;
}

static inline pte_t arch_pte_leaf(paddr_t page, unsigned level, unsigned flags)
{
	pte_t pte = page | X86_PTE_G | X86_PTE_A | X86_PTE_P;

	if (level > 0)
		pte |= X86_PTE_PS;
	if (flags & MMU_WRITE)
		pte |= X86_PTE_W | X86_PTE_D;
	if (!(flags & MMU_EXECUTE))
		pte |= x86_pte_nx;
	return pte | x86_pte_memory_type(level, flags);
}

static inline bool arch_pte_present(pte_t pte)
{
	return pte & X86_PTE_P;
}

static inline bool arch_pte_is_leaf(pte_t pte, unsigned level)
{
	return level == 0 || pte & X86_PTE_PS;
}

static inline paddr_t arch_pte_address(pte_t pte, unsigned level)
{
	paddr_t address = pte & X86_PTE_ADDRESS;

	if (arch_pte_is_leaf(pte, level))
		address &= ~(mmu_level_size(level) - 1);
	return address;
}

static inline unsigned arch_pte_flags(pte_t pte, unsigned level)
{
	unsigned flags = pte & X86_PTE_W ? MMU_WRITE : 0;

	if (!(pte & X86_PTE_NX))
		flags |= MMU_EXECUTE;
	if (!arch_pte_is_leaf(pte, level))
		return flags;
	if (pte & x86_pte_pat(level))
		flags |= MMU_WRITE_COMBINE;
	else if (pte & X86_PTE_PCD)
		flags |= MMU_DEVICE;
	return flags;
}

/* One root serves both halves. */
static inline bool arch_mmu_translates(vaddr_t va)
{
	return mmu_is_sign_extended(va);
}

/* Stores are seen in order, and the walker reads through the same caches. */
static inline void arch_pte_publish(void)
{
	asm volatile("" : : : "memory");
}
