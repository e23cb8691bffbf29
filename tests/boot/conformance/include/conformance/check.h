/* SPDX-License-Identifier: MIT */
/* Checks, printed as TAP: one line each, numbered, with a plan at the end. */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

/* Prints "ok" or "not ok", a number and what was checked; returns `ok`. */
PRINTF_LIKE(2, 3) bool check(bool ok, const char *what, ...);

/* A line for people: TAP's comment. */
PRINTF_LIKE(1, 2) void note(const char *text, ...);

/* Two numbers that shall be equal; both are printed if they are not. */
bool check_equal(u64 is, u64 wanted, const char *what);

/*
 * For checks of many things at once: every violation is noted (the first few are), and
 * check_tally() makes one line of it.
 */
struct tally {
	u32 checked, wrong;
};
PRINTF_LIKE(3, 4) void tally(struct tally *t, bool ok, const char *what, ...);
bool check_tally(const struct tally *t, const char *what);

/* Prints the plan; 0 if all was in order, else 1. */
u32 check_end(void);
