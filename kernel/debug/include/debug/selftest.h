/* SPDX-License-Identifier: MIT */
/*
 * Runs the tests that are compiled into the kernel, TAP-like on every console.
 */
#pragma once

#include <base/types.h>

/* Debug builds check themselves at each boot. */
#ifdef DEBUG
constexpr bool SELFTEST_AT_BOOT = true;
#else
constexpr bool SELFTEST_AT_BOOT = false;
#endif

/* Runs all of them and tells only failures and how many there were. */
void selftest_brief(void);

/*
 * Runs those that `pattern` matches (test_is_wanted() says how; "" is all). How many
 * failed; a pattern that fits nothing counts as a failure.
 */
unsigned selftest_run(const char *pattern);
