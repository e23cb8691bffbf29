/* SPDX-License-Identifier: MIT */
/*
 * Serial consoles of a PC: the 16550 at COM1 or where the firmware says, and
 * the debug port of emulators. All that exist are written to.
 */
#include <arch/console.h>
#include <arch/mmu.h>
#include <arch_common/line_ends.h>
#include <arch_common/uart_16550.h>
#include <base/compiler.h>
#include <base/fmt.h>
#include <fw/machine.h>

#include "features.h"
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

static void io_send(const struct uart_16550 *uart, const char *text, size_t length)
{
	port_write_bytes((u16)uart->base, text, length);
}

static const struct uart_16550_bus io_ports = { io_read, io_write, io_send };

enum { COM1_UART, FIRMWARE_UART, UART_COUNT };

/* In use if it has a bus. */
static struct uart_16550 uarts[UART_COUNT];
static u64 places[UART_COUNT]; /* for people: port or physical address */
static bool has_debug_port;
static char name[128]; /* holds the longest names of all three */

static size_t append_name(size_t used, const char *text, u64 at)
{
	return used + fmt_string(name + used, sizeof(name) - used, "%s%s %#lx",
			      used != 0 ? ", " : "", text, at);
}

static void name_consoles(void)
{
	size_t used = 0;

	name[0] = '\0';
	for (int i = 0; i < UART_COUNT; i++)
		if (uarts[i].bus != NULL)
			used = append_name(used,
				uarts[i].bus == &io_ports ? "16550 at port" : "16550 at address",
				places[i]);
	if (has_debug_port)
		append_name(used, "debug port", DEBUG_PORT);
}

/*
 * QEMU answers a read with the port's number where it has the device, and the bus
 * with all ones where it has not. Xen has it always, for writing only.
 */
static bool debug_port_is_there(void)
{
	return port_read8(DEBUG_PORT) == DEBUG_PORT_ANSWER || hypervisor_kind() == HYPERVISOR_XEN;
}

void arch_console_early_init(const struct boot_info *)
{
	struct uart_16550 com1 = { .bus = &io_ports, .base = COM1 };

	if (uart_16550_probe(&com1)) {
		uart_16550_init(&com1, DIVISOR_115200);
		uarts[COM1_UART] = com1;
		places[COM1_UART] = COM1;
	}
	has_debug_port = debug_port_is_there();
	name_consoles();
}

/* Where the firmware's console is, or no bus if we cannot drive it. */
static struct uart_16550 firmware_uart(const struct fw_uart *told)
{
	if (told->kind != FW_UART_16550 || told->base == 0)
		return (struct uart_16550){};
	if (told->is_port && told->base > UINT16_MAX)
		return (struct uart_16550){};
	if (told->is_port)
		return (struct uart_16550){ .bus = &io_ports, .base = (u16)told->base };
	void *registers = device_map(told->base, 8ul << told->reg_shift, MMU_DEVICE | MMU_WRITE);

	if (registers == NULL)
		return (struct uart_16550){};
	return (struct uart_16550){
		.bus = told->reg_width == 4 ? &uart_16550_memory32 : &uart_16550_memory8,
		.base = (u64)registers,
		.stride_log2 = (u8)told->reg_shift,
	};
}

/* Its rate stays: the firmware has set it for whoever listens there. */
void arch_console_init(const struct boot_info *, const struct fw_machine *machine)
{
	struct uart_16550 named = firmware_uart(&machine->console);
	const struct uart_16550 *com1 = &uarts[COM1_UART];

	if (named.bus == NULL || (named.bus == com1->bus && named.base == com1->base))
		return;
	uart_16550_init(&named, 0);
	uarts[FIRMWARE_UART] = named;
	places[FIRMWARE_UART] = machine->console.base;
	name_consoles();
}

static void write_raw(void *, const char *text, size_t length)
{
	for (int i = 0; i < UART_COUNT; i++)
		if (uarts[i].bus != NULL)
			uart_16550_write(&uarts[i], text, length);
	if (has_debug_port)
		port_write_bytes(DEBUG_PORT, text, length);
}

void arch_console_write(const char *text, size_t length)
{
	line_ends_write(write_raw, NULL, text, length);
}

int arch_console_read(void)
{
	for (int i = 0; i < UART_COUNT; i++) {
		int byte = uarts[i].bus != NULL ? uart_16550_read(&uarts[i]) : -1;

		if (byte >= 0)
			return byte;
	}
	return -1;
}

const char *arch_console_name(void)
{
	return name;
}
