/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <gfx/paint.h>

void paint_ramp(struct paint *paint, const struct paint_stop *stops, u32 count)
{
	*paint = (struct paint){ .opacity = 256, .x1 = 1 };
	for (u32 i = 0; i + 1 < count; i++) {
		u32 length = stops[i + 1].at - stops[i].at;

		for (u32 step = 0; step <= length; step++)
			paint->ramp[stops[i].at + step] = colour_mix(stops[i].colour,
				stops[i + 1].colour, length ? step * 256 / length : 0);
	}
}

void paint_solid(struct paint *paint, colour_t colour, u32 opacity)
{
	const struct paint_stop stops[] = { { 0, colour }, { PAINT_STEPS - 1, colour } };

	paint_ramp(paint, stops, ARRAY_SIZE(stops));
	paint->opacity = opacity;
}

static u32 noise(u32 seed)
{
	seed = (seed ^ seed >> 15) * 0x2c1b3c6d;
	seed = (seed ^ seed >> 12) * 0x297a2d39;
	return seed ^ seed >> 15;
}

/*
 * Scratches of uneven strength along the line: its own noise, and a second one that
 * changes every SCRATCH pixels and glides in between. -256 to 255.
 */
static s32 scratches(u32 x, u32 y)
{
	enum { SCRATCH = 32 };
	u32 line = noise(y * 7919 + 1);
	u32 along = x + line % SCRATCH;
	u32 here = noise(line + along / SCRATCH) & 0xff;
	u32 next = noise(line + along / SCRATCH + 1) & 0xff;
	u32 place = here + (next - here) * (along % SCRATCH) / SCRATCH;

	if (next < here)
		place = here - (here - next) * (along % SCRATCH) / SCRATCH;
	return (s32)((line >> 8 & 0xff) + place) - 256;
}

colour_t paint_colour(const struct paint *paint, s32 x, s32 y)
{
	s64 dx = paint->x1 - paint->x0, dy = paint->y1 - paint->y0;
	s64 along = (x - paint->x0) * dx + (y - paint->y0) * dy;
	s64 step = along * (PAINT_STEPS - 1) / (dx * dx + dy * dy);

	if (paint->grain)
		step += scratches((u32)x, (u32)y) * (s32)paint->grain / 256;
	return paint->ramp[clamp(step, (s64)0, (s64)PAINT_STEPS - 1)];
}
