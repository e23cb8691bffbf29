/* SPDX-License-Identifier: MIT */
/*
 * A terminal: a stream of bytes, in pieces of any length, onto a text grid.
 *
 * Understood are UTF-8 (what is malformed shows as U+FFFD), the control characters
 * \n \r \t \b, and these sequences, ESC [ first:
 *
 *   n m          colours and underline: 0 1 4 7 22 24 27, 30-37 39 40-47 49, 90-97,
 *                100-107, 38/48 ; 5 ; n and 38/48 ; 2 ; r ; g ; b
 *   n A B C D    cursor up, down, right, left        r ; c H  cursor to, from 1
 *   n J  n K     erase in screen, in line: 0 to the end, 1 from the start, 2 all
 *   ? 25 h l     cursor visible, hidden
 *
 * Everything else that begins like a sequence is swallowed. \n goes to the start of
 * the next line, as text from a kernel wants it. Bold is shown as the bright colour.
 */
#pragma once

#include <base/types.h>
#include <base/utf8.h>
#include <gfx/colour.h>
#include <gfx/font.h>
#include <gfx/textgrid.h>

enum { TERM_PARAMETERS = 16 };

/* A colour as it was asked for, so that bold and reverse can be applied late. */
struct term_colour {
	bool indexed; /* value is one of the palette's first eight */
	colour_t value;
};

struct term_style {
	struct term_colour front, back;
	bool bold, underline, reverse;
};

struct term {
	struct textgrid *grid;
	const struct palette *palette;
	const struct font *font; /* tells which glyphs are wide */
	struct term_style style;
	bool cursor_visible;

	enum term_state {
		TERM_TEXT,
		TERM_ESCAPE,	    /* after ESC */
		TERM_SEQUENCE,	    /* after ESC [, until a final byte */
		TERM_STRING,	    /* after ESC ] and its kin, until BEL or ESC \ */
		TERM_STRING_ESCAPE, /* ESC inside a string */
	} state;
	struct utf8_stream utf8;
	u32 parameters[TERM_PARAMETERS];
	u32 parameter_count;
	char marker; /* '?' and the like in front of the parameters, or 0 */
};

/* The pen that an empty grid for this palette begins with. */
struct cell term_blank(const struct palette *palette);

void term_init(struct term *term, struct textgrid *grid, const struct palette *palette,
	const struct font *font);

void term_write(struct term *term, const char *text, size_t length);
