/* SPDX-License-Identifier: MIT */
/*
 * A framebuffer as something to write to.
 *
 * The memory behind a canvas is never read: on real machines a read from it costs
 * a trip over the bus. Writes go out as whole 32-bit words in rising order, which
 * write-combining memory turns into bursts. Callers stay within width and height.
 */
#pragma once

#include <base/types.h>
#include <gfx/colour.h>
#include <gfx/pixel.h>

struct canvas {
	u8 *memory;
	u32 width, height; /* pixels */
	u32 pitch;	   /* bytes from one line to the next */
	struct pixel_format format;
};

static inline u8 *canvas_at(const struct canvas *canvas, u32 x, u32 y)
{
	return canvas->memory + (size_t)y * canvas->pitch + (size_t)x * canvas->format.bytes;
}

void canvas_fill(const struct canvas *canvas, u32 x, u32 y, u32 width, u32 height, colour_t colour);

/* Writes `count` pixels of one line. */
void canvas_row(const struct canvas *canvas, u32 x, u32 y, const colour_t *colours, u32 count);

/*
 * Writes `words` words, wherever they belong. Not memcpy(): a library's copy may
 * use overlapping or descending stores, both poison for write-combining memory.
 */
void canvas_words(u8 *to, const u32 *from, u32 words);
