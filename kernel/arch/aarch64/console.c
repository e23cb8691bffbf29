/* SPDX-License-Identifier: MIT */
/*
 * Serial output.
 *
 * AArch64 has no console that is there without being told: a UART has to be
 * looked up in the device tree or in ACPI's SPCR, and be mapped as a device,
 * which neither loaders nor the Image road do. So the early console is looked up
 * on its own, before everything else is, and mapped in the lower half; when the
 * kernel has its own page tables, it moves to where device_map() puts it, and
 * the lower half is empty again.
 */
#include <arch/boot.h>
#include <arch/console.h>
#include <arch/mmu.h>
#include <arch_common/uart.h>

#include "find_uart.h"
#include "low_half.h"

static struct uart uart;

/* The page that is mapped early holds all registers of whatever we can drive. */
static bool fits_a_page(const struct fw_uart *description)
{
	return (description->base & (PAGE_SIZE - 1)) + uart_size(description) <= PAGE_SIZE;
}

void arch_console_early_init(const struct boot_info *info)
{
	struct fw_uart description;

	if (info == NULL)
		return;
	find_uart(info, &description);
	if (!uart_is_known(&description) || !fits_a_page(&description))
		return;
	void *regs = low_half_map_device(description.base);
	if (regs != NULL)
		uart_start(&uart, &description, regs);
}

void arch_console_init(const struct boot_info *info, const struct fw_machine *machine)
{
	const struct fw_uart *description = &machine->console;

	(void)info;
	if (!uart_is_known(description))
		return;
	void *regs = device_map(description->base, uart_size(description), MMU_WRITE | MMU_DEVICE);
	if (regs == NULL)
		return;
	uart_start(&uart, description, regs);
	low_half_clear();
}

void arch_console_write(const char *text, size_t length)
{
	uart_write(&uart, text, length);
}

int arch_console_read(void)
{
	return uart_read(&uart);
}

const char *arch_console_name(void)
{
	return uart.name;
}
