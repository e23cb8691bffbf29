/* SPDX-License-Identifier: MIT */
/*
 * The console on a display that draws characters itself: cells of a glyph of code
 * page 437 and two of sixteen colours. The palette is loaded with our own, so what is
 * in ANSI colours looks as on a framebuffer; all others become the nearest of them.
 */
#include <arch/console.h>
#include <base/compiler.h>
#include <debug/log.h>
#include <gfx/cp437.h>

#include "screen.h"

struct textscreen {
	struct screen screen;
	struct text_screen hardware;
	const struct palette *palette;
	/* The last front and back that were looked up: text mostly repeats them. */
	struct {
		colour_t colour;
		u32 index;
	} recent[2];
};

static struct textscreen textscreen;

static struct textscreen *of_screen(struct screen *screen)
{
	return container_of(screen, struct textscreen, screen);
}

static void use_palette(struct textscreen *text, const struct palette *palette)
{
	text->palette = palette;
	text->hardware.set_colours(palette->ansi);
	for (u32 i = 0; i < ARRAY_SIZE(text->recent); i++) {
		text->recent[i].colour = palette->ansi[0];
		text->recent[i].index = 0;
	}
}

static u32 nearest(struct textscreen *text, u32 slot, colour_t colour)
{
	if (text->recent[slot].colour != colour) {
		text->recent[slot].colour = colour;
		text->recent[slot].index = palette_nearest(text->palette, colour);
	}
	return text->recent[slot].index;
}

static void text_draw(struct textview *view, u32 row, u32 column, const struct cell *cell)
{
	struct textscreen *text = of_screen(container_of(view, struct screen, view));
	u32 front = nearest(text, 0, cell->front), back = nearest(text, 1, cell->back);
	u32 glyph = cell->flags & CELL_TAIL ? ' ' : cp437_from_unicode(cell->code);

	text->hardware.cells[row * text->hardware.columns + column] =
		(u16)(back << 12 | front << 8 | glyph);
}

static void text_place_cursor(struct screen *screen, bool visible, u32 row, u32 column)
{
	const struct text_screen *hardware = &of_screen(screen)->hardware;

	hardware->set_cursor(visible, row, min(column, hardware->columns - 1));
}

static void text_panic(struct screen *screen, u32 *, u32 *)
{
	use_palette(of_screen(screen), &palette_panic);
}

static const struct screen_ops ops = {
	.draw = text_draw,
	.place_cursor = text_place_cursor,
	.panic = text_panic,
};

struct screen *textscreen_start(void)
{
	struct textscreen *text = &textscreen;

	if (!arch_text_screen(&text->hardware))
		return NULL;
	log_info(LOG_CONS, "text screen, %u columns, %u rows", text->hardware.columns,
		text->hardware.rows);
	use_palette(text, &palette_normal);
	if (screen_start(&text->screen, "text screen", text->hardware.columns, text->hardware.rows,
		    &ops) != 0)
		return NULL;
	return &text->screen;
}
