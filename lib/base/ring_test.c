/* SPDX-License-Identifier: MIT */
#include <base/ring.h>
#include <base/string.h>
#include <test/test.h>

TEST(push_and_pop_around_the_end)
{
	struct ring ring;
	u8 memory[8];
	char out[9] = {};

	ring_init(&ring, memory, sizeof(memory));
	EXPECT(ring_push(&ring, "abcdef", 6));
	EXPECT(!ring_push(&ring, "xyz", 3));
	EXPECT_EQ(ring_pop(&ring, out, 4), 4);
	EXPECT_MEM(out, "abcd", 4);
	EXPECT(ring_push(&ring, "ghijkl", 6));
	EXPECT_EQ(ring_room(&ring), 0);
	EXPECT_EQ(ring_pop(&ring, out, 100), 8);
	EXPECT_STR(out, "efghijkl");
	EXPECT_EQ(ring_used(&ring), 0);
}

TEST(overwrite_keeps_the_newest)
{
	struct ring ring;
	u8 memory[8];
	char out[9] = {};

	ring_init(&ring, memory, sizeof(memory));
	ring_overwrite(&ring, "abcde", 5);
	ring_overwrite(&ring, "fghij", 5);
	EXPECT_EQ(ring_used(&ring), 8);
	EXPECT_EQ(ring_pop(&ring, out, 8), 8);
	EXPECT_STR(out, "cdefghij");
	ring_overwrite(&ring, "0123456789", 10);
	EXPECT_EQ(ring_pop(&ring, out, 8), 8);
	EXPECT_STR(out, "23456789");
}

TEST(readers_follow)
{
	struct ring ring;
	u8 memory[8];
	char out[9] = {};
	u64 position = 0;

	ring_init(&ring, memory, sizeof(memory));
	ring_overwrite(&ring, "abc", 3);
	EXPECT_EQ(ring_read(&ring, &position, out, 2), 2);
	EXPECT_MEM(out, "ab", 2);
	EXPECT_EQ(ring_read(&ring, &position, out, 8), 1);
	EXPECT_EQ(ring_read(&ring, &position, out, 8), 0);
	ring_overwrite(&ring, "defghijklm", 10);
	EXPECT_EQ(ring_read(&ring, &position, out, 8), 8);
	EXPECT_STR(out, "fghijklm");
	position = 1000;
	EXPECT_EQ(ring_read(&ring, &position, out, 1), 1);
	EXPECT_EQ(out[0], 'f');
}
