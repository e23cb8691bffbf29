/* SPDX-License-Identifier: MIT */
/*
 * Memory is moved in words. Stores are always aligned; loads are aligned when
 * both ends agree and otherwise go through a packed structure, which the
 * compiler turns into one load where the machine allows that, and into bytes
 * where it does not (strict alignment, memory that is not cached yet). Nothing
 * outside the given bytes is ever read.
 *
 * NO_BUILTIN keeps the compiler from recognising a loop as the function it
 * implements and calling it.
 */
#include "string_impl.h"

#define NO_BUILTIN [[clang::no_builtin]]

typedef u64 word_t __attribute__((may_alias));

struct unaligned_word {
	u64 value;
} __attribute__((packed, may_alias));

#define WORD sizeof(word_t)

static inline u64 load_word(const u8 *from)
{
	return ((const struct unaligned_word *)from)->value;
}

static inline u64 load_aligned(const u8 *from)
{
	return *(const word_t *)__builtin_assume_aligned(from, WORD);
}

static inline void store_aligned(u8 *to, u64 value)
{
	*(word_t *)__builtin_assume_aligned(to, WORD) = value;
}

static inline bool is_word_aligned(const void *pointer)
{
	return IS_ALIGNED((uintptr_t)pointer, WORD);
}

/* Right for to < from as well: a word is read before anything behind it is written. */
NO_BUILTIN static void copy_forward(u8 *to, const u8 *from, size_t length)
{
	while (length && !is_word_aligned(to)) {
		*to++ = *from++;
		length--;
	}
	if (is_word_aligned(from)) {
		for (; length >= WORD; length -= WORD, to += WORD, from += WORD)
			store_aligned(to, load_aligned(from));
	} else {
		for (; length >= WORD; length -= WORD, to += WORD, from += WORD)
			store_aligned(to, load_word(from));
	}
	while (length--)
		*to++ = *from++;
}

NO_BUILTIN static void copy_backward(u8 *to, const u8 *from, size_t length)
{
	to += length;
	from += length;
	while (length && !is_word_aligned(to)) {
		*--to = *--from;
		length--;
	}
	for (; length >= WORD; length -= WORD) {
		to -= WORD;
		from -= WORD;
		store_aligned(to, load_word(from));
	}
	while (length--)
		*--to = *--from;
}

NO_BUILTIN void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
	copy_forward(to, from, length);
	return to;
}

NO_BUILTIN void *memmove(void *to, const void *from, size_t length)
{
	/* Unsigned, so this is also true for every to below from. */
	if ((uintptr_t)to - (uintptr_t)from >= length)
		copy_forward(to, from, length);
	else
		copy_backward(to, from, length);
	return to;
}

NO_BUILTIN void *memset(void *to, int byte, size_t length)
{
	u8 *at = to;
	u64 word = 0x0101010101010101ul * (u8)byte;

	for (; length && !is_word_aligned(at); length--)
		*at++ = (u8)byte;
	for (; length >= WORD; length -= WORD, at += WORD)
		store_aligned(at, word);
	while (length--)
		*at++ = (u8)byte;
	return to;
}

NO_BUILTIN int memcmp(const void *a, const void *b, size_t length)
{
	const u8 *x = a;
	const u8 *y = b;

	for (; length >= WORD && load_word(x) == load_word(y); length -= WORD) {
		x += WORD;
		y += WORD;
	}
	for (; length; length--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

NO_BUILTIN void *memchr(const void *from, int byte, size_t length)
{
	for (const u8 *at = from; length--; at++)
		if (*at == (u8)byte)
			return (void *)at;
	return nullptr;
}

NO_BUILTIN size_t strlen(const char *text)
{
	size_t length = 0;
	while (text[length])
		length++;
	return length;
}

NO_BUILTIN size_t strnlen(const char *text, size_t limit)
{
	size_t length = 0;
	while (length < limit && text[length])
		length++;
	return length;
}

NO_BUILTIN int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return (u8)*a - (u8)*b;
}

NO_BUILTIN int strncmp(const char *a, const char *b, size_t limit)
{
	for (; limit; limit--, a++, b++)
		if (*a != *b || !*a)
			return (u8)*a - (u8)*b;
	return 0;
}

NO_BUILTIN char *strchr(const char *text, int byte)
{
	for (;; text++) {
		if (*text == (char)byte)
			return (char *)text;
		if (!*text)
			return nullptr;
	}
}

NO_BUILTIN char *strrchr(const char *text, int byte)
{
	const char *last = nullptr;
	for (;; text++) {
		if (*text == (char)byte)
			last = text;
		if (!*text)
			return (char *)last;
	}
}

NO_BUILTIN size_t strlcpy(char *restrict to, const char *restrict from, size_t size)
{
	size_t length = 0;
	for (; from[length]; length++)
		if (length + 1 < size)
			to[length] = from[length];
	if (size)
		to[length < size ? length : size - 1] = '\0';
	return length;
}
