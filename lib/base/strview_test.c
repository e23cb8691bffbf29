/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/strview.h>
#include <test/test.h>

TEST(equality)
{
	struct strview none = {};

	EXPECT(strview_is(strview_of("abc"), "abc"));
	EXPECT(!strview_is(strview_of("abc"), "ab"));
	EXPECT(!strview_is(none, ""));
	EXPECT(strview_is(strview_of(""), ""));
	EXPECT(strview_equal(strview_of("x"), strview_of("x")));
	EXPECT(!strview_equal(strview_of("x"), strview_of("y")));
	EXPECT(strview_has_prefix(strview_of("abc"), "ab"));
	EXPECT(!strview_has_prefix(none, "a"));
	EXPECT(strview_has_prefix(none, ""));
}

TEST(cutting)
{
	struct strview rest;

	EXPECT(strview_is(strview_cut(strview_of("a=b=c"), '=', &rest), "a"));
	EXPECT(strview_is(rest, "b=c"));
	EXPECT(strview_is(strview_cut(strview_of("a="), '=', &rest), "a"));
	EXPECT(strview_is(rest, ""));
	EXPECT(strview_is(strview_cut(strview_of("a"), '=', &rest), "a"));
	EXPECT(rest.at == nullptr);
}

static status_t number(const char *text, u64 *value)
{
	return strview_to_u64(strview_of(text), value);
}

TEST(numbers)
{
	u64 value = 7;

	EXPECT_OK(number("0", &value));
	EXPECT_EQ(value, 0);
	EXPECT_OK(number("18446744073709551615", &value));
	EXPECT_EQ(value, UINT64_MAX);
	EXPECT_OK(number("0xDEADbeef", &value));
	EXPECT_EQ(value, 0xdeadbeef);
	value = 7;
	EXPECT_STATUS(number("18446744073709551616", &value), -ERANGE);
	EXPECT_STATUS(number("0x10000000000000000", &value), -ERANGE);
	EXPECT_STATUS(number("", &value), -EINVAL);
	EXPECT_STATUS(number("0x", &value), -EINVAL);
	EXPECT_STATUS(number("-1", &value), -EINVAL);
	EXPECT_STATUS(number("12a", &value), -EINVAL);
	EXPECT_STATUS(number(" 1", &value), -EINVAL);
	/* An error of form is one even behind too many digits. */
	EXPECT_STATUS(number("99999999999999999999z", &value), -EINVAL);
	EXPECT_EQ(value, 7);
}

TEST(sizes)
{
	u64 value = 7;

	EXPECT_OK(strview_to_size(strview_of("64K"), &value));
	EXPECT_EQ(value, 65536);
	EXPECT_OK(strview_to_size(strview_of("0x10m"), &value));
	EXPECT_EQ(value, 16 * MIB);
	EXPECT_OK(strview_to_size(strview_of("3T"), &value));
	EXPECT_EQ(value, 3 * TIB);
	EXPECT_OK(strview_to_size(strview_of("12"), &value));
	EXPECT_EQ(value, 12);
	EXPECT_STATUS(strview_to_size(strview_of("K"), &value), -EINVAL);
	EXPECT_STATUS(strview_to_size(strview_of("17179869184G"), &value), -ERANGE);
	EXPECT_EQ(value, 12);
}

TEST(copying)
{
	char to[4];

	EXPECT(strview_copy(strview_of("abc"), to, sizeof(to)));
	EXPECT_STR(to, "abc");
	EXPECT(!strview_copy(strview_of("abcd"), to, sizeof(to)));
	EXPECT_STR(to, "abc");
	EXPECT(strview_copy((struct strview){}, to, sizeof(to)));
	EXPECT_STR(to, "");
}

static bool match(const char *text, const char *pattern)
{
	return strview_matches(strview_of(text), strview_of(pattern));
}

TEST(patterns)
{
	EXPECT(match("", ""));
	EXPECT(match("", "**"));
	EXPECT(match("abc", "abc"));
	EXPECT(match("abc", "a*c"));
	EXPECT(match("abc", "?b?"));
	EXPECT(match("abcbc", "a*bc"));
	EXPECT(match("mississippi", "m*iss*pi"));
	EXPECT(!match("mississippi", "m*iss*pa"));
	EXPECT(!match("abc", "ab"));
	EXPECT(!match("abc", "b*"));
	EXPECT(!match("", "?"));
	/* The classic that takes exponential time when done naively. */
	EXPECT(!match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*a*a*a*a*a*c"));
}
