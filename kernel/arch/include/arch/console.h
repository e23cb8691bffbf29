/* SPDX-License-Identifier: MIT */
/*
 * Serial consoles: from the first instruction, and later the one that the
 * firmware names.
 *
 * "Early" consoles need no description of the machine: a fixed I/O port, a
 * firmware call. Where there is none that works before our own page tables
 * (memory-mapped UARTs), arch_console_early_init() does nothing, and the log
 * ring keeps what is said until arch_console_init().
 */
#pragma once

#include <base/types.h>

struct boot_info;
struct fw_machine;

void arch_console_early_init(const struct boot_info *info);

/* Moves on to the console that the machine's description names, if any. */
void arch_console_init(const struct boot_info *info, const struct fw_machine *machine);

/*
 * Writes raw bytes to every serial console there is (a line feed gets its
 * carriage return here). Waits for the device, for a bounded time a byte; takes
 * no lock, so the caller keeps writers apart.
 */
void arch_console_write(const char *text, size_t length);

/* Next byte typed on a serial console, or -1. Never waits. */
int arch_console_read(void);

/* Name for people, e.g. "16550 at port 0x3f8"; empty if there is none. */
const char *arch_console_name(void);
