/* SPDX-License-Identifier: MIT */
#include <gfx/cp437.h>
#include <test/test.h>

TEST(ascii_is_itself)
{
	for (u32 code = 0x20; code < 0x7f; code++)
		EXPECT_EQ(cp437_from_unicode(code), code);
}

TEST(the_upper_half)
{
	EXPECT_EQ(cp437_from_unicode(0xc7), 0x80);
	EXPECT_EQ(cp437_from_unicode(0x2588), 0xdb);
	EXPECT_EQ(cp437_from_unicode(0x2500), 0xc4);
	EXPECT_EQ(cp437_from_unicode(0xa0), 0xff);
}

TEST(arrows_live_among_the_controls)
{
	EXPECT_EQ(cp437_from_unicode(0x2191), 0x18);
	EXPECT_EQ(cp437_from_unicode(0x2192), 0x1a);
	EXPECT_EQ(cp437_from_unicode(0x25bc), 0x1f);
}

TEST(the_rest_is_the_next_best)
{
	EXPECT_EQ(cp437_from_unicode(0x2713), 0xfb);
	EXPECT_EQ(cp437_from_unicode(0x256d), 0xda);
	EXPECT_EQ(cp437_from_unicode(0x416), '?');
	EXPECT_EQ(cp437_from_unicode(0xffffff), '?');
	EXPECT_EQ(cp437_from_unicode(0), '?');
}
