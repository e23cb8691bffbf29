/* SPDX-License-Identifier: MIT */
/*
 * The active page tables. CR3 holds the root; whether the tree has four or five
 * levels was decided, by CR4.LA57, before long mode was entered.
 *
 * Kernel mappings are global, so loading CR3 keeps them in the TLB; a change of
 * CR4.PGE drops everything.
 */
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <base/compiler.h>

#include "features.h"
#include "regs.h"

unsigned arch_mmu_levels(void)
{
	return cr4_read() & CR4_LA57 ? 5 : 4;
}

unsigned arch_mmu_leaf_level_max(void)
{
	return cpu_has(CPU_PDPE1GB) ? 2 : 1;
}

/* Leaf 0x80000008; CPUs that are too old for it have 36 bits. Entries have room for 52. */
unsigned arch_mmu_physical_bits(void)
{
	constexpr u32 sizes = 0x80000008;

	if (cpuid_read(0x80000000, 0).eax < sizes)
		return 36;
	return min(cpuid_read(sizes, 0).eax & 0xff, 52u);
}

paddr_t arch_mmu_root(void)
{
	return cr3_read() & X86_PTE_ADDRESS;
}

/* Without global pages (PGE clear) the load of CR3 is all that is needed. */
void arch_mmu_activate(paddr_t root)
{
	u64 state = arch_irq_save();
	u64 cr4 = cr4_read();

	cr4_write(cr4 & ~CR4_PGE);
	cr3_write(root);
	cr4_write(cr4);
	arch_irq_restore(state);
}

void arch_tlb_flush_page(vaddr_t va)
{
	asm volatile("invlpg (%0)" : : "r"(va) : "memory");
}

void arch_tlb_flush_all(void)
{
	arch_mmu_activate(arch_mmu_root());
}
