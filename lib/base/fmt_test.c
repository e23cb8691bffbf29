/* SPDX-License-Identifier: MIT */
#include <base/fmt.h>
#include <base/string.h>
#include <test/test.h>

PRINTF_LIKE(1, 2) static const char *text(const char *format, ...)
{
	static char buffer[512];
	va_list args;

	va_start(args, format);
	fmt_vstring(buffer, sizeof(buffer), format, args);
	va_end(args);
	return buffer;
}

TEST(plain)
{
	EXPECT_STR(text("hello"), "hello");
	EXPECT_STR(text("100%%"), "100%");
	EXPECT_STR(text("%s", "Grüße, 世界"), "Grüße, 世界");
	EXPECT_STR(text("[%c%c]", 'a', 'b'), "[ab]");
	EXPECT_STR(text("[%3c|%-3c]", 'a', 'b'), "[  a|b  ]");
}

TEST(decimal)
{
	EXPECT_STR(text("%d %i %u", -5, 7, 4294967295u), "-5 7 4294967295");
	EXPECT_STR(text("%d", 0), "0");
	EXPECT_STR(text("%+d % d %+d", 5, 5, -5), "+5  5 -5");
	EXPECT_STR(text("%ld", INT64_MIN), "-9223372036854775808");
	EXPECT_STR(
		text("%lu %zu", UINT64_MAX, SIZE_MAX), "18446744073709551615 18446744073709551615");
	EXPECT_STR(text("%llu", 1ull << 40), "1099511627776");
	EXPECT_STR(text("%hhd %hd", (signed char)-1, (short)-2), "-1 -2");
	EXPECT_STR(text("%hhu", (unsigned char)200), "200");
	EXPECT_STR(text("%jd %td", (intmax_t)-1, (ptrdiff_t)-2), "-1 -2");
}

TEST(hex)
{
	EXPECT_STR(text("%x %X %o", 0xbeefu, 0xbeefu, 8u), "beef BEEF 10");
	EXPECT_STR(text("%#x %#X %#o %#x", 255u, 255u, 8u, 0u), "0xff 0XFF 010 0");
	EXPECT_STR(text("%lx", 0xfedcba9876543210ul), "fedcba9876543210");
	EXPECT_STR(text("%#010lx", 0x1234ul), "0x00001234");
}

TEST(width_and_precision)
{
	EXPECT_STR(text("[%5d|%-5d|%05d]", 42, 42, 42), "[   42|42   |00042]");
	EXPECT_STR(text("[%05d|%+05d]", -42, 42), "[-0042|+0042]");
	EXPECT_STR(text("[%.3d|%5.3d|%-5.3d|%05.3d]", 7, 7, 7, 7), "[007|  007|007  |  007]");
	EXPECT_STR(text("[%.0d|%.0d]", 0, 1), "[|1]");
	EXPECT_STR(text("[%*d|%-*d|%*d]", 4, 1, 4, 2, -4, 3), "[   1|2   |3   ]");
	EXPECT_STR(text("[%.*d|%.*d]", 3, 1, -1, 2), "[001|2]");
	EXPECT_STR(text("[%40d]", 1), "[                                       1]");
}

TEST(strings)
{
	const char unterminated[3] = { 'a', 'b', 'c' };

	EXPECT_STR(
		text("[%5s|%-5s|%.2s|%5.1s]", "ab", "ab", "abc", "abc"), "[   ab|ab   |ab|    a]");
	EXPECT_STR(text("%.*s", 3, unterminated), "abc");
	EXPECT_STR(text("%.*s", 0, unterminated), "");
	const char *volatile none = nullptr;
	EXPECT_STR(text("%s", none), "(null)");
}

TEST(pointers)
{
	EXPECT_STR(text("%p", (void *)0xffffffff80001234), "0xffffffff80001234");
	void *volatile none = nullptr;
	EXPECT_STR(text("%p", none), "0x0000000000000000");
}

TEST(buffers_are_cut)
{
	char buffer[4];

	EXPECT_EQ(fmt_string(buffer, sizeof(buffer), "%d", 12345), 5);
	EXPECT_STR(buffer, "123");
	EXPECT_EQ(fmt_string(nullptr, 0, "%d", 12345), 5);
	EXPECT_EQ(fmt_string(buffer, 1, "x"), 1);
	EXPECT_STR(buffer, "");
}

TEST(buffers_take_pieces)
{
	char text[6];
	struct fmt_buffer buffer;

	fmt_buffer_init(&buffer, text, sizeof(text));
	EXPECT_STR(text, "");
	fmt_print(&buffer.sink, "%d-", 12);
	EXPECT_STR(text, "12-");
	fmt_print(&buffer.sink, "abc%d", 3);
	EXPECT_STR(text, "12-ab");
	fmt_print(&buffer.sink, "x");
	EXPECT_STR(text, "12-ab");
	EXPECT_EQ(buffer.length, 8);
}

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wformat"
#pragma clang diagnostic ignored "-Wformat-invalid-specifier"
TEST(what_is_no_conversion_stays)
{
	EXPECT_STR(text("%y %n"), "%y %n");
	EXPECT_STR(text("50%"), "50%");
	EXPECT_STR(text("%-08"), "%-08");
}
#pragma clang diagnostic pop

struct counting_sink {
	struct fmt_sink sink;
	size_t bytes;
};

static void count(struct fmt_sink *sink, const char *, size_t length)
{
	container_of(sink, struct counting_sink, sink)->bytes += length;
}

TEST(sink_gets_everything)
{
	struct counting_sink counting = { .sink = { count } };

	EXPECT_EQ(fmt_print(&counting.sink, "%s-%100d", "ab", 7), 103);
	EXPECT_EQ(counting.bytes, 103);
	/* A width from outside is bounded, so that padding ends. */
	EXPECT_EQ(fmt_string(nullptr, 0, "%99999999999d", 1) < 200000, true);
}
