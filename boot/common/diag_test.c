/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/string.h>
#include <boot/diag.h>
#include <test/test.h>

TEST(first_failure_wins)
{
	struct diag d = {};
	char text[256];

	EXPECT_STATUS(diag_fail(&d, ENOENT, "Look for it.", "there is no %s", "file"), -ENOENT);
	EXPECT_STATUS(diag_fail(&d, EIO, "Despair.", "all is lost"), -EIO);
	diag_where(&d, "kernel %s", "/k");
	diag_where(&d, "entry \"%s\"", "Test");
	diag_text(&d, text, sizeof(text));
	EXPECT_STR(text, "entry \"Test\": kernel /k: there is no file. Look for it.");
}

TEST(long_words_are_cut)
{
	struct diag d = {};
	char long_text[500], text[1000];

	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	EXPECT_STATUS(diag_fail(&d, EINVAL, long_text, "%s", long_text), -EINVAL);
	diag_where(&d, "%s", long_text);
	diag_where(&d, "%s", long_text);
	diag_text(&d, text, sizeof(text));
	EXPECT(strlen(text) < sizeof(text));
}
