/* SPDX-License-Identifier: MIT */
/*
 * Bitmap fonts on a fixed grid.
 *
 * A glyph is `height` rows of one byte (a narrow glyph, 8 pixels, one cell) or of
 * two bytes (a wide one, 16 pixels, two cells); the most significant bit is the
 * leftmost pixel. Glyphs of neighbouring code points and equal width are kept in
 * ranges, so that a lookup is a binary search over a few dozen entries and a font
 * costs nothing for what it does not cover.
 *
 * The console's font is made at build time from a font package by
 * tools/gen/fontgen.py, which writes `const struct font console_font`.
 */
#pragma once

#include <base/types.h>

enum {
	FONT_WIDTH = 8,	  /* pixels of a cell: what a row's byte holds */
	FONT_HEIGHT = 16, /* the tallest glyph that anything here has to expect */
};

/* Glyphs of the code points first .. first + count - 1, one after the other. */
struct font_range {
	u32 first;
	u16 count;
	u16 cells;  /* 1: a byte a row; 2: two bytes a row, left one first */
	u32 offset; /* of the first glyph, in font.rows */
};

struct font {
	const struct font_range *ranges; /* ascending, not overlapping */
	u32 range_count;
	u32 height; /* rows of a glyph, at most FONT_HEIGHT */
	const u8 *rows;
};

extern const struct font console_font;

/* A glyph found: rows[row * cells + column] are 8 pixels. */
struct glyph {
	const u8 *rows;
	u32 cells;
};

/* False if the font does not cover `code`. */
bool font_find(const struct font *font, u32 code, struct glyph *out);
