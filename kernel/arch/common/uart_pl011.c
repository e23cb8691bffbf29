/* SPDX-License-Identifier: MIT */
#include <arch/cpu.h>
#include <arch_common/uart_pl011.h>

/* Registers, by their index as 32-bit words. */
enum {
	REG_DATA = 0x00 / 4,
	REG_FLAGS = 0x18 / 4,
	REG_DIVISOR_WHOLE = 0x24 / 4,
	REG_DIVISOR_64THS = 0x28 / 4,
	REG_LINE = 0x2c / 4, /* writing it is what makes new divisors count */
	REG_CONTROL = 0x30 / 4,
	REG_INTERRUPTS = 0x38 / 4,
};

enum : u32 {
	FLAG_RECEIVER_EMPTY = 1 << 4,
	FLAG_TRANSMITTER_FULL = 1 << 5,
	LINE_FIFO = 1 << 4,
	LINE_8_BITS = 3 << 5,
	CONTROL_ENABLE = 1 << 0,
	CONTROL_TRANSMIT = 1 << 8,
	CONTROL_RECEIVE = 1 << 9,
	DATA_ERRORS = 0xf00, /* framing, parity, break, overrun */
};

enum {
	BAUD = 115200,
	/*
	 * A full FIFO makes room in 90 us at 115200, in 1 ms at 9600; a read of
	 * the flags takes 0.1 us or more on real hardware.
	 */
	POLLS_MAX = 100000,
};

/* The divisor is clock / (16 * baud), as a whole part and 64ths. */
static void set_rate(volatile u32 *regs, u32 clock)
{
	u32 divisor_64ths = (u32)(((u64)clock * 4 + BAUD / 2) / BAUD);

	regs[REG_DIVISOR_WHOLE] = divisor_64ths / 64;
	regs[REG_DIVISOR_64THS] = divisor_64ths % 64;
}

void uart_pl011_init(struct uart_pl011 *uart, void *regs, bool sbsa, u32 clock)
{
	*uart = (struct uart_pl011){ .regs = regs, .sbsa = sbsa };
	uart->regs[REG_INTERRUPTS] = 0;
	/* One that runs is left alone: turning it off would lose what it still sends. */
	if (sbsa || (uart->regs[REG_CONTROL] & CONTROL_ENABLE))
		return;
	if (uart->regs[REG_DIVISOR_WHOLE] == 0 && clock != 0)
		set_rate(uart->regs, clock);
	uart->regs[REG_LINE] = LINE_8_BITS | LINE_FIFO;
	uart->regs[REG_CONTROL] = CONTROL_ENABLE | CONTROL_TRANSMIT | CONTROL_RECEIVE;
}

static bool wait_for_room(struct uart_pl011 *uart)
{
	int polls = uart->stuck ? 1 : POLLS_MAX;

	uart->stuck = true;
	while (uart->stuck && polls-- > 0) {
		uart->stuck = uart->regs[REG_FLAGS] & FLAG_TRANSMITTER_FULL;
		if (uart->stuck)
			arch_cpu_relax();
	}
	return !uart->stuck;
}

void uart_pl011_write(struct uart_pl011 *uart, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (wait_for_room(uart))
			uart->regs[REG_DATA] = (u8)text[i];
}

int uart_pl011_read(struct uart_pl011 *uart)
{
	if (uart->regs[REG_FLAGS] & FLAG_RECEIVER_EMPTY)
		return -1;
	u32 data = uart->regs[REG_DATA];

	return data & DATA_ERRORS ? -1 : (int)(data & 0xff);
}
