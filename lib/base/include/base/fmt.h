/* SPDX-License-Identifier: MIT */
/*
 * Formatted text, into a sink or a buffer.
 *
 * The language is a subset of printf's, and the compiler checks it as such:
 *
 *	%[flags][width][.precision][length]conversion
 *	flags		- 0 # + space
 *	width		a number or *; counts bytes
 *	precision	a number or *; least digits of a number, most bytes of a string
 *	length		hh h l ll z j t
 *	conversion	d i u x X o c s p %
 *
 * %p is always 0x and sixteen digits. A null %s prints (null). Anything else,
 * %n above all, is copied out as it stands. Bytes of text pass through
 * untouched, so UTF-8 stays UTF-8.
 *
 * No allocation, no locks, some hundred bytes of stack: a panic may use it.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>
#include <stdarg.h>

/* Where text goes. Embed it, and recover the whole with container_of. */
struct fmt_sink {
	void (*write)(struct fmt_sink *sink, const char *text, size_t length);
};

/* Returns the number of bytes written. */
size_t fmt_print(struct fmt_sink *sink, const char *format, ...) PRINTF_LIKE(2, 3);
size_t fmt_vprint(struct fmt_sink *sink, const char *format, va_list args) PRINTF_LIKE(2, 0);

/*
 * A sink that keeps what fits into a buffer of size bytes, always terminated
 * (unless size is 0), for text that comes in pieces.
 */
struct fmt_buffer {
	struct fmt_sink sink;
	char *at;
	size_t size;
	size_t length; /* of the whole text: it was cut if that is size or more */
};
void fmt_buffer_init(struct fmt_buffer *buffer, char *at, size_t size);

/* The same for text in one piece. Returns the length of the whole text. */
size_t fmt_string(char *buffer, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);
size_t fmt_vstring(char *buffer, size_t size, const char *format, va_list args) PRINTF_LIKE(3, 0);
