/* SPDX-License-Identifier: MIT */
/*
 * Serial consoles of a PC: the 16550 at COM1 or where the firmware says, and
 * the debug port of emulators. All that exist are written to.
 */
#include <arch/console.h>
#include <arch/mmu.h>
#include <arch_common/uart_16550.h>
#include <base/compiler.h>
#include <base/fmt.h>

#include "ports.h"

enum : u16 {
	COM1 = 0x3f8,
	DEBUG_PORT = 0xe9, /* of Bochs, QEMU and Xen */
	DEBUG_PORT_ANSWER = 0xe9,
	DIVISOR_115200 = 1,
};

static u8 io_read(const struct uart_16550 *uart, unsigned reg)
{
	return port_read8((u16)(uart->base + reg));
}

static void io_write(const struct uart_16550 *uart, unsigned reg, u8 value)
{
	port_write8((u16)(uart->base + reg), value);
}

static const struct uart_16550_bus io_ports = { io_read, io_write };

static struct uart_16550 uart;
static bool has_uart;
static bool has_debug_port;
static char name[64];

static void name_consoles(void)
{
	size_t used = 0;

	name[0] = '\0';
	if (has_uart)
		used = fmt_string(name, sizeof(name), "16550 at %s %#lx",
			uart.bus == &io_ports ? "port" : "address", uart.base);
	if (has_debug_port)
		fmt_string(name + used, sizeof(name) - used, "%sdebug port %#x",
			has_uart ? ", " : "", DEBUG_PORT);
}

static void uart_take(const struct uart_16550 *candidate, u16 divisor)
{
	uart = *candidate;
	uart_16550_init(&uart, divisor);
	has_uart = true;
}

/* Where there is no debug port, the bus answers with all ones. */
void arch_console_early_init(const struct boot_info *)
{
	struct uart_16550 com1 = { .bus = &io_ports, .base = COM1 };

	if (uart_16550_probe(&com1))
		uart_take(&com1, DIVISOR_115200);
	has_debug_port = port_read8(DEBUG_PORT) == DEBUG_PORT_ANSWER;
	name_consoles();
}

void arch_console_init(const struct boot_info *, const struct fw_machine *)
{
}

static void write_raw(const char *text, size_t length)
{
	if (has_uart)
		uart_16550_write(&uart, text, length);
	for (size_t i = 0; has_debug_port && i < length; i++)
		port_write8(DEBUG_PORT, (u8)text[i]);
}

void arch_console_write(const char *text, size_t length)
{
	size_t done = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] != '\n')
			continue;
		write_raw(text + done, i - done);
		write_raw("\r\n", 2);
		done = i + 1;
	}
	write_raw(text + done, length - done);
}

int arch_console_read(void)
{
	return has_uart ? uart_16550_read(&uart) : -1;
}

const char *arch_console_name(void)
{
	return name;
}
