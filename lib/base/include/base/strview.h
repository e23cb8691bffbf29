/* SPDX-License-Identifier: MIT */
/*
 * A piece of text that somebody else owns and that need not be terminated: a
 * token of a command line, a string of a device tree. Passed by value.
 */
#pragma once

#include <base/compiler.h>
#include <base/string.h>
#include <base/types.h>

struct strview {
	const char *at; /* NULL for no text at all, which differs from empty text */
	size_t length;
};

static inline struct strview strview_of(const char *text)
{
	return (struct strview){ text, text ? strlen(text) : 0 };
}

/* Most comparisons fail, and at the first byte: no calls, and no look at text's end before. */
static inline bool strview_is(struct strview view, const char *text)
{
	for (size_t i = 0; i < view.length; i++)
		if (text[i] == '\0' || text[i] != view.at[i])
			return false;
	return view.at && text[view.length] == '\0';
}

static inline bool strview_equal(struct strview a, struct strview b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

static inline bool strview_has_prefix(struct strview view, const char *prefix)
{
	size_t length = strlen(prefix);
	return view.length >= length && (length == 0 || memcmp(view.at, prefix, length) == 0);
}

/*
 * Cuts the view at the first separator: returns what is before it and leaves in
 * *rest what is behind it, or no text if there was no separator.
 */
struct strview strview_cut(struct strview view, char separator, struct strview *rest);

/*
 * The whole view as a number: decimal, or 0x and hexadecimal. -EINVAL if it is
 * none, -ERANGE if it does not fit.
 */
MUST_CHECK status_t strview_to_u64(struct strview view, u64 *value);

/* The same with an optional K, M, G or T (powers of 1024) behind it. */
MUST_CHECK status_t strview_to_size(struct strview view, u64 *value);

/* Copies into size bytes and terminates; false if it was cut. */
bool strview_copy(struct strview view, char *to, size_t size);

/* Whether the whole view matches a pattern: * is any text, ? any one byte. */
bool strview_matches(struct strview view, struct strview pattern);
