/* SPDX-License-Identifier: MIT */
/*
 * Paints the cells of a text grid into a framebuffer.
 *
 * A glyph's row is a byte, and a byte is two nibbles: for the colour pair in use,
 * the sixteen possible groups of four pixels are kept ready in the framebuffer's
 * own format, so that a row is two short copies and no decision. The table is
 * rebuilt when the colours change, which in text is rare.
 *
 * On fine screens each of the font's pixels becomes a square of scale x scale.
 */
#pragma once

#include <base/types.h>
#include <gfx/canvas.h>
#include <gfx/colour.h>
#include <gfx/font.h>
#include <gfx/surface.h>
#include <gfx/textgrid.h>

enum {
	CELLPAINT_SCALE_MAX = 4,
	CELLPAINT_WORDS = 4 * CELLPAINT_SCALE_MAX, /* a nibble at its widest */
};

struct cellpaint {
	const struct canvas *canvas;
	const struct font *font;
	u32 scale;
	u32 x, y; /* pixel of the grid's upper left corner */
	colour_t cursor;
	const struct surface *picture; /* what CELL_PICTURE shows, or NULL */

	bool ready; /* expand[] holds front and back */
	colour_t front, back;
	u32 expand[16][CELLPAINT_WORDS];
};

/* Pixels of a cell. */
static inline u32 cellpaint_width(const struct cellpaint *paint)
{
	return FONT_WIDTH * paint->scale;
}

static inline u32 cellpaint_height(const struct cellpaint *paint)
{
	return paint->font->height * paint->scale;
}

/* A scale that keeps text readable on a screen of that many lines. */
u32 cellpaint_scale_for(u32 height);

void cellpaint_draw(struct cellpaint *paint, u32 row, u32 column, const struct cell *cell);
