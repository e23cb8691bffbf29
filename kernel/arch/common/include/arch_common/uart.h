/* SPDX-License-Identifier: MIT */
/*
 * A UART in memory, of whichever kind the machine's description names.
 */
#pragma once

#include <arch_common/uart_16550.h>
#include <arch_common/uart_pl011.h>
#include <base/compiler.h>
#include <fw/machine.h>

struct uart {
	enum fw_uart_kind kind; /* FW_UART_NONE: writes go nowhere */
	union {
		struct uart_pl011 pl011;
		struct uart_16550 ns16550;
	};
	char name[40]; /* for people: "PL011 at 0x9000000" */
};

/* Whether there is a driver for it, behind registers in memory. */
bool uart_is_known(const struct fw_uart *description);

/* How many bytes of registers to map. */
u64 uart_size(const struct fw_uart *description);

/* Takes a known one, mapped at `regs`, into use. */
void uart_start(struct uart *uart, const struct fw_uart *description, void *regs);

/* Line feeds get their carriage return here. */
void uart_write(struct uart *uart, const char *text, size_t length);

/* Next byte received, or -1. */
int uart_read(struct uart *uart);
