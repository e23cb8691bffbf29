/* SPDX-License-Identifier: MIT */
#include <arch_common/line_ends.h>
#include <base/string.h>

void line_ends_write(void (*write)(void *to, const char *text, size_t length), void *to,
	const char *text, size_t length)
{
	const char *end = text + length, *feed;

	while ((feed = memchr(text, '\n', (size_t)(end - text))) != NULL) {
		write(to, text, (size_t)(feed - text));
		write(to, "\r\n", 2);
		text = feed + 1;
	}
	write(to, text, (size_t)(end - text));
}
