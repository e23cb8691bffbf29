/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/cmdline.h>
#include <test/test.h>

TEST(words_in_order)
{
	const char *at = "  a=1 quiet\tb=\"x y\" c=d=e f=  ";
	struct cmdline_word word;

	REQUIRE(cmdline_next(&at, &word));
	EXPECT(strview_is(word.key, "a") && strview_is(word.value, "1"));
	REQUIRE(cmdline_next(&at, &word));
	EXPECT(strview_is(word.key, "quiet") && word.value.at == nullptr);
	REQUIRE(cmdline_next(&at, &word));
	EXPECT(strview_is(word.key, "b") && strview_is(word.value, "x y"));
	REQUIRE(cmdline_next(&at, &word));
	EXPECT(strview_is(word.key, "c") && strview_is(word.value, "d=e"));
	REQUIRE(cmdline_next(&at, &word));
	EXPECT(strview_is(word.key, "f") && strview_is(word.value, ""));
	EXPECT(!cmdline_next(&at, &word));
	EXPECT(!cmdline_next(&at, &word));
}

TEST(last_one_counts)
{
	struct strview value;

	REQUIRE(cmdline_find("x=1 y=2 x=3", "x", &value));
	EXPECT(strview_is(value, "3"));
	EXPECT(!cmdline_find("xy=1", "x", &value));
	EXPECT(!cmdline_find("", "x", &value));
}

TEST(double_dash_ends)
{
	EXPECT(cmdline_has("a -- b", "a"));
	EXPECT(!cmdline_has("a -- b", "b"));
	EXPECT(cmdline_has("--a b", "b"));
}

TEST(open_quote_takes_the_rest)
{
	struct strview value;

	REQUIRE(cmdline_find("a=\"x y z", "a", &value));
	EXPECT(strview_is(value, "\"x y z"));
	REQUIRE(cmdline_find("a=\"", "a", &value));
	EXPECT(strview_is(value, "\""));
	REQUIRE(cmdline_find("a=\"\"", "a", &value));
	EXPECT(strview_is(value, ""));
}

TEST(sizes)
{
	u64 value = 1;

	EXPECT_OK(cmdline_size("mem=64M", "mem", &value));
	EXPECT_EQ(value, 64 * MIB);
	EXPECT_STATUS(cmdline_size("mem=64M", "max", &value), -ENOENT);
	EXPECT_STATUS(cmdline_size("mem", "mem", &value), -EINVAL);
	EXPECT_STATUS(cmdline_size("mem=", "mem", &value), -EINVAL);
	EXPECT_EQ(value, 64 * MIB);
}
