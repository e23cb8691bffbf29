/* SPDX-License-Identifier: MIT */
#include <base/bitmap.h>
#include <base/string.h>
#include <test/test.h>

#define BITS_USED 200
static u64 map[BITMAP_WORDS(BITS_USED)];

static void reset(void)
{
	memset(map, 0, sizeof(map));
}

TEST(single_bits)
{
	reset();
	for (size_t bit = 0; bit < BITS_USED; bit += 63) {
		EXPECT(!bitmap_test(map, bit));
		bitmap_set(map, bit);
		EXPECT(bitmap_test(map, bit));
	}
	EXPECT_EQ(bitmap_count(map, BITS_USED), 4);
	bitmap_clear(map, 63);
	EXPECT(!bitmap_test(map, 63));
}

/* Against the obvious way of doing it. */
TEST(ranges)
{
	for (size_t first = 0; first < 130; first += 13)
		for (size_t count = 0; count <= 70; count += 7) {
			reset();
			bitmap_set_range(map, first, count);
			for (size_t bit = 0; bit < BITS_USED; bit++)
				REQUIRE_EQ(
					bitmap_test(map, bit), bit >= first && bit < first + count);
			memset(map, 0xff, sizeof(map));
			bitmap_clear_range(map, first, count);
			EXPECT_EQ(bitmap_count(map, BITS_USED), BITS_USED - count);
			EXPECT_EQ(
				bitmap_find_clear(map, BITS_USED, 0), count ? first : BITMAP_NONE);
		}
}

TEST(finding)
{
	reset();
	EXPECT_EQ(bitmap_find_set(map, BITS_USED, 0), BITMAP_NONE);
	bitmap_set(map, 5);
	bitmap_set(map, 130);
	EXPECT_EQ(bitmap_find_set(map, BITS_USED, 0), 5);
	EXPECT_EQ(bitmap_find_set(map, BITS_USED, 5), 5);
	EXPECT_EQ(bitmap_find_set(map, BITS_USED, 6), 130);
	EXPECT_EQ(bitmap_find_set(map, 130, 6), BITMAP_NONE);
	EXPECT_EQ(bitmap_find_set(map, BITS_USED, BITS_USED), BITMAP_NONE);
	EXPECT_EQ(bitmap_find_clear(map, BITS_USED, 5), 6);
}

TEST(runs)
{
	reset();
	bitmap_set(map, 3);
	bitmap_set(map, 70);
	EXPECT_EQ(bitmap_find_clear_run(map, BITS_USED, 0, 3), 0);
	EXPECT_EQ(bitmap_find_clear_run(map, BITS_USED, 0, 4), 4);
	EXPECT_EQ(bitmap_find_clear_run(map, BITS_USED, 0, 67), 71);
	EXPECT_EQ(bitmap_find_clear_run(map, BITS_USED, 0, 129), 71);
	EXPECT_EQ(bitmap_find_clear_run(map, BITS_USED, 0, 130), BITMAP_NONE);
	EXPECT_EQ(bitmap_find_clear_run(map, BITS_USED, 198, 3), BITMAP_NONE);
}
