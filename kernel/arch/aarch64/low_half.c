/* SPDX-License-Identifier: MIT */
#include <arch_impl/sysreg.h>
#include <debug/assert.h>

#include "early_map.h"
#include "low_half.h"
#include "regs.h"

static bool has_device;

static void low_half_off(void)
{
	sysreg_write(tcr_el1, sysreg_read(tcr_el1) | TCR_EPD0);
	sysreg_sync();
	arch_tlb_flush_all();
}

static void low_half_on(void)
{
	sysreg_write(ttbr0_el1, early_phys(early_root_low));
	sysreg_sync();
	sysreg_write(tcr_el1, sysreg_read(tcr_el1) & ~TCR_EPD0);
	sysreg_sync();
}

void low_half_clear(void)
{
	low_half_off();
	has_device = false;
	for (unsigned i = 0; i < PTE_COUNT; i++)
		early_root_low[i] = 0;
	arch_pte_publish();
}

void *low_half_map_device(paddr_t base)
{
	paddr_t page = base & ~(PAGE_SIZE - 1ull);

	if (!early_map(early_root_low, page, page, PAGE_SIZE, 0, MMU_WRITE | MMU_DEVICE))
		return NULL;
	low_half_on();
	has_device = true;
	return (void *)base;
}

paddr_t low_half_map_code(const void *code)
{
	paddr_t here = early_phys(code);
	paddr_t page = here & ~(PAGE_SIZE - 1ull);

	ASSERT(early_map(early_root_low, page, page, PAGE_SIZE, 0, MMU_EXECUTE));
	low_half_on();
	return here;
}

void low_half_unmap_code(const void *code)
{
	early_unmap(early_root_low, early_phys(code));
	if (has_device)
		arch_tlb_flush_all();
	else
		low_half_off();
}
