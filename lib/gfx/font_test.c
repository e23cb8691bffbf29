/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <gfx/font.h>
#include <test/test.h>

static bool covers(u32 first, u32 last)
{
	struct glyph glyph;

	for (u32 code = first; code <= last; code++)
		if (!font_find(&console_font, code, &glyph))
			return false;
	return true;
}

TEST(covers_the_promised_scripts)
{
	EXPECT_EQ(console_font.width, FONT_WIDTH);
	EXPECT(covers(0x20, 0x7e));
	EXPECT(covers(0xa0, 0x17f));
	EXPECT(covers(0x3b1, 0x3c9));
	EXPECT(covers(0x410, 0x44f));
	EXPECT(covers(0x2190, 0x2199));
	EXPECT(covers(0x2500, 0x259f));
	EXPECT(covers(0x2713, 0x2718));
	EXPECT(covers(0xfffd, 0xfffd));
}

TEST(sparkles_are_wide)
{
	struct glyph glyph;

	REQUIRE(font_find(&console_font, 0x2728, &glyph));
	EXPECT_EQ(glyph.cells, 2);
	REQUIRE(font_find(&console_font, 'A', &glyph));
	EXPECT_EQ(glyph.cells, 1);
}

TEST(does_not_find_what_is_not_there)
{
	struct glyph glyph;

	EXPECT(!font_find(&console_font, 0, &glyph));
	EXPECT(!font_find(&console_font, 0x7f, &glyph));
	EXPECT(!font_find(&console_font, 0xe000, &glyph));
	EXPECT(!font_find(&console_font, 0xffffffff, &glyph));
	EXPECT(!font_find(&(struct font){}, 'A', &glyph));
}

TEST(ranges_are_in_order)
{
	u32 glyphs = 0;

	for (u32 i = 0; i < console_font.range_count; i++) {
		const struct font_range *range = &console_font.ranges[i];

		EXPECT(range->first <= range->last);
		EXPECT(i == 0 || range[-1].last < range->first);
		glyphs += range->last - range->first + 1;
	}
	EXPECT_EQ(glyphs, console_font.glyph_count);
}
