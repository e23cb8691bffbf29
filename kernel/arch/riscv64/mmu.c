/* SPDX-License-Identifier: MIT */
#include <arch/cpu.h>
#include <arch/mmu.h>

/* None until the machine's description says that the harts have Svpbmt. */
pte_t riscv_pbmt_mask;

/* Modes 8, 9, 10 are Sv39, Sv48, Sv57. Paging is on when anyone can ask. */
unsigned arch_mmu_levels(void)
{
	return (unsigned)(csr_read(satp) >> SATP_MODE_SHIFT) - 5;
}

/* Sv48 and Sv57 would allow a terapage, but nobody wants one. */
unsigned arch_mmu_leaf_level_max(void)
{
	return 2;
}

/* What an entry has room for. No hart tells which of these it has. */
unsigned arch_mmu_physical_bits(void)
{
	return 56;
}

paddr_t arch_mmu_root(void)
{
	return (csr_read(satp) & SATP_PPN_MASK) << PAGE_SHIFT;
}

void arch_mmu_activate(paddr_t root)
{
	u64 mode = csr_read(satp) >> SATP_MODE_SHIFT;

	/* The tables must be written before the hart walks them, and forgotten after. */
	arch_tlb_flush_all();
	csr_write(satp, mode << SATP_MODE_SHIFT | root >> PAGE_SHIFT);
	arch_tlb_flush_all();
}

void arch_tlb_flush_page(vaddr_t va)
{
	asm volatile("sfence.vma %0" ::"r"(va) : "memory");
}

void arch_tlb_flush_all(void)
{
	asm volatile("sfence.vma" ::: "memory");
}
