/* SPDX-License-Identifier: MIT */
/*
 * The host's test runner: every TEST linked into this program becomes one
 * cmocka test.
 *
 *	program [PATTERN]	runs those that match (see test_is_wanted)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <test/test.h>

#include <cmocka.h>

static void report(struct test_result *, const char *file, u32 line, const char *what)
{
	print_error("%s:%u: %s\n", file, line, what);
}

static void run(void **state)
{
	struct test_result result = { .report = report };

	test_run_one(*state, &result);
	if (result.skipped && !result.failures) {
		print_message("skipped: %s\n", result.skipped);
		skip();
	}
	if (result.failures)
		fail_msg("%u of %u checks failed", result.failures, result.checks);
}

int main(int argc, char **argv)
{
	struct strview pattern = strview_of(argc > 1 ? argv[1] : "");
	size_t all = (size_t)(test_end() - test_begin());
	struct CMUnitTest *tests = calloc(all, sizeof(*tests));
	char(*titles)[128] = calloc(all, sizeof(*titles));
	size_t count = 0;

	if (!tests || !titles)
		return EXIT_FAILURE;
	for (const struct test_case *test = test_begin(); test != test_end(); test++) {
		if (!test_is_wanted(test, pattern))
			continue;
		test_title(test, titles[count], sizeof(titles[count]));
		tests[count] = (struct CMUnitTest){
			.name = titles[count],
			.test_func = run,
			.initial_state = (void *)test,
		};
		count++;
	}
	if (count == 0) {
		fprintf(stderr, "no test matches `%s`\n", argc > 1 ? argv[1] : "");
		return EXIT_FAILURE;
	}
	int failed = _cmocka_run_group_tests("host", tests, count, nullptr, nullptr);
	free(tests);
	free(titles);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
