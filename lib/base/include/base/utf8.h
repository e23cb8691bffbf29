/* SPDX-License-Identifier: MIT */
/*
 * UTF-8, from whoever sends it.
 *
 * The decoder never fails: malformed input gives UTF8_REPLACEMENT, one for each
 * maximal beginning of a well-formed sequence, as Unicode recommends (chapter
 * 3, "U+FFFD substitution of maximal subparts"). Overlong forms, surrogates and
 * numbers above U+10FFFF are malformed.
 *
 * utf8_decode takes text that is all there; struct utf8_stream takes it byte by
 * byte, as a console gets it.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

#define UTF8_REPLACEMENT 0xfffdu
#define UTF8_MAX	 4 /* bytes of a character */

/* Takes one character off the beginning of length (at least 1) bytes; returns its bytes. */
size_t utf8_decode(const char *text, size_t length, u32 *character);

/* Writes a character; returns its bytes. What is no character becomes UTF8_REPLACEMENT. */
size_t utf8_encode(u32 character, char bytes[UTF8_MAX]);

/* Zeroed, it is at the beginning of a character. */
struct utf8_stream {
	u32 character; /* what was decoded so far */
	u8 missing;    /* bytes still to come */
	u8 low;	       /* bounds of the next one */
	u8 high;
};

/*
 * Takes one byte and stores the characters it completes: none while a sequence
 * goes on, two if it breaks one off and is a character itself. Returns how
 * many.
 */
size_t utf8_push(struct utf8_stream *stream, u8 byte, u32 characters[2]);
