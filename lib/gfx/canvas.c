/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/endian.h>
#include <gfx/canvas.h>

/* Pixels of a group that fills a whole number of words in every format. */
enum { GROUP = 4 };

void canvas_words(u8 *to, const u32 *from, u32 words)
{
	if (IS_ALIGNED((uintptr_t)to, sizeof(u32))) {
		volatile u32 *aligned = (volatile u32 *)(uintptr_t)to;

		for (u32 i = 0; i < words; i++)
			aligned[i] = from[i];
	} else {
		for (u32 i = 0; i < words; i++)
			store_le32(to + i * sizeof(u32), from[i]);
	}
}

/* Four packed pixels, side by side: `bytes` words. */
static void join(u32 *words, const u32 *pixels, u32 bytes)
{
	switch (bytes) {
	case 2:
		words[0] = pixels[0] | pixels[1] << 16;
		words[1] = pixels[2] | pixels[3] << 16;
		break;
	case 3:
		words[0] = pixels[0] | pixels[1] << 24;
		words[1] = pixels[1] >> 8 | pixels[2] << 16;
		words[2] = pixels[2] >> 16 | pixels[3] << 8;
		break;
	default:
		for (u32 i = 0; i < GROUP; i++)
			words[i] = pixels[i];
	}
}

static void write_pixel(u8 *to, u32 pixel, u32 bytes)
{
	for (u32 i = 0; i < bytes; i++)
		((volatile u8 *)to)[i] = (u8)(pixel >> (i * 8));
}

void canvas_row(const struct canvas *canvas, u32 x, u32 y, const colour_t *colours, u32 count)
{
	u32 bytes = canvas->format.bytes;
	u8 *to = canvas_at(canvas, x, y);
	u32 pixels[GROUP], words[GROUP];

	for (; count >= GROUP; count -= GROUP, colours += GROUP, to += GROUP * bytes) {
		for (u32 i = 0; i < GROUP; i++)
			pixels[i] = pixel_pack(&canvas->format, colours[i]);
		join(words, pixels, bytes);
		canvas_words(to, words, bytes);
	}
	for (; count > 0; count--, colours++, to += bytes)
		write_pixel(to, pixel_pack(&canvas->format, *colours), bytes);
}

static void fill_line(u8 *to, u32 width, u32 pixel, const u32 *words, u32 bytes)
{
	for (; width >= GROUP; width -= GROUP, to += GROUP * bytes)
		canvas_words(to, words, bytes);
	for (; width > 0; width--, to += bytes)
		write_pixel(to, pixel, bytes);
}

void canvas_fill(const struct canvas *canvas, u32 x, u32 y, u32 width, u32 height, colour_t colour)
{
	u32 pixel = pixel_pack(&canvas->format, colour);
	u32 pixels[GROUP] = { pixel, pixel, pixel, pixel };
	u32 words[GROUP];

	join(words, pixels, canvas->format.bytes);
	for (u32 line = y; line < y + height; line++)
		fill_line(canvas_at(canvas, x, line), width, pixel, words, canvas->format.bytes);
}
