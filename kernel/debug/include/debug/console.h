/* SPDX-License-Identifier: MIT */
/*
 * Everything the kernel says goes to every console at once.
 *
 * A console is a sink for text with a name. Serial is there from the start;
 * drivers above (framebuffer, VGA text) add theirs with console_register(),
 * and are first shown what was said before them. Text is UTF-8 with the ANSI
 * colour sequences ESC [ n m (0, 1, 30-37, 90-97, 38;2;r;g;b); a console that
 * cannot show colours leaves them out.
 */
#pragma once

#include <base/compiler.h>
#include <base/list.h>
#include <base/types.h>

struct console {
	struct list_node link;
	const char *name;
	void (*write)(struct console *self, const char *text, size_t length);
	/* May be NULL. Called once, by a panic: forget locks and cursors, show. */
	void (*panic)(struct console *self);
};

/* Adds a console and replays the log ring to it. The memory stays its own. */
void console_register(struct console *console);

/* Registers the serial console, as soon as there is one. May be called often. */
void console_serial_start(void);

/* Raw text to every console, without a log record. */
void console_write(const char *text, size_t length);
PRINTF_LIKE(1, 2) void console_printf(const char *format, ...);

/* The same for callers that hold a va_list or build a line piece by piece. */
struct fmt_sink;
struct fmt_sink *console_sink(void);

/* For panic only: every console is told to take over. */
void console_panic(void);

/*
 * For a panic inside a panic's report: takes out the console whose driver was at
 * work. Its name, or NULL if the panic came from elsewhere.
 */
const char *console_drop_faulty(void);
