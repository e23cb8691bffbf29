/* SPDX-License-Identifier: MIT */
#include <arch/mmu.h>
#include <arch_impl/sysreg.h>
#include <base/compiler.h>

#include "early_map.h"
#include "low_half.h"
#include "mmu_switch.h"
#include "regs.h"

/* The low bit of TTBR1 and its upper 16 are not address. */
static constexpr u64 TTBR_ADDRESS = 0x0000fffffffffffe;

unsigned arch_mmu_levels(void)
{
	return MMU_LEVELS;
}

unsigned arch_mmu_leaf_level_max(void)
{
	return 2;
}

/* As mmu_switch.S sets TCR_EL1.IPS: what the CPU has, 48 bits at most. */
unsigned arch_mmu_physical_bits(void)
{
	static const u8 bits[] = { 32, 36, 40, 42, 44, 48 };
	u64 range = sysreg_read(id_aa64mmfr0_el1) & 15;

	return bits[min(range, (u64)TCR_IPS_48)];
}

paddr_t arch_mmu_root(void)
{
	return sysreg_read(ttbr1_el1) & TTBR_ADDRESS;
}

/* Interrupts must be off: between the two trees there are no vectors. */
void arch_mmu_activate(paddr_t root)
{
	arch_pte_publish();
	mmu_switch(root, low_half_map_code(mmu_switch_low));
	low_half_unmap_code(mmu_switch_low);
}

/* The shareable forms reach every CPU; with one CPU they cost the same. */
void arch_tlb_flush_page(vaddr_t va)
{
	asm volatile("dsb ishst\n\t"
		     "tlbi vaae1is, %0\n\t"
		     "dsb ish\n\t"
		     "isb" ::"r"(va >> PAGE_SHIFT & 0x00000fffffffffffull)
		: "memory");
}

void arch_tlb_flush_all(void)
{
	asm volatile("dsb ishst\n\t"
		     "tlbi vmalle1is\n\t"
		     "dsb ish\n\t"
		     "isb" ::
			     : "memory");
}
