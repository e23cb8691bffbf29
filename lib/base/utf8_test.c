/* SPDX-License-Identifier: MIT */
#include <base/string.h>
#include <base/utf8.h>
#include <test/test.h>

/* Decodes all of text; returns the number of characters. */
static size_t decode(const char *text, size_t length, u32 *characters, size_t room)
{
	size_t count = 0;
	while (length && count < room) {
		size_t used = utf8_decode(text, length, &characters[count++]);
		text += used;
		length -= used;
	}
	return count;
}

static size_t stream(const char *text, size_t length, u32 *characters)
{
	struct utf8_stream state = {};
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += utf8_push(&state, (u8)text[i], characters + count);
	if (state.missing) /* the end breaks a sequence off */
		characters[count++] = UTF8_REPLACEMENT;
	return count;
}

static void check(const char *text, size_t length, const u32 *wanted, size_t count)
{
	u32 whole[16], pushed[16];

	REQUIRE_EQ(decode(text, length, whole, 16), count);
	REQUIRE_EQ(stream(text, length, pushed), count);
	EXPECT_MEM(whole, wanted, count * sizeof(u32));
	EXPECT_MEM(pushed, wanted, count * sizeof(u32));
}

#define CHECK(text, ...)                                                     \
	do {                                                                 \
		const u32 wanted_[] = { __VA_ARGS__ };                       \
		check(text, sizeof(text) - 1, wanted_, ARRAY_SIZE(wanted_)); \
	} while (0)

TEST(well_formed)
{
	CHECK("az", 'a', 'z');
	CHECK("\xc2\x80\xdf\xbf", 0x80, 0x7ff);
	CHECK("\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf", 0x800, 0xd7ff, 0xe000, 0xffff);
	CHECK("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 0x10000, 0x10ffff);
}

#define R UTF8_REPLACEMENT

/* The examples of Unicode 15, tables 3-8 to 3-11. */
TEST(malformed)
{
	CHECK("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", R, R, R, R, R, R, R, R, 'A');
	CHECK("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", R, R, R, R, R, R, R, R, 'A');
	CHECK("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", R, R, R, R, R, 'A', R, R, 'B');
	CHECK("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", R, R, R, R, 'A');
	CHECK("\xf0\x9f\x98", R);
	CHECK("\xc3", R);
}

TEST(encode_and_back)
{
	u32 step = 1;
	for (u32 c = 0; c <= 0x10ffff; c += step) {
		char bytes[UTF8_MAX];
		u32 back;
		size_t length = utf8_encode(c, bytes);
		bool surrogate = c >= 0xd800 && c <= 0xdfff;
		REQUIRE_EQ(utf8_decode(bytes, length, &back), length);
		REQUIRE_EQ(back, surrogate ? R : c);
		step = c < 0x900 ? 1 : 61;
	}
	char bytes[UTF8_MAX];
	EXPECT_EQ(utf8_encode(0x110000, bytes), 3);
	EXPECT_MEM(bytes, "\xef\xbf\xbd", 3);
}
