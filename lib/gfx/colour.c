/* SPDX-License-Identifier: MIT */
#include <gfx/colour.h>

const struct palette palette_normal = {
	.ansi = {
		0x12100e, 0xd2503f, 0x7fae5c, 0xd0923f, 0x5f8fcb, 0xb4739f, 0x4fa79b, 0xd6cdc2,
		0x82786e, 0xf2735f, 0xa6d480, 0xf6cb6d, 0x8ab7ef, 0xd99bc8, 0x78d2c5, 0xfcf6ee,
	},
	.cursor = 0xd98e4a,
};

const struct palette palette_panic = {
	.ansi = {
		0x2a0a08, 0xff6a55, 0xa8cf7f, 0xf2c260, 0x8fb4ee, 0xdc96c6, 0x7fd0c6, 0xf4e4d6,
		0xa98478, 0xff8d7a, 0xc4e69c, 0xffdb8e, 0xb0ccff, 0xf0b5de, 0xa2e6dd, 0xffffff,
	},
	.cursor = 0xff8d7a,
};

/* Red and blue in one multiplication: they have eight bits of room above them. */
colour_t colour_mix(colour_t from, colour_t to, u32 weight)
{
	u32 rest = 256 - weight;
	u32 red_blue = (from & 0xff00ff) * rest + (to & 0xff00ff) * weight;
	u32 green = (from & 0x00ff00) * rest + (to & 0x00ff00) * weight;

	return ((red_blue >> 8) & 0xff00ff) | ((green >> 8) & 0x00ff00);
}

/*
 * Squared distance with the channels weighted by what the eye makes of them. Hue
 * counts: a dark copper must become the palette's brown, not its grey.
 */
static u32 distance(colour_t a, colour_t b)
{
	s32 red = (s32)(a >> 16 & 0xff) - (s32)(b >> 16 & 0xff);
	s32 green = (s32)(a >> 8 & 0xff) - (s32)(b >> 8 & 0xff);
	s32 blue = (s32)(a & 0xff) - (s32)(b & 0xff);

	return (u32)(3 * red * red + 4 * green * green + 2 * blue * blue);
}

u32 palette_nearest(const struct palette *palette, colour_t colour)
{
	u32 best = 0;
	u32 best_distance = ~UINT32_C(0);

	for (u32 i = 0; i < PALETTE_SIZE && best_distance > 0; i++) {
		u32 d = distance(palette->ansi[i], colour);

		if (d < best_distance) {
			best = i;
			best_distance = d;
		}
	}
	return best;
}

colour_t palette_indexed(const struct palette *palette, u32 index)
{
	static const u8 level[6] = { 0, 95, 135, 175, 215, 255 };

	if (index < 16)
		return palette->ansi[index];
	if (index < 232) {
		u32 cube = index - 16;

		return (colour_t)level[cube / 36] << 16 | (colour_t)level[cube / 6 % 6] << 8 |
		       level[cube % 6];
	}
	return (8 + (index - 232) * 10) % 256 * 0x010101;
}
