/* SPDX-License-Identifier: MIT */
/*
 * How a framebuffer spells a colour: 2, 3 or 4 bytes, little-endian, with each
 * channel's bits at a place of their own.
 */
#pragma once

#include <base/types.h>
#include <gfx/colour.h>

struct pixel_channel {
	u8 size; /* bits */
	u8 shift;
};

struct pixel_format {
	u32 bytes; /* of a pixel */
	struct pixel_channel red, green, blue;
};

/* Whether pixels of this format can be written: sizes 1 to 16, all within the pixel. */
bool pixel_format_valid(const struct pixel_format *format);

static inline u32 pixel_channel_pack(struct pixel_channel channel, u32 value)
{
	u32 wide = value << 8 | value; /* 8 bits spread over 16, so that white stays white */

	return wide >> (16 - channel.size) << channel.shift;
}

static inline u32 pixel_pack(const struct pixel_format *format, colour_t colour)
{
	return pixel_channel_pack(format->red, colour >> 16 & 0xff) |
	       pixel_channel_pack(format->green, colour >> 8 & 0xff) |
	       pixel_channel_pack(format->blue, colour & 0xff);
}
