/* SPDX-License-Identifier: MIT */
/*
 * Firmware tables before mm_init(). What of them the direct map shows differs
 * from loader to loader, so every page is looked up in the page tables first; a
 * console is then simply found later, when tables can be mapped.
 *
 * ACPI is asked first, as for everything else (init/machine.c).
 */
#include "find_uart.h"

#include <arch/boot.h>
#include <arch/mmu.h>
#include <base/checked.h>
#include <base/compiler.h>

static const void *reach(void *context, paddr_t base, u64 length)
{
	paddr_t end, pa;
	unsigned flags;

	(void)context;
	if (!checked_add(base, length, &end))
		return NULL;
	for (paddr_t page = ALIGN_DOWN(base, PAGE_SIZE); page < end; page += PAGE_SIZE)
		if (!arch_mmu_lookup((vaddr_t)phys_to_virt(page), &pa, &flags))
			return NULL;
	return phys_to_virt(base);
}

static void find_by_tree(paddr_t dtb, struct fw_uart *out)
{
	const void *blob = reach(NULL, dtb, PAGE_SIZE - dtb % PAGE_SIZE);
	u32 size = blob != NULL ? fdt_claimed_size(blob) : 0;
	struct fdt fdt;

	if (size != 0 && reach(NULL, dtb, size) != NULL && fdt_open(&fdt, blob, size) == 0)
		fw_uart_from_fdt(out, &fdt);
}

void find_uart(const struct boot_info *info, struct fw_uart *out)
{
	const struct fw_mem memory = { .map = reach };

	*out = (struct fw_uart){ .kind = FW_UART_NONE };
	if (info->rsdp != 0)
		fw_uart_from_acpi(out, &memory, info->rsdp);
	if (out->kind == FW_UART_NONE && info->dtb != 0)
		find_by_tree(info->dtb, out);
}
