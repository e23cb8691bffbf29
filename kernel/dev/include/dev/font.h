/* SPDX-License-Identifier: MIT */
/*
 * A bitmap font for character cells, generated at build time from Debian's font
 * packages (tools/gen/fontgen.py).
 *
 * Glyphs are one or two cells wide. A range covers neighbouring code points of
 * equal width, so a code point is found by binary search over the ranges; its
 * bitmap is at bitmaps + offset + (c - first) * height * cells. A row is `cells`
 * bytes, top row first, leftmost pixel in the highest bit of the first byte.
 */
#pragma once

#include <base/types.h>

struct font_range {
	u32 first;  /* code points, both included */
	u32 last;
	u32 offset; /* of the first one's bitmap, in bytes */
	u32 cells;  /* 1 or 2 */
};

struct font {
	u16 width; /* of one cell, in pixels: 8 */
	u16 height;
	u32 glyph_count;
	u32 range_count;
	const struct font_range *ranges; /* ascending, not overlapping */
	const u8 *bitmaps;
};

/* Always holds U+0020 to U+007E and U+FFFD, the sign for what it lacks. */
extern const struct font console_font;
