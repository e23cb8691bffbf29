/* SPDX-License-Identifier: MIT */
/*
 * Bitmap fonts for character cells.
 *
 * Glyphs are one or two cells wide. A range covers neighbouring code points of
 * equal width, so a code point is found by binary search over the ranges, and a
 * font costs nothing for what it does not cover. The bitmap of code point c is at
 * bitmaps + offset + (c - first) * height * cells. A row is `cells` bytes, top row
 * first, leftmost pixel in the highest bit of the first byte.
 */
#pragma once

#include <base/types.h>

enum { FONT_WIDTH = 8 }; /* of one cell, in pixels: what a row's byte holds */

struct font_range {
	u32 first; /* code points, both included */
	u32 last;
	u32 offset; /* of the first one's bitmap, in bytes */
	u32 cells;  /* 1 or 2 */
};

struct font {
	u16 width; /* of one cell, in pixels: FONT_WIDTH */
	u16 height;
	u32 glyph_count;
	u32 range_count;
	const struct font_range *ranges; /* ascending, not overlapping */
	const u8 *bitmaps;
};

/*
 * Made at build time from Debian's font packages (tools/gen/fontgen.py). It always
 * holds U+0020 to U+007E and U+FFFD, the sign for what it lacks.
 */
extern const struct font console_font;

/* A glyph found: rows[row * cells + column] are 8 pixels. */
struct glyph {
	const u8 *rows;
	u32 cells;
};

/* False if the font does not cover `code`. */
bool font_find(const struct font *font, u32 code, struct glyph *out);
