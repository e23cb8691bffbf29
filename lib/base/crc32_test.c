/* SPDX-License-Identifier: MIT */
#include <base/crc32.h>
#include <test/test.h>

TEST(known_values)
{
	EXPECT_EQ(crc32(0, "", 0), 0);
	EXPECT_EQ(crc32(0, "123456789", 9), 0xcbf43926);
	EXPECT_EQ(crc32(0, "The quick brown fox jumps over the lazy dog", 43), 0x414fa339);
}

TEST(in_pieces)
{
	EXPECT_EQ(crc32(crc32(0, "1234", 4), "56789", 5), 0xcbf43926);
}
