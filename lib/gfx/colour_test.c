/* SPDX-License-Identifier: MIT */
#include <gfx/colour.h>
#include <test/test.h>

TEST(mixes_each_channel)
{
	EXPECT_EQ(colour_mix(0x112233, 0xffeedd, 0), 0x112233);
	EXPECT_EQ(colour_mix(0x112233, 0xffeedd, 256), 0xffeedd);
	EXPECT_EQ(colour_mix(0x000000, 0xff8040, 128), 0x7f4020);
}

TEST(nearest_finds_itself)
{
	for (u32 i = 0; i < PALETTE_SIZE; i++)
		EXPECT_EQ(palette_nearest(&palette_normal, palette_normal.ansi[i]), i);
}

TEST(nearest_keeps_the_hue)
{
	EXPECT_EQ(palette_nearest(&palette_normal, 0xff0000), 1);
	EXPECT_EQ(palette_nearest(&palette_normal, 0xffffff), 15);
	EXPECT_EQ(palette_nearest(&palette_normal, 0x000000), PALETTE_GROUND);
	EXPECT_EQ(palette_nearest(&palette_normal, COLOUR_COPPER), 3);
}

TEST(indexed_colours)
{
	EXPECT_EQ(palette_indexed(&palette_normal, 9), palette_normal.ansi[9]);
	EXPECT_EQ(palette_indexed(&palette_normal, 16), 0x000000);
	EXPECT_EQ(palette_indexed(&palette_normal, 196), 0xff0000);
	EXPECT_EQ(palette_indexed(&palette_normal, 231), 0xffffff);
	EXPECT_EQ(palette_indexed(&palette_normal, 232), 0x080808);
	EXPECT_EQ(palette_indexed(&palette_normal, 255), 0xeeeeee);
}
