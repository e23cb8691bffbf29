/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/fmt.h>
#include <base/rand.h>
#include <base/range.h>
#include <base/string.h>
#include <test/test.h>

static struct range_change changes[64];
static struct range_map map;

static void reset(size_t capacity)
{
	range_map_init(&map, changes, capacity);
}

/* The map as text: "10-1f:2 20-2f:1". */
static const char *show(void)
{
	static char text[512];
	size_t cursor = 0, used = 0;
	struct range range;

	text[0] = '\0';
	while (range_map_next(&map, &cursor, &range) && used < sizeof(text))
		used += fmt_string(text + used, sizeof(text) - used, "%s%lx-%lx:%u",
			used ? " " : "", range.base, range.last, range.type);
	return text;
}

TEST(empty)
{
	reset(8);
	EXPECT_STR(show(), "");
	EXPECT_EQ(range_map_type(&map, 0), RANGE_NONE);
	EXPECT_EQ(range_map_type(&map, UINT64_MAX), RANGE_NONE);
	EXPECT_OK(range_map_add(&map, 5, 0, 1));
	EXPECT_STR(show(), "");
}

TEST(neighbours_merge)
{
	reset(8);
	EXPECT_OK(range_map_add(&map, 0x20, 0x10, 1));
	EXPECT_OK(range_map_add(&map, 0x10, 0x10, 1));
	EXPECT_STR(show(), "10-2f:1");
	EXPECT_OK(range_map_add(&map, 0x40, 0x10, 1));
	EXPECT_OK(range_map_add(&map, 0x30, 0x10, 1));
	EXPECT_STR(show(), "10-4f:1");
	EXPECT_EQ(map.count, 3);
}

TEST(the_larger_type_wins)
{
	reset(16);
	EXPECT_OK(range_map_add(&map, 0x00, 0x100, 1));
	EXPECT_OK(range_map_add(&map, 0x40, 0x40, 3));
	EXPECT_STR(show(), "0-3f:1 40-7f:3 80-ff:1");
	EXPECT_OK(range_map_add(&map, 0x20, 0x40, 2));
	EXPECT_STR(show(), "0-1f:1 20-3f:2 40-7f:3 80-ff:1");
	/* Over everything, and beyond it. */
	EXPECT_OK(range_map_add(&map, 0x10, 0x200, 2));
	EXPECT_STR(show(), "0-f:1 10-3f:2 40-7f:3 80-20f:2");
}

TEST(set_overrides_and_removes)
{
	reset(16);
	EXPECT_OK(range_map_add(&map, 0x00, 0x100, 3));
	EXPECT_OK(range_map_set(&map, 0x40, 0x40, 1));
	EXPECT_STR(show(), "0-3f:3 40-7f:1 80-ff:3");
	EXPECT_OK(range_map_set(&map, 0x20, 0x40, RANGE_NONE));
	EXPECT_STR(show(), "0-1f:3 60-7f:1 80-ff:3");
	EXPECT_OK(range_map_replace(&map, 0, 0x90, 1, 4));
	EXPECT_STR(show(), "0-1f:3 60-7f:4 80-ff:3");
	EXPECT_OK(range_map_replace(&map, 0, 0x90, RANGE_NONE, 2));
	EXPECT_STR(show(), "0-1f:3 20-5f:2 60-7f:4 80-ff:3");
}

TEST(top_of_the_address_space)
{
	reset(8);
	EXPECT_OK(range_map_add(&map, UINT64_MAX - 0xf, 0x10, 1));
	EXPECT_STR(show(), "fffffffffffffff0-ffffffffffffffff:1");
	EXPECT_STATUS(range_map_add(&map, UINT64_MAX - 0xf, 0x11, 1), -EOVERFLOW);
	EXPECT_STATUS(range_map_add(&map, 1, UINT64_MAX, 1) == 0, true);
	EXPECT_STR(show(), "1-ffffffffffffffff:1");
	EXPECT(range_map_is_all(&map, UINT64_MAX, 1, 1));
	EXPECT(!range_map_is_all(&map, UINT64_MAX, 2, 1));
}

TEST(no_room_changes_nothing)
{
	reset(4);
	EXPECT_OK(range_map_add(&map, 0x10, 0x10, 1));
	EXPECT_STATUS(range_map_add(&map, 0x30, 0x10, 1), -ENOSPC);
	EXPECT_STR(show(), "10-1f:1");
	EXPECT_OK(range_map_add(&map, 0x20, 0x10, 2));
	EXPECT_STR(show(), "10-1f:1 20-2f:2");
	/* Whole pieces need no room. */
	EXPECT_OK(range_map_set(&map, 0x10, 0x10, 2));
	EXPECT_STR(show(), "10-2f:2");
}

TEST(questions)
{
	reset(16);
	EXPECT_OK(range_map_add(&map, 0x1000, 0x3000, 1));
	EXPECT_OK(range_map_add(&map, 0x8000, 0x1000, 1));
	EXPECT_EQ(range_map_type(&map, 0x0fff), RANGE_NONE);
	EXPECT_EQ(range_map_type(&map, 0x1000), 1);
	EXPECT_EQ(range_map_type(&map, 0x4000), RANGE_NONE);
	EXPECT_EQ(range_map_total(&map, 1), 0x4000);
	EXPECT(range_map_is_all(&map, 0x1000, 0x3000, 1));
	EXPECT(!range_map_is_all(&map, 0x1000, 0x3001, 1));
	EXPECT(!range_map_is_all(&map, 0x1000, 0, 1));
}

static status_t find(enum range_order order, u64 length, u64 alignment, u64 low, u64 high, u64 *at)
{
	const struct range_wish wish = { 1, order, length, alignment, low, high };
	return range_map_find(&map, &wish, at);
}

TEST(finding_room)
{
	u64 at = 0;

	reset(16);
	EXPECT_OK(range_map_add(&map, 0x1100, 0x2f00, 1));
	EXPECT_OK(range_map_add(&map, 0x8000, 0x1000, 1));
	EXPECT_OK(find(RANGE_LOWEST, 0x1000, 0x1000, 0, UINT64_MAX, &at));
	EXPECT_EQ(at, 0x2000);
	EXPECT_OK(find(RANGE_HIGHEST, 0x1000, 0x1000, 0, UINT64_MAX, &at));
	EXPECT_EQ(at, 0x8000);
	EXPECT_OK(find(RANGE_HIGHEST, 0x1000, 0x1000, 0, 0x8ffe, &at));
	EXPECT_EQ(at, 0x3000);
	EXPECT_OK(find(RANGE_HIGHEST, 0x10, 0x20, 0, 0x3ff0, &at));
	EXPECT_EQ(at, 0x3fe0);
	EXPECT_OK(find(RANGE_LOWEST, 0x800, 1, 0x3000, UINT64_MAX, &at));
	EXPECT_EQ(at, 0x3000);
	EXPECT_OK(find(RANGE_LOWEST, 0x2f00, 0x100, 0, UINT64_MAX, &at));
	EXPECT_EQ(at, 0x1100);
	EXPECT_STATUS(find(RANGE_LOWEST, 0x2f01, 0x100, 0, UINT64_MAX, &at), -ENOENT);
	EXPECT_STATUS(find(RANGE_LOWEST, 0x1000, 0x4000, 0, 0x7fff, &at), -ENOENT);
	EXPECT_STATUS(find(RANGE_LOWEST, 1, 1, 0x4000, 0x7fff, &at), -ENOENT);
	EXPECT_STATUS(find(RANGE_LOWEST, 0, 1, 0, UINT64_MAX, &at), -EINVAL);
	EXPECT_STATUS(find(RANGE_LOWEST, 1, 3, 0, UINT64_MAX, &at), -EINVAL);
	EXPECT_EQ(at, 0x1100);
}

/* Random changes against an array that holds the type of each address. */
TEST(agrees_with_a_plain_array)
{
	struct rand rand = {};
	static u8 model[256];

	for (u32 round = 0; round < 50; round++) {
		reset(ARRAY_SIZE(changes));
		memset(model, 0, sizeof(model));
		for (u32 step = 0; step < 20; step++) {
			u64 base = rand_below(&rand, 256);
			u64 length = rand_below(&rand, 257 - base);
			u32 type = (u32)rand_below(&rand, 4);
			bool add = rand_below(&rand, 2);
			REQUIRE_OK(add ? range_map_add(&map, base, length, type)
				       : range_map_set(&map, base, length, type));
			for (u64 at = base; at < base + length; at++)
				if (!add || model[at] < type)
					model[at] = (u8)type;
		}
		for (u64 at = 0; at < 256; at++)
			REQUIRE_EQ(range_map_type(&map, at), model[at]);
		EXPECT_EQ(range_map_type(&map, 256), RANGE_NONE);
		for (size_t i = 1; i < map.count; i++) {
			EXPECT(changes[i].start > changes[i - 1].start);
			EXPECT(changes[i].type != changes[i - 1].type);
		}
	}
}
