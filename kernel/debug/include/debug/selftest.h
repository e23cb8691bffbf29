/* SPDX-License-Identifier: MIT */
/*
 * Runs the tests that are compiled into the kernel, TAP-like on every console.
 */
#pragma once

#include <base/types.h>

/* Runs those whose name contains `pattern` ("" = all); number of failures. */
unsigned selftest_run(const char *pattern);
