/* SPDX-License-Identifier: MIT */
/*
 * Arm's PL011 UART, and the SBSA "generic UART", which is its data and flag
 * registers alone and is set up by the firmware for good.
 *
 * The caller maps the registers and keeps writers apart. Nothing here waits
 * without a bound: a device that never gets ready costs one long wait, and
 * after it none.
 */
#pragma once

#include <base/types.h>

struct uart_pl011 {
	volatile u32 *regs;
	bool sbsa;
	bool stuck; /* did not get ready in time the last time */
};

/*
 * Takes the UART at `regs` into use: transmitter and receiver on, interrupts
 * off. The rate stays what the firmware has set, and where nobody has set any
 * it is worked out for 115200 from `clock` (in Hz; 0 if unknown).
 */
void uart_pl011_init(struct uart_pl011 *uart, void *regs, bool sbsa, u32 clock);

void uart_pl011_write(struct uart_pl011 *uart, const char *text, size_t length);

/* Next byte received, or -1. */
int uart_pl011_read(struct uart_pl011 *uart);
