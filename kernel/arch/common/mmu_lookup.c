/* SPDX-License-Identifier: MIT */
/*
 * A walk of the active page tables in software. It only reads memory that the
 * hardware would read for the same address, so it is safe wherever an access
 * might fault: backtraces, checks of firmware pointers, tests. Until the direct map
 * is known nothing can be looked up, so a panic of that time finds nothing mapped.
 */
#include <arch/mmu.h>

bool arch_mmu_lookup(vaddr_t va, paddr_t *pa, unsigned *flags)
{
	if (arch_hhdm == 0 || !arch_mmu_translates(va))
		return false;
	paddr_t table = arch_mmu_root();
	for (unsigned level = arch_mmu_levels(); level-- > 0;) {
		const pte_t *entries = phys_to_virt(table);
		pte_t pte = entries[mmu_level_index(va, level)];

		if (!arch_pte_present(pte))
			return false;
		if (level == 0 || arch_pte_is_leaf(pte, level)) {
			*pa = arch_pte_address(pte, level) | (va & (mmu_level_size(level) - 1));
			*flags = arch_pte_flags(pte, level);
			return true;
		}
		table = arch_pte_address(pte, level);
	}
	return false;
}
