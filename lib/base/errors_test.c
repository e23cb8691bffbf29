/* SPDX-License-Identifier: MIT */
/* The functions that are generated from the table of errors. */
#include <abi/errors.h>
#include <limits.h>
#include <test/test.h>

TEST(names)
{
	EXPECT_STR(status_name(0), "OK");
	EXPECT_STR(status_name(-ENOMEM), "ENOMEM");
	EXPECT_STR(status_name(ENOMEM), "ENOMEM");
	EXPECT_STR(status_name(-EHWPOISON), "EHWPOISON");
	EXPECT_STR(status_name(-EWOULDBLOCK), "EAGAIN");
}

TEST(what_has_no_name)
{
	EXPECT_STR(status_name(-41), "E?");
	EXPECT_STR(status_name(-EHWPOISON - 1), "E?");
	EXPECT_STR(status_name(-ERROR_MAX), "E?");
	EXPECT_STR(status_name(INT_MIN), "E?");
	EXPECT_STR(status_name(INT_MAX), "E?");
	EXPECT_STR(status_text(INT_MIN), "An error without a name.");
}

TEST(sentences)
{
	EXPECT_STR(status_text(0), "Success.");
	EXPECT_STR(status_text(-ENOENT), "No such file, name or entry.");
}

/* Linux's numbers, at both ends and around the two gaps. */
TEST(numbers)
{
	EXPECT_EQ(EPERM, 1);
	EXPECT_EQ(ELOOP, 40);
	EXPECT_EQ(ENOMSG, 42);
	EXPECT_EQ(EBADSLT, 57);
	EXPECT_EQ(EBFONT, 59);
	EXPECT_EQ(EHWPOISON, 133);
}
