/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/fmt.h>
#include <base/string.h>
#include <test/test.h>

/* The bounds of the section that TEST puts its cases in. */
#if __STDC_HOSTED__
extern const struct test_case tests_start[] __asm__("__start_tests");
extern const struct test_case tests_end[] __asm__("__stop_tests");
#else
extern const struct test_case tests_start[] __asm__("__tests_start");
extern const struct test_case tests_end[] __asm__("__tests_end");
#endif

/* Where the running test's checks go. */
static struct test_result *current;

void test_run_one(const struct test_case *test, struct test_result *result)
{
	struct test_result *outer = current; /* the harness's own tests nest */

	result->checks = 0;
	result->failures = 0;
	result->skipped = nullptr;
	current = result;
	test->run();
	current = outer;
}

const struct test_case *test_begin(void)
{
	return tests_start;
}

const struct test_case *test_end(void)
{
	return tests_end;
}

struct strview test_group(const struct test_case *test)
{
	const char *slash = strrchr(test->file, '/');
	struct strview group, rest;

	group = strview_cut(strview_of(slash ? slash + 1 : test->file), '.', &rest);
	size_t suffix = strlen("_test");
	if (group.length > suffix &&
		strncmp(group.at + group.length - suffix, "_test", suffix) == 0)
		group.length -= suffix;
	return group;
}

void test_title(const struct test_case *test, char *title, size_t size)
{
	struct strview group = test_group(test);
	fmt_string(title, size, "%.*s: %s", (int)group.length, group.at, test->name);
}

bool test_is_wanted(const struct test_case *test, struct strview pattern)
{
	struct strview group = test_group(test);
	struct strview name = strview_of(test->name);
	char full[128];

	if (pattern.length == 0)
		return true;
	fmt_string(full, sizeof(full), "%.*s:%s", (int)group.length, group.at, test->name);
	return strview_matches(name, pattern) || strview_matches(group, pattern) ||
	       strview_matches(strview_of(full), pattern);
}

PRINTF_LIKE(3, 4) static void fail(const char *file, u32 line, const char *format, ...)
{
	char what[256];
	va_list args;

	current->failures++;
	if (!current->report)
		return;
	va_start(args, format);
	fmt_vstring(what, sizeof(what), format, args);
	va_end(args);
	current->report(current, file, line, what);
}

bool test_check(bool holds, const char *file, u32 line, const char *text)
{
	current->checks++;
	if (!holds)
		fail(file, line, "%s", text);
	return holds;
}

bool test_check_equal(u64 a, u64 b, const char *file, u32 line, const char *text)
{
	current->checks++;
	if (a != b)
		fail(file, line, "%s: %ld (%#lx) and %ld (%#lx)", text, (s64)a, a, (s64)b, b);
	return a == b;
}

bool test_check_text(const char *a, const char *b, const char *file, u32 line, const char *text)
{
	bool same = a && b ? strcmp(a, b) == 0 : a == b;

	current->checks++;
	if (!same)
		fail(file, line, "%s: \"%s\" and \"%s\"", text, a, b);
	return same;
}

bool test_check_bytes(
	const void *a, const void *b, size_t length, const char *file, u32 line, const char *text)
{
	const u8 *x = a;
	const u8 *y = b;

	current->checks++;
	for (size_t i = 0; i < length; i++) {
		if (x[i] == y[i])
			continue;
		fail(file, line, "%s: byte %zu is %#x and %#x", text, i, x[i], y[i]);
		return false;
	}
	return true;
}

bool test_check_status(status_t a, status_t b, const char *file, u32 line, const char *text)
{
	current->checks++;
	if (a != b)
		fail(file, line, "%s: %s and %s", text, status_name(a), status_name(b));
	return a == b;
}

void test_skip(const char *reason)
{
	current->skipped = reason;
}
