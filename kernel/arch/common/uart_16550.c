/* SPDX-License-Identifier: MIT */
#include <arch/cpu.h>
#include <arch_common/uart_16550.h>
#include <base/compiler.h>

enum {
	REG_DATA = 0,	    /* with DLAB: low byte of the divisor */
	REG_INTERRUPTS = 1, /* with DLAB: high byte */
	REG_FIFO = 2,	    /* read: interrupt identification, and if the FIFO is on */
	REG_LINE = 3,
	REG_MODEM = 4,
	REG_LINE_STATUS = 5,
	REG_SCRATCH = 7,
};

enum : u8 {
	FIFO_ENABLE_AND_CLEAR = 0x07,
	FIFO_IS_ON = 0xc0,
	LINE_8N1 = 0x03,
	LINE_DLAB = 0x80,
	MODEM_DTR_RTS_OUT2 = 0x0b,
	STATUS_DATA_READY = 0x01,
	STATUS_TRANSMITTER_EMPTY = 0x20, /* of a FIFO: all of it */
	STATUS_NOTHING_THERE = 0xff,
};

enum {
	FIFO_SIZE = 16,
	/*
	 * A full FIFO drains in 1.4 ms at 115200, in 17 ms at 9600; a read of the
	 * status takes a microsecond or so on real hardware.
	 */
	POLLS_MAX = 100000,
};

static u8 memory8_read(const struct uart_16550 *uart, unsigned reg)
{
	return *(volatile u8 *)(uart->base + ((u64)reg << uart->stride_log2));
}

static void memory8_write(const struct uart_16550 *uart, unsigned reg, u8 value)
{
	*(volatile u8 *)(uart->base + ((u64)reg << uart->stride_log2)) = value;
}

static u8 memory32_read(const struct uart_16550 *uart, unsigned reg)
{
	return (u8) * (volatile u32 *)(uart->base + ((u64)reg << uart->stride_log2));
}

static void memory32_write(const struct uart_16550 *uart, unsigned reg, u8 value)
{
	*(volatile u32 *)(uart->base + ((u64)reg << uart->stride_log2)) = value;
}

static void memory8_send(const struct uart_16550 *uart, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		memory8_write(uart, REG_DATA, (u8)text[i]);
}

static void memory32_send(const struct uart_16550 *uart, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		memory32_write(uart, REG_DATA, (u8)text[i]);
}

const struct uart_16550_bus uart_16550_memory8 = { memory8_read, memory8_write, memory8_send };
const struct uart_16550_bus uart_16550_memory32 = { memory32_read, memory32_write, memory32_send };

static u8 reg_read(const struct uart_16550 *uart, unsigned reg)
{
	return uart->bus->read(uart, reg);
}

static void reg_write(const struct uart_16550 *uart, unsigned reg, u8 value)
{
	uart->bus->write(uart, reg, value);
}

bool uart_16550_probe(const struct uart_16550 *uart)
{
	reg_write(uart, REG_SCRATCH, 0x5a);
	if (reg_read(uart, REG_SCRATCH) != 0x5a)
		return false;
	reg_write(uart, REG_SCRATCH, 0xa5);
	return reg_read(uart, REG_SCRATCH) == 0xa5 &&
	       reg_read(uart, REG_LINE_STATUS) != STATUS_NOTHING_THERE;
}

/* The status only tells "all empty", so we count what has gone in since. */
static bool wait_for_room(struct uart_16550 *uart)
{
	int polls = uart->stuck ? 1 : POLLS_MAX;

	while (uart->room == 0 && polls-- > 0) {
		if (reg_read(uart, REG_LINE_STATUS) & STATUS_TRANSMITTER_EMPTY)
			uart->room = uart->fifo_size;
		else
			arch_cpu_relax();
	}
	uart->stuck = uart->room == 0;
	return !uart->stuck;
}

void uart_16550_init(struct uart_16550 *uart, u16 divisor)
{
	/* What firmware said last may still be on its way: clearing the FIFO would lose it. */
	uart->fifo_size = 1;
	uart->room = 0;
	uart->stuck = false;
	wait_for_room(uart);
	reg_write(uart, REG_INTERRUPTS, 0);
	if (divisor != 0) {
		reg_write(uart, REG_LINE, LINE_8N1 | LINE_DLAB);
		reg_write(uart, REG_DATA, divisor & 0xff);
		reg_write(uart, REG_INTERRUPTS, divisor >> 8);
	}
	reg_write(uart, REG_LINE, LINE_8N1);
	reg_write(uart, REG_FIFO, FIFO_ENABLE_AND_CLEAR);
	reg_write(uart, REG_MODEM, MODEM_DTR_RTS_OUT2);

	bool has_fifo = (reg_read(uart, REG_FIFO) & FIFO_IS_ON) == FIFO_IS_ON;

	uart->fifo_size = has_fifo ? FIFO_SIZE : 1;
	uart->room = 0;
	uart->stuck = false;
}

void uart_16550_write(struct uart_16550 *uart, const char *text, size_t length)
{
	while (length > 0) {
		if (!wait_for_room(uart))
			return;
		size_t burst = min(length, (size_t)uart->room);

		uart->bus->send(uart, text, burst);
		uart->room -= (u8)burst;
		text += burst;
		length -= burst;
	}
}

int uart_16550_read(struct uart_16550 *uart)
{
	u8 status = reg_read(uart, REG_LINE_STATUS);

	if (status == STATUS_NOTHING_THERE || !(status & STATUS_DATA_READY))
		return -1;
	return reg_read(uart, REG_DATA);
}
