/* SPDX-License-Identifier: MIT */
/*
 * Serial output, first by way of firmware, then by our own hands.
 *
 * The SBI's console is there from the first instruction. When the machine's
 * description names a UART that we can drive, that takes over: a call to
 * firmware costs some hundred instructions a character. There is only ever one
 * of the two at work, because behind both is the same line.
 */
#include <arch/boot.h>
#include <arch/console.h>
#include <arch/mmu.h>
#include <arch_common/uart.h>
#include <fw/machine.h>

#include "sbi_console.h"

/* Of no kind until it has taken over. */
static struct uart uart;

static bool is_direct(void)
{
	return uart.kind != FW_UART_NONE;
}

void arch_console_early_init(const struct boot_info *info)
{
	if (info != nullptr)
		sbi_console_init(info->kernel_virt - info->kernel_phys);
}

void arch_console_init(const struct boot_info *info, const struct fw_machine *machine)
{
	const struct fw_uart *description = &machine->console;

	(void)info;
	if (!uart_is_known(description))
		return;
	void *registers =
		device_map(description->base, uart_size(description), MMU_DEVICE | MMU_WRITE);

	if (registers != nullptr)
		uart_start(&uart, description, registers);
}

void arch_console_write(const char *text, size_t length)
{
	if (is_direct())
		uart_write(&uart, text, length);
	else
		sbi_console_write(text, length);
}

int arch_console_read(void)
{
	return is_direct() ? uart_read(&uart) : sbi_console_read();
}

const char *arch_console_name(void)
{
	return is_direct() ? uart.name : sbi_console_name();
}
