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

/* `info` is NULL for a panic that comes before the road has told anything. */
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

/*
 * A screen of characters that the hardware draws by itself. A cell is the number of
 * a glyph (low byte) and its two colours, 0 to 15 (front from bit 8, back from
 * bit 12). Glyphs are 8 x 16 pixels.
 */
struct text_screen {
	volatile u16 *cells; /* rows x columns */
	u32 columns, rows;

	/* Puts the display in order, whatever it was doing; colours are 0x00RRGGBB. */
	void (*prepare)(const u32 colours[16]);

	/* Row i of the glyph is pixels[i * stride], its leftmost pixel the highest bit. */
	void (*set_glyph)(u32 glyph, const u8 *pixels, u32 stride);

	void (*set_cursor)(bool visible, u32 row, u32 column);
};

/*
 * Finds it and maps it; false where there is none. Shared code answers for
 * machines that have no such thing: arch/common/text_screen.c. After mm_init().
 */
bool arch_text_screen(struct text_screen *out);
