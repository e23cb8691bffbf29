/* SPDX-License-Identifier: MIT */
/*
 * Colours: 0x00RRGGBB, and the palette that text on Cuprux's own screens uses.
 *
 * The sixteen colours of the ANSI sequences are tuned as one set around copper
 * and its patina, on a warm dark ground; screens that have only sixteen colours
 * load this very set, so a boot looks the same on both kinds.
 */
#pragma once

#include <base/types.h>

typedef u32 colour_t;

constexpr colour_t COLOUR_COPPER = 0xb87333;

enum { PALETTE_SIZE = 16, PALETTE_GROUND = 0, PALETTE_TEXT = 7, PALETTE_BRIGHT = 8 };

struct palette {
	colour_t ansi[PALETTE_SIZE]; /* [0] is the screen's ground, [7] its text */
	colour_t cursor;
};

extern const struct palette palette_normal;
extern const struct palette palette_panic; /* unmistakable, still readable */

/* Between `from` (weight 0) and `to` (weight 256). */
colour_t colour_mix(colour_t from, colour_t to, u32 weight);

/* Index of the palette's colour that looks most like `colour`. */
u32 palette_nearest(const struct palette *palette, colour_t colour);

/* Colour 0 to 255 of the customary table: palette, 6x6x6 cube, grey ramp. */
colour_t palette_indexed(const struct palette *palette, u32 index);
