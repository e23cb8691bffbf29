/* SPDX-License-Identifier: MIT */
/*
 * The runner of the tests inside the kernel. What it prints is TAP ("ok 3 -
 * fmt: hex"), so that a person and the host command read the same lines.
 */
#include <base/compiler.h>
#include <debug/console.h>
#include <debug/log.h>
#include <debug/selftest.h>
#include <test/test.h>

enum { TITLE_MAX = 96 };

static void report(struct test_result *result, const char *file, u32 line, const char *what)
{
	(void)result;
	console_printf("# %s:%u: %s\n", file, line, what);
}

static unsigned count_wanted(struct strview pattern)
{
	unsigned count = 0;

	for (const struct test_case *test = test_begin(); test != test_end(); test++)
		count += test_is_wanted(test, pattern);
	return count;
}

/* Whether the test did not fail. */
static bool run_and_tell(const struct test_case *test, unsigned number)
{
	struct test_result result = { .report = report };
	char title[TITLE_MAX];

	test_title(test, title, sizeof(title));
	log_mute(true);
	test_run_one(test, &result);
	log_mute(false);
	if (result.skipped != NULL)
		console_printf("ok %u - %s # SKIP %s\n", number, title, result.skipped);
	else
		console_printf(
			"%s %u - %s\n", result.failures == 0 ? "ok" : "not ok", number, title);
	return result.failures == 0;
}

unsigned selftest_run(const char *pattern)
{
	struct strview wanted = strview_of(pattern);
	unsigned number = 0, failures = 0;
	unsigned count = count_wanted(wanted);

	console_printf("TAP version 14\n1..%u\n", count);
	for (const struct test_case *test = test_begin(); test != test_end(); test++)
		if (test_is_wanted(test, wanted))
			failures += !run_and_tell(test, ++number);
	console_printf("# %u run, %u failed\n", count, failures);
	/* A pattern that fits nothing is a mistake, not a success. */
	return count == 0 ? 1 : failures;
}

void selftest_brief(void)
{
	unsigned count = 0, failures = 0;

	log_mute(true);
	for (const struct test_case *test = test_begin(); test != test_end(); test++, count++) {
		struct test_result result = { .report = report };

		test_run_one(test, &result);
		failures += result.failures != 0;
	}
	log_mute(false);
	if (failures != 0)
		log_error(LOG_TEST, "self-test: %u of %u tests failed", failures, count);
	else
		log_info(LOG_TEST, "self-test: %u tests passed", count);
}
