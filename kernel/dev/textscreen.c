/* SPDX-License-Identifier: MIT */
/*
 * The console on a display that draws characters itself, from numbers of glyphs and of
 * sixteen colours. Glyphs and palette are loaded with our own, so text looks as on a
 * framebuffer; what is not in one of the ANSI colours gets the nearest of them.
 */
#include <arch/console.h>
#include <base/compiler.h>
#include <debug/log.h>

#include "glyph_slots.h"
#include "screen.h"

struct textscreen {
	struct screen screen;
	struct text_screen hardware;
	struct glyph_slots slots;
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

/* --- Glyphs ---------------------------------------------------------------------- */

static void load_glyph(struct textscreen *text, u32 slot, u32 key)
{
	struct glyph glyph;

	if (font_find(&console_font, key & ~GLYPH_TAIL, &glyph))
		text->hardware.set_glyph(slot,
			glyph.rows + (key & GLYPH_TAIL && glyph.cells == 2 ? 1 : 0), glyph.cells);
}

static void load_fixed_glyphs(struct textscreen *text)
{
	glyph_slots_init(&text->slots);
	for (u32 slot = 0; slot < GLYPH_SLOTS; slot++)
		if (text->slots.keys[slot] != 0)
			load_glyph(text, slot, text->slots.keys[slot]);
}

static u32 glyph_for(struct textscreen *text, const struct cell *cell)
{
	const struct textgrid *grid = &text->screen.grid;
	struct glyph glyph;
	u32 key = glyph_key(cell);
	u32 slot = glyph_slots_find(&text->slots, key);

	if (slot < GLYPH_SLOTS)
		return slot;
	if (!font_find(&console_font, cell->code, &glyph))
		return GLYPH_SLOT_UNKNOWN;
	slot = glyph_slots_take(
		&text->slots, key, text->screen.view.shown, (size_t)grid->rows * grid->columns);
	if (slot == GLYPH_SLOTS)
		return GLYPH_SLOT_UNKNOWN;
	load_glyph(text, slot, key);
	return slot;
}

/* --- Colours --------------------------------------------------------------------- */

/* Puts the display in order, whatever state it was left in. */
static void prepare(struct textscreen *text, const struct palette *palette)
{
	text->palette = palette;
	text->hardware.prepare(palette->ansi);
	load_fixed_glyphs(text);
	for (u32 i = 0; i < ARRAY_SIZE(text->recent); i++) {
		text->recent[i].colour = palette->ansi[0];
		text->recent[i].index = 0;
	}
}

static u32 nearest(struct textscreen *text, u32 which, colour_t colour)
{
	if (text->recent[which].colour != colour) {
		text->recent[which].colour = colour;
		text->recent[which].index = palette_nearest(text->palette, colour);
	}
	return text->recent[which].index;
}

/* --- The screen's operations ------------------------------------------------------- */

static void text_draw(struct textview *view, u32 row, u32 column, const struct cell *cell)
{
	struct textscreen *text = of_screen(container_of(view, struct screen, view));
	u32 front = nearest(text, 0, cell->front), back = nearest(text, 1, cell->back);

	text->hardware.cells[row * text->hardware.columns + column] =
		(u16)(back << 12 | front << 8 | glyph_for(text, cell));
}

static void text_place_cursor(struct screen *screen, bool visible, u32 row, u32 column)
{
	const struct text_screen *hardware = &of_screen(screen)->hardware;

	hardware->set_cursor(visible, row, min(column, hardware->columns - 1));
}

static void text_panic(struct screen *screen, u32 *, u32 *)
{
	prepare(of_screen(screen), &palette_panic);
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
	prepare(text, &palette_normal);
	if (screen_start(&text->screen, "text screen", text->hardware.columns, text->hardware.rows,
		    &ops) != 0)
		return NULL;
	return &text->screen;
}
