/* SPDX-License-Identifier: MIT */
/*
 * Tests: one source, two homes. In the kernel they are collected in a linker
 * section and run by its test runner; pure modules' tests also run on the host
 * under sanitizers.
 *
 *	TEST(adds_up)
 *	{
 *		REQUIRE(thing_open(&thing) == 0);	ends the test if it fails
 *		EXPECT(thing.ready);			notes a failure and goes on
 *		EXPECT_EQ(thing_add(1, 2), 3);		shows both numbers
 *	}
 *
 * A test is named after its file and itself: `thing: adds_up` for the above in
 * thing_test.c. It passes if nothing was noted. REQUIRE and SKIP return from
 * the function they stand in, which must return void. Helpers may use all of
 * these; tests run one at a time. Arguments are evaluated once.
 */
#pragma once

#include <base/compiler.h>
#include <base/strview.h>
#include <base/types.h>

struct test_case {
	const char *name;
	const char *file;
	u32 line;
	void (*run)(void);
};

/* What became of a test; the runner provides it, and how failures are told. */
struct test_result {
	u32 checks;
	u32 failures;
	const char *skipped; /* why, or NULL */
	/* Called for each failure; NULL if nobody wants to know. */
	void (*report)(struct test_result *result, const char *file, u32 line, const char *what);
};

/* Runs one test; result->report is set before, the rest is filled in. */
void test_run_one(const struct test_case *test, struct test_result *result);

/* All tests of this program: for (test = test_begin(); test != test_end(); test++). */
const struct test_case *test_begin(void);
const struct test_case *test_end(void);

/* The file's stem without _test: `thing` for lib/x/thing_test.c. */
struct strview test_group(const struct test_case *test);

/* Writes `group: name`. */
void test_title(const struct test_case *test, char *title, size_t size);

/*
 * Whether a pattern (with * and ?) matches the name, the group, or
 * `group:name`. An empty pattern, or none, matches every test.
 */
bool test_is_wanted(const struct test_case *test, struct strview pattern);

/*
 * The section's name: the kernel's linker script collects .tests between the
 * symbols __tests_start and __tests_end. On the host the linker makes the
 * symbols by itself, which it only does for names that are identifiers.
 */
#if __STDC_HOSTED__
#define TEST_SECTION "tests"
#else
#define TEST_SECTION ".tests"
#endif

#define TEST(test)                                                                    \
	static void test_##test(void);                                                \
	IN_SECTION(TEST_SECTION)                                                      \
	static const struct test_case test_case_##test = {                            \
		.name = #test, .file = __FILE__, .line = __LINE__, .run = test_##test \
	};                                                                            \
	static void test_##test(void)

/* --- Checks -------------------------------------------------------------------------- */

#define EXPECT(condition) ((void)test_check((condition), __FILE__, __LINE__, #condition))

#define REQUIRE(condition)                                                    \
	do {                                                                  \
		if (!test_check((condition), __FILE__, __LINE__, #condition)) \
			return;                                               \
	} while (0)

/* Integers, enumerations and pointers. */
#define EXPECT_EQ(a, b) \
	((void)test_check_equal((u64)(a), (u64)(b), __FILE__, __LINE__, #a " == " #b))

#define REQUIRE_EQ(a, b)                                                                     \
	do {                                                                                 \
		if (!test_check_equal((u64)(a), (u64)(b), __FILE__, __LINE__, #a " == " #b)) \
			return;                                                              \
	} while (0)

/* Terminated strings. */
#define EXPECT_STR(a, b) ((void)test_check_text((a), (b), __FILE__, __LINE__, #a " is " #b))

/* Bytes. */
#define EXPECT_MEM(a, b, length) \
	((void)test_check_bytes((a), (b), (length), __FILE__, __LINE__, #a " is " #b))

/* A status: 0, or the given (negative) error; shown by name. */
#define EXPECT_STATUS(a, b) ((void)test_check_status((a), (b), __FILE__, __LINE__, #a " == " #b))
#define EXPECT_OK(a)	    EXPECT_STATUS(a, 0)
#define REQUIRE_OK(a)                                                           \
	do {                                                                    \
		if (!test_check_status((a), 0, __FILE__, __LINE__, #a " == 0")) \
			return;                                                 \
	} while (0)

/* Ends the test as neither passed nor failed: what it needs is not here. */
#define SKIP(reason)               \
	do {                       \
		test_skip(reason); \
		return;            \
	} while (0)

/* What the macros call; each check returns whether it held. */
bool test_check(bool holds, const char *file, u32 line, const char *text);
bool test_check_equal(u64 a, u64 b, const char *file, u32 line, const char *text);
bool test_check_text(const char *a, const char *b, const char *file, u32 line, const char *text);
bool test_check_bytes(
	const void *a, const void *b, size_t length, const char *file, u32 line, const char *text);
bool test_check_status(status_t a, status_t b, const char *file, u32 line, const char *text);
void test_skip(const char *reason);
