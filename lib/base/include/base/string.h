/* SPDX-License-Identifier: MIT */
/*
 * Memory and C strings: the functions the compiler may call behind our backs,
 * and those of the C library's string functions that cannot overrun what they
 * write.
 *
 * Names with a standard meaning have exactly that meaning. Built for the host,
 * those are the C library's (its sanitizer checks them); our own then carry
 * other names, for the tests (string_impl.h).
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *a, const void *b, size_t length);
void *memchr(const void *from, int byte, size_t length);

size_t strlen(const char *text);
size_t strnlen(const char *text, size_t limit);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t limit);
char *strchr(const char *text, int byte);
char *strrchr(const char *text, int byte);

/*
 * Copies as much of from as fits into size bytes and terminates it (nothing is
 * written if size is 0). Returns the length of from: the text was cut if that
 * is size or more.
 */
size_t strlcpy(char *restrict to, const char *restrict from, size_t size);

/*
 * Puts a ? in place of each control character: text of strangers may move the cursor of
 * the terminal it is shown on, or do worse.
 */
static inline void str_make_printable(char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((u8)text[i] < ' ' || text[i] == 0x7f)
			text[i] = '?';
}

/* Whether text begins with prefix. */
static inline bool str_has_prefix(const char *text, const char *prefix)
{
	while (*prefix)
		if (*text++ != *prefix++)
			return false;
	return true;
}
