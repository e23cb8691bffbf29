/* SPDX-License-Identifier: MIT */
#include "string_impl.h"

#include <test/test.h>

#define SIZE 96

static void fill(u8 *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		bytes[i] = (u8)(i * 7 + 3);
}

/* Every alignment of both ends against every small length, with guards on both sides. */
TEST(memcpy_all_alignments)
{
	u8 from[SIZE], to[SIZE];

	fill(from, SIZE);
	for (size_t a = 0; a < 9; a++)
		for (size_t b = 0; b < 9; b++)
			for (size_t length = 0; length < 40; length++) {
				memset(to, 0xee, SIZE);
				REQUIRE(memcpy(to + a + 8, from + b, length) == to + a + 8);
				EXPECT_EQ(to[a + 7], 0xee);
				EXPECT_EQ(to[a + 8 + length], 0xee);
				EXPECT_MEM(to + a + 8, from + b, length);
			}
}

TEST(memmove_overlapping)
{
	u8 plain[SIZE], moved[SIZE];

	fill(plain, SIZE);
	for (size_t to = 0; to < 24; to++)
		for (size_t from = 0; from < 24; from++)
			for (size_t length = 0; length < 40; length++) {
				fill(moved, SIZE);
				REQUIRE(memmove(moved + to, moved + from, length) == moved + to);
				EXPECT_MEM(moved + to, plain + from, length);
				EXPECT_MEM(moved, plain, to);
				EXPECT_MEM(moved + to + length, plain + to + length,
					SIZE - to - length);
			}
}

TEST(memset_all_alignments)
{
	u8 bytes[SIZE];

	for (size_t at = 1; at < 10; at++)
		for (size_t length = 0; length < 40; length++) {
			for (size_t i = 0; i < SIZE; i++)
				bytes[i] = 0x11;
			REQUIRE(memset(bytes + at, 0x1c3, length) == bytes + at);
			EXPECT_EQ(bytes[at - 1], 0x11);
			EXPECT_EQ(bytes[at + length], 0x11);
			for (size_t i = 0; i < length; i++)
				EXPECT_EQ(bytes[at + i], 0xc3);
		}
}

TEST(memcmp_finds_the_first_difference)
{
	u8 a[SIZE], b[SIZE];

	fill(a, SIZE);
	for (size_t at = 0; at < 9; at++)
		for (size_t length = 1; length < 30; length++)
			for (size_t wrong = 0; wrong < length; wrong++) {
				memcpy(b + 3, a + at, length);
				EXPECT_EQ(memcmp(a + at, b + 3, length), 0);
				b[3 + wrong] ^= 0x80;
				b[3 + length - 1] ^= 1;
				bool less = a[at + wrong] < b[3 + wrong];
				EXPECT((memcmp(a + at, b + 3, length) < 0) == less);
			}
	EXPECT_EQ(memcmp("a", "b", 0), 0);
}

TEST(memchr_stops_at_the_length)
{
	const char text[] = "abc\xff";

	EXPECT(memchr(text, 'c', 4) == text + 2);
	EXPECT(memchr(text, 'c', 2) == nullptr);
	EXPECT(memchr(text, 0xff, 4) == text + 3);
}

TEST(lengths_and_comparisons)
{
	EXPECT_EQ(strlen(""), 0);
	EXPECT_EQ(strlen("abc"), 3);
	EXPECT_EQ(strnlen("abc", 2), 2);
	EXPECT_EQ(strnlen("abc", 9), 3);
	EXPECT_EQ(strcmp("abc", "abc"), 0);
	EXPECT(strcmp("abc", "abd") < 0);
	EXPECT(strcmp("ab", "abc") < 0);
	EXPECT(strcmp("\xff", "a") > 0);
	EXPECT_EQ(strncmp("abc", "abd", 2), 0);
	EXPECT(strncmp("abc", "abd", 3) < 0);
	EXPECT_EQ(strncmp("ab", "ab", 9), 0);
	EXPECT_EQ(strncmp("a", "b", 0), 0);
}

TEST(searching)
{
	const char *text = "a/b/c";

	EXPECT(strchr(text, '/') == text + 1);
	EXPECT(strrchr(text, '/') == text + 3);
	EXPECT(strchr(text, 'x') == nullptr);
	EXPECT(strrchr(text, 'x') == nullptr);
	EXPECT(strchr(text, 0) == text + 5);
	EXPECT(strrchr(text, 0) == text + 5);
	EXPECT(str_has_prefix(text, "a/"));
	EXPECT(str_has_prefix(text, ""));
	EXPECT(!str_has_prefix("a", "ab"));
}

TEST(strlcpy_cuts_and_terminates)
{
	char to[4] = "xyz";

	EXPECT_EQ(strlcpy(to, "abcdef", sizeof(to)), 6);
	EXPECT_STR(to, "abc");
	EXPECT_EQ(strlcpy(to, "ab", sizeof(to)), 2);
	EXPECT_STR(to, "ab");
	EXPECT_EQ(strlcpy(to, "zz", 0), 2);
	EXPECT_STR(to, "ab");
	EXPECT_EQ(strlcpy(to, "zz", 1), 2);
	EXPECT_STR(to, "");
}

TEST(make_printable_leaves_text_alone)
{
	char text[] = "a\x1b[2J\tb\x7f\n ü✓~";

	str_make_printable(text, sizeof(text) - 1);
	EXPECT_STR(text, "a?[2J?b?? ü✓~");
}
