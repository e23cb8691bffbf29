/* SPDX-License-Identifier: MIT */
#include <gfx/font.h>

bool font_find(const struct font *font, u32 code, struct glyph *out)
{
	u32 low = 0, high = font->range_count;

	while (low < high) {
		u32 middle = low + (high - low) / 2;
		const struct font_range *range = &font->ranges[middle];

		if (code < range->first) {
			high = middle;
		} else if (code > range->last) {
			low = middle + 1;
		} else {
			u32 bytes = font->height * range->cells;

			out->rows = font->bitmaps + range->offset + (code - range->first) * bytes;
			out->cells = range->cells;
			return true;
		}
	}
	return false;
}
