/* SPDX-License-Identifier: MIT */
/*
 * The 16550 UART and its many descendants: eight byte-wide registers, reached
 * through I/O ports or memory, there sometimes 2 or 4 bytes apart.
 *
 * The caller keeps writers apart. Nothing here waits without a bound: a device
 * that never gets ready costs one long wait, and after it none.
 */
#pragma once

#include <base/types.h>

struct uart_16550;

/* How the registers of one are reached. */
struct uart_16550_bus {
	u8 (*read)(const struct uart_16550 *uart, unsigned reg);
	void (*write)(const struct uart_16550 *uart, unsigned reg, u8 value);
	/* Several bytes, one after the other, to register 0. */
	void (*send)(const struct uart_16550 *uart, const char *text, size_t length);
};

struct uart_16550 {
	const struct uart_16550_bus *bus;
	u64 base;	/* port number, or virtual address of register 0 */
	u8 stride_log2; /* registers are 1 << this apart */
	u8 fifo_size;	/* bytes it takes at once when empty */
	u8 room;	/* of these, still free by our count */
	bool stuck;	/* did not get ready in time the last time */
};

/* Registers in memory, accessed as bytes or as 32-bit words. */
extern const struct uart_16550_bus uart_16550_memory8;
extern const struct uart_16550_bus uart_16550_memory32;

/* Is there one? Changes only the scratch register. */
bool uart_16550_probe(const struct uart_16550 *uart);

/*
 * 8 data bits, no parity, FIFO on, interrupts off, modem lines up. `divisor`
 * sets the rate (1 is 115200 on a PC); 0 keeps what the firmware has set.
 */
void uart_16550_init(struct uart_16550 *uart, u16 divisor);

void uart_16550_write(struct uart_16550 *uart, const char *text, size_t length);

/* Next byte received, or -1. */
int uart_16550_read(struct uart_16550 *uart);
