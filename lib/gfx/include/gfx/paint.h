/* SPDX-License-Identifier: MIT */
/*
 * What a fill puts on: a ramp of colours along the vector from (x0, y0) to (x1, y1),
 * which are whole pixels; beyond its ends the last colour stays. `grain` roughens it
 * like brushed metal, by up to that many steps of the ramp.
 */
#pragma once

#include <base/types.h>
#include <gfx/colour.h>

enum { PAINT_STEPS = 256 };

struct paint {
	colour_t ramp[PAINT_STEPS];
	s32 x0, y0, x1, y1;
	u32 opacity; /* of 256 */
	u32 grain;
};

struct paint_stop {
	u32 at; /* step of the ramp, rising; the first is 0, the last PAINT_STEPS - 1 */
	colour_t colour;
};

void paint_solid(struct paint *paint, colour_t colour, u32 opacity);

/* Opaque, without grain, and still without a direction. */
void paint_ramp(struct paint *paint, const struct paint_stop *stops, u32 count);

colour_t paint_colour(const struct paint *paint, s32 x, s32 y);
