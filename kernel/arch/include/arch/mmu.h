/* SPDX-License-Identifier: MIT */
/*
 * Page tables: the parts of a radix tree that an instruction set decides.
 *
 * All our machines have 512 entries of eight bytes a table and pages of
 * 4 KiB, 2 MiB and 1 GiB (levels 0, 1, 2). So one walker (mm/pagetable.c)
 * serves them all; here stands only what differs: how deep the tree is, how an
 * entry is spelled, how a root is activated and a stale translation dropped.
 *
 * Level 0 is always the 4 KiB level; arch_mmu_levels() - 1 is the root's.
 * Mappings made through this header are supervisor, global and, for normal
 * memory, write-back and accessed/dirty from the start.
 */
#pragma once

#include <base/types.h>

enum {
	PAGE_SHIFT = 12,
	PAGE_SIZE = 1 << PAGE_SHIFT,
	PTE_SHIFT = 9,
	PTE_COUNT = 1 << PTE_SHIFT,
};

typedef u64 pte_t;

/* What a mapping allows and how it behaves. Readable is a given. */
enum mmu_flags {
	MMU_WRITE = 1 << 0,
	MMU_EXECUTE = 1 << 1,
	MMU_DEVICE = 1 << 2,	    /* uncached, ordered, no speculation */
	MMU_WRITE_COMBINE = 1 << 3, /* for framebuffers */
};

/* How much an entry of a table at this level spans, and which entry is an address's. */
static inline u64 mmu_level_size(unsigned level)
{
	return 1ull << (PAGE_SHIFT + PTE_SHIFT * level);
}

static inline unsigned mmu_level_index(vaddr_t va, unsigned level)
{
	return (va >> (PAGE_SHIFT + PTE_SHIFT * level)) & (PTE_COUNT - 1);
}

/* Depth of the active tree: 3 (Sv39), 4 or 5. */
unsigned arch_mmu_levels(void);

/*
 * Whether all bits above those that the tree translates equal the highest of
 * these: the addresses that most machines allow.
 */
static inline bool mmu_is_sign_extended(vaddr_t va)
{
	unsigned unused_bits = 64 - (PAGE_SHIFT + PTE_SHIFT * arch_mmu_levels());

	return (vaddr_t)((s64)(va << unused_bits) >> unused_bits) == va;
}

#include <arch_impl/mmu.h>

/* A few old CPUs cannot forbid execution: there each mapping reads back with it. */
static inline bool mmu_can_forbid_execution(void)
{
	return !(arch_pte_flags(arch_pte_leaf(0, 0, 0), 0) & MMU_EXECUTE);
}

/*
 * From arch_impl/mmu.h, as inlines:
 *   pte_t    arch_pte_table(paddr_t table)
 *   pte_t    arch_pte_leaf(paddr_t page, unsigned level, unsigned flags)
 *   bool     arch_pte_present(pte_t)
 *   bool     arch_pte_is_leaf(pte_t, unsigned level)
 *   paddr_t  arch_pte_address(pte_t, unsigned level)
 *   unsigned arch_pte_flags(pte_t, unsigned level)
 *   void     arch_pte_publish(void)     order table writes before later walks
 *   bool     arch_mmu_translates(vaddr_t va)   arch_mmu_root() serves this address
 */

/* Highest level at which a leaf may stand: 1 or 2. */
unsigned arch_mmu_leaf_level_max(void);

/*
 * How many bits a physical address has on this CPU. An entry that names a higher one
 * is not valid, or names another page; so addresses that come from outside are held
 * against this before they are mapped.
 */
unsigned arch_mmu_physical_bits(void);

/* The root that translates kernel addresses. */
paddr_t arch_mmu_root(void);

/*
 * Makes `root` translate kernel addresses and drops every older translation.
 * The running code, stack and the direct map must be the same in both.
 */
void arch_mmu_activate(paddr_t root);

void arch_tlb_flush_page(vaddr_t va);
void arch_tlb_flush_all(void);

/*
 * Walks the active tables in software: where does `va` lie, and what may be
 * done there? Touches nothing but page tables, so it serves panic too.
 * Shared code: arch/common/mmu_lookup.c.
 */
bool arch_mmu_lookup(vaddr_t va, paddr_t *pa, unsigned *flags);

/*
 * The direct map: all ordinary memory at one offset. Set once, at the start of
 * kernel_main(), from boot_info; before mm_init() only
 * [boot_info.mapped_base, boot_info.mapped_limit) is really there.
 */
extern vaddr_t arch_hhdm;

static inline void *phys_to_virt(paddr_t pa)
{
	return (void *)(arch_hhdm + pa);
}

/* Only for addresses in the direct map. */
static inline paddr_t virt_to_phys(const void *p)
{
	return (vaddr_t)p - arch_hhdm;
}

/*
 * Up-call, kernel/mm: maps device registers for good and returns where, or
 * NULL when page-table memory or address space has run out. Mapping the same
 * page twice gives the same address. Usable after mm_init().
 */
void *device_map(paddr_t base, u64 size, unsigned mmu_flags);
