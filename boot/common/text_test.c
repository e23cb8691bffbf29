/* SPDX-License-Identifier: MIT */
#include <boot/text.h>
#include <test/test.h>

TEST(trims_both_ends)
{
	EXPECT(strview_is(text_trim(strview_of(" \t a b \r")), "a b"));
	EXPECT(text_trim(strview_of("  ")).length == 0);
	EXPECT(text_trim(strview_of("")).length == 0);
}

TEST(compares_without_case)
{
	EXPECT(text_same(strview_of("KaSLr"), "kaslr"));
	EXPECT(!text_same(strview_of("kasl"), "kaslr"));
	EXPECT(!text_same(strview_of("k[slr"), "k{slr"));
}

TEST(cuts_lines)
{
	struct strview rest = strview_of("one\r\n\ntwo\rthree\n"), line;

	EXPECT(text_line(&rest, &line) && strview_is(line, "one"));
	EXPECT(text_line(&rest, &line) && strview_is(line, ""));
	EXPECT(text_line(&rest, &line) && strview_is(line, "two\rthree"));
	EXPECT(!text_line(&rest, &line));
}
