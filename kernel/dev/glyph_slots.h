/* SPDX-License-Identifier: MIT */
/*
 * Which glyph is where in a character generator of 256 places.
 *
 * Such displays show numbers, not characters. We load our own font, and since it has
 * more glyphs than there are places, a character gets its place when it first appears.
 * ASCII is always there, in its own places. When all places are taken, those
 * whose glyphs the screen no longer shows are given away; if it shows them all, the
 * newcomer appears as U+FFFD, and so do the next ones: to look over the whole screen
 * for each would cost more than it is worth.
 */
#pragma once

#include <base/types.h>
#include <gfx/textgrid.h>

enum {
	GLYPH_SLOTS = 256,
	GLYPH_SLOT_UNKNOWN = 0x7f, /* holds U+FFFD */
};

/* A place's content: a code point, and for the right half of a wide glyph this bit. */
enum : u32 { GLYPH_TAIL = UINT32_C(1) << 31 };

struct glyph_slots {
	u32 keys[GLYPH_SLOTS]; /* 0: free */
	u32 next;	       /* free places are looked for from here on */
	u32 refusals;	       /* newcomers to turn away without a look */
};

/* ASCII and U+FFFD in place, the rest free. */
void glyph_slots_init(struct glyph_slots *slots);

/* What a cell shows, as a key. */
static inline u32 glyph_key(const struct cell *cell)
{
	return cell->code | (cell->flags & CELL_TAIL ? GLYPH_TAIL : 0);
}

/* The place of a key, or GLYPH_SLOTS if it has none. */
u32 glyph_slots_find(const struct glyph_slots *slots, u32 key);

/*
 * Gives a place to a key that has none. `shown` are the cells that the display shows;
 * no place that one of them needs is taken away. GLYPH_SLOTS if there is no place.
 */
u32 glyph_slots_take(struct glyph_slots *slots, u32 key, const struct cell *shown, size_t count);
