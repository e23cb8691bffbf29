/* SPDX-License-Identifier: MIT */
/*
 * A picture in ordinary memory, one colour a pixel, to be drawn on and read back.
 */
#pragma once

#include <base/types.h>
#include <gfx/colour.h>

struct surface {
	colour_t *pixels;
	u32 width, height, stride; /* pixels; stride from one line to the next */
};

static inline colour_t *surface_at(const struct surface *surface, u32 x, u32 y)
{
	return surface->pixels + (size_t)y * surface->stride + x;
}

static inline void surface_clear(const struct surface *surface, colour_t colour)
{
	for (u32 y = 0; y < surface->height; y++)
		for (u32 x = 0; x < surface->width; x++)
			*surface_at(surface, x, y) = colour;
}
