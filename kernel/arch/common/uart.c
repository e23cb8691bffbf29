/* SPDX-License-Identifier: MIT */
#include <arch_common/line_ends.h>
#include <arch_common/uart.h>
#include <base/fmt.h>

static const char *kind_name(enum fw_uart_kind kind)
{
	switch (kind) {
	case FW_UART_PL011: return "PL011";
	case FW_UART_SBSA: return "SBSA UART";
	case FW_UART_16550: return "16550";
	default: return NULL;
	}
}

bool uart_is_known(const struct fw_uart *description)
{
	return kind_name(description->kind) != NULL && !description->is_port &&
	       description->base != 0;
}

/* All registers that the drivers know, at the distance they have here. */
u64 uart_size(const struct fw_uart *description)
{
	return description->kind == FW_UART_16550 ? 8ull << description->reg_shift : 0x1000;
}

static void start_16550(struct uart_16550 *uart, const struct fw_uart *description, void *regs)
{
	*uart = (struct uart_16550){
		.bus = description->reg_width == 4 ? &uart_16550_memory32 : &uart_16550_memory8,
		.base = (u64)regs,
		.stride_log2 = (u8)description->reg_shift,
	};
	uart_16550_init(uart, 0);
}

void uart_start(struct uart *uart, const struct fw_uart *description, void *regs)
{
	if (description->kind == FW_UART_16550)
		start_16550(&uart->ns16550, description, regs);
	else
		uart_pl011_init(
			&uart->pl011, regs, description->kind == FW_UART_SBSA, description->clock);
	uart->kind = description->kind;
	fmt_string(uart->name, sizeof(uart->name), "%s at %#lx", kind_name(description->kind),
		description->base);
}

static void write_raw(void *to, const char *text, size_t length)
{
	struct uart *uart = to;

	switch (uart->kind) {
	case FW_UART_PL011:
	case FW_UART_SBSA: uart_pl011_write(&uart->pl011, text, length); return;
	case FW_UART_16550: uart_16550_write(&uart->ns16550, text, length); return;
	default: return;
	}
}

void uart_write(struct uart *uart, const char *text, size_t length)
{
	line_ends_write(write_raw, uart, text, length);
}

int uart_read(struct uart *uart)
{
	switch (uart->kind) {
	case FW_UART_PL011:
	case FW_UART_SBSA: return uart_pl011_read(&uart->pl011);
	case FW_UART_16550: return uart_16550_read(&uart->ns16550);
	default: return -1;
	}
}
