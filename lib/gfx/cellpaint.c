/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/utf8.h>
#include <gfx/cellpaint.h>

enum { NIBBLE = 4, SCALED_WIDTH_MAX = FONT_WIDTH * CELLPAINT_SCALE_MAX };

u32 cellpaint_scale_for(u32 height)
{
	return clamp(height / 1000, (u32)1, (u32)CELLPAINT_SCALE_MAX);
}

/* Builds one entry by the canvas's own means: a line of pixels in a memory of its own. */
static void expand_nibble(struct cellpaint *paint, u32 nibble)
{
	colour_t pixels[NIBBLE * CELLPAINT_SCALE_MAX];
	struct canvas line = *paint->canvas;

	for (u32 i = 0; i < NIBBLE * paint->scale; i++) {
		u32 bit = nibble >> (NIBBLE - 1 - i / paint->scale) & 1;

		pixels[i] = bit ? paint->front : paint->back;
	}
	line.memory = (u8 *)paint->expand[nibble];
	canvas_row(&line, 0, 0, pixels, NIBBLE * paint->scale);
}

static void use_colours(struct cellpaint *paint, colour_t front, colour_t back)
{
	if (paint->ready && paint->front == front && paint->back == back)
		return;
	paint->front = front;
	paint->back = back;
	for (u32 nibble = 0; nibble < 16; nibble++)
		expand_nibble(paint, nibble);
	paint->ready = true;
}

static void draw_glyph(struct cellpaint *paint, u8 *to, const u8 *rows, u32 step, bool underline)
{
	u32 words = paint->canvas->format.bytes * paint->scale;
	u32 height = paint->font->height;

	for (u32 row = 0; row < height; row++, rows += step) {
		u32 bits = underline && row == height - 2 ? 0xff : *rows;

		for (u32 line = 0; line < paint->scale; line++, to += paint->canvas->pitch) {
			canvas_words(to, paint->expand[bits >> 4], words);
			canvas_words(to + words * sizeof(u32), paint->expand[bits & 15], words);
		}
	}
}

static void draw_text(struct cellpaint *paint, u32 x, u32 y, const struct cell *cell)
{
	struct glyph glyph;
	u32 half = cell->flags & CELL_TAIL ? 1 : 0;

	if (cell->flags & CELL_CURSOR)
		use_colours(paint, cell->back, paint->cursor);
	else
		use_colours(paint, cell->front, cell->back);

	if (!font_find(paint->font, cell->code, &glyph) &&
		!font_find(paint->font, UTF8_REPLACEMENT, &glyph))
		return;
	draw_glyph(paint, canvas_at(paint->canvas, x, y),
		glyph.rows + (half < glyph.cells ? half : 0), glyph.cells,
		cell->flags & CELL_UNDERLINE);
}

static void draw_piece(const struct cellpaint *paint, u32 x, u32 y, u32 piece)
{
	const struct surface *picture = paint->picture;
	u32 width = cellpaint_width(paint), height = cellpaint_height(paint);
	u32 columns = picture->width / width;
	u32 left = piece % columns * width, upper = piece / columns * height;

	for (u32 line = 0; line < height; line++)
		canvas_row(
			paint->canvas, x, y + line, surface_at(picture, left, upper + line), width);
}

static bool has_piece(const struct cellpaint *paint, u32 piece)
{
	const struct surface *picture = paint->picture;

	return picture && piece < picture->width / cellpaint_width(paint) *
					  (picture->height / cellpaint_height(paint));
}

void cellpaint_draw(struct cellpaint *paint, u32 row, u32 column, const struct cell *cell)
{
	u32 x = paint->x + column * cellpaint_width(paint);
	u32 y = paint->y + row * cellpaint_height(paint);

	if (!(cell->flags & CELL_PICTURE))
		draw_text(paint, x, y, cell);
	else if (has_piece(paint, cell->code))
		draw_piece(paint, x, y, cell->code);
	else
		canvas_fill(paint->canvas, x, y, cellpaint_width(paint), cellpaint_height(paint),
			cell->back);
}
