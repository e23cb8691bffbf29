/* SPDX-License-Identifier: MIT */
#include <gfx/pixel.h>

static bool channel_valid(struct pixel_channel channel, u32 bits)
{
	return channel.size >= 1 && channel.size <= 16 && channel.shift + channel.size <= bits;
}

bool pixel_format_valid(const struct pixel_format *format)
{
	u32 bits = format->bytes * 8;

	return format->bytes >= 2 && format->bytes <= 4 && channel_valid(format->red, bits) &&
	       channel_valid(format->green, bits) && channel_valid(format->blue, bits);
}
