/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/utf8.h>
#include <test/test.h>

#include "glyph_slots.h"

/* Places that are neither ASCII, nor U+FFFD's, nor place 0. */
enum { ROOM = GLYPH_SLOTS - 95 - 2, FIRST = 0x400 };

static struct glyph_slots slots;
static struct cell shown[ROOM];

static void show(u32 count)
{
	for (u32 i = 0; i < ROOM; i++)
		shown[i] = (struct cell){ .code = i < count ? FIRST + i : ' ' };
}

static void fill(void)
{
	glyph_slots_init(&slots);
	for (u32 i = 0; i < ROOM; i++)
		EXPECT(glyph_slots_take(&slots, FIRST + i, shown, ROOM) < GLYPH_SLOTS);
}

TEST(ascii_is_always_in_place)
{
	fill();
	EXPECT_EQ(glyph_slots_find(&slots, 'A'), 'A');
	EXPECT_EQ(glyph_slots_find(&slots, ' '), ' ');
	EXPECT_EQ(glyph_slots_find(&slots, UTF8_REPLACEMENT), GLYPH_SLOT_UNKNOWN);
}

TEST(a_taken_place_is_found_again)
{
	glyph_slots_init(&slots);
	EXPECT_EQ(glyph_slots_find(&slots, 0x2728), GLYPH_SLOTS);
	u32 left = glyph_slots_take(&slots, 0x2728, shown, 0);
	u32 right = glyph_slots_take(&slots, 0x2728 | GLYPH_TAIL, shown, 0);

	EXPECT(left != right);
	EXPECT_EQ(glyph_slots_find(&slots, 0x2728), left);
	EXPECT_EQ(glyph_slots_find(&slots, 0x2728 | GLYPH_TAIL), right);
}

TEST(places_are_all_different)
{
	bool used[GLYPH_SLOTS] = {};

	fill();
	for (u32 i = 0; i < ROOM; i++) {
		u32 slot = glyph_slots_find(&slots, FIRST + i);

		REQUIRE(slot > 0 && slot < GLYPH_SLOTS && !used[slot]);
		EXPECT(slot < 0x20 || slot > GLYPH_SLOT_UNKNOWN);
		used[slot] = true;
	}
}

TEST(what_is_not_seen_makes_room)
{
	show(3);
	fill();
	EXPECT(glyph_slots_take(&slots, 0x2500, shown, ROOM) < GLYPH_SLOTS);
	for (u32 i = 0; i < 3; i++)
		EXPECT(glyph_slots_find(&slots, FIRST + i) < GLYPH_SLOTS);
	EXPECT_EQ(glyph_slots_find(&slots, FIRST + 3), GLYPH_SLOTS);
}

TEST(what_is_seen_stays)
{
	show(ROOM);
	fill();
	EXPECT_EQ(glyph_slots_take(&slots, 0x2500, shown, ROOM), GLYPH_SLOTS);
	EXPECT(glyph_slots_find(&slots, FIRST) < GLYPH_SLOTS);
}

TEST(a_refusal_holds_for_a_while)
{
	u32 refused = 0;

	show(ROOM);
	fill();
	EXPECT_EQ(glyph_slots_take(&slots, 0x2500, shown, ROOM), GLYPH_SLOTS);
	show(0);
	while (refused < 1000 && glyph_slots_take(&slots, 0x2500, shown, ROOM) == GLYPH_SLOTS)
		refused++;
	EXPECT(refused > 0 && refused < 1000);
}
