/* SPDX-License-Identifier: MIT */
/* The harness on itself: failing checks run as cases of their own, inside a passing test. */
#include <abi/errors.h>
#include <base/string.h>
#include <test/test.h>

TEST(title_and_group)
{
	const struct test_case test = { .name = "opens", .file = "lib/x/thing_test.c" };
	const struct test_case other = { .name = "opens", .file = "thing.c" };
	char title[32];

	test_title(&test, title, sizeof(title));
	EXPECT_STR(title, "thing: opens");
	EXPECT(strview_is(test_group(&test), "thing"));
	EXPECT(strview_is(test_group(&other), "thing"));
}

TEST(patterns)
{
	const struct test_case test = { .name = "opens", .file = "lib/x/thing_test.c" };

	EXPECT(test_is_wanted(&test, (struct strview){}));
	EXPECT(test_is_wanted(&test, strview_of("thing")));
	EXPECT(test_is_wanted(&test, strview_of("op*")));
	EXPECT(test_is_wanted(&test, strview_of("thing:*s")));
	EXPECT(!test_is_wanted(&test, strview_of("thin")));
	EXPECT(!test_is_wanted(&test, strview_of("thing:close")));
}

/* Runs report into one of these. */
struct recorder {
	struct test_result result;
	char text[256];
	u32 reports;
};

static void record(struct test_result *result, const char *, u32, const char *what)
{
	struct recorder *recorder = container_of(result, struct recorder, result);

	strlcpy(recorder->text, what, sizeof(recorder->text));
	recorder->reports++;
}

/* Runs a case and comes back to the test that asked. */
static struct recorder run_inner(void (*run)(void))
{
	const struct test_case inner = { .name = "inner", .file = "inner.c", .run = run };
	struct recorder recorder = { .result = { .report = record } };

	test_run_one(&inner, &recorder.result);
	return recorder;
}

static void fails_number(void)
{
	EXPECT_EQ(1 + 1, -3);
	EXPECT(true);
}

static void fails_text(void)
{
	EXPECT_STR("a", "b");
}

static void fails_bytes(void)
{
	EXPECT_MEM("abc", "abd", 3);
}

static void fails_status(void)
{
	EXPECT_STATUS(-ENOMEM, 0);
}

static void fails_required(void)
{
	REQUIRE(1 > 2);
	EXPECT(false);
}

static void skips(void)
{
	SKIP("no such thing");
}

TEST(failures_are_told)
{
	struct recorder r = run_inner(fails_number);
	EXPECT_EQ(r.result.checks, 2);
	EXPECT_EQ(r.result.failures, 1);
	EXPECT_STR(r.text, "1 + 1 == -3: 2 (0x2) and -3 (0xfffffffffffffffd)");

	r = run_inner(fails_text);
	EXPECT_STR(r.text, "\"a\" is \"b\": \"a\" and \"b\"");
	r = run_inner(fails_bytes);
	EXPECT_STR(r.text, "\"abc\" is \"abd\": byte 2 is 0x63 and 0x64");
	r = run_inner(fails_status);
	EXPECT_STR(r.text, "-ENOMEM == 0: ENOMEM and OK");
}

TEST(require_and_skip_end_the_test)
{
	struct recorder r = run_inner(fails_required);
	EXPECT_EQ(r.reports, 1);
	EXPECT_STR(r.text, "1 > 2");

	r = run_inner(skips);
	EXPECT_EQ(r.result.failures, 0);
	EXPECT_STR(r.result.skipped, "no such thing");
}
