/* SPDX-License-Identifier: MIT */
/*
 * For tests of the trap path: the next breakpoint instruction is stepped over
 * instead of reported.
 */
#pragma once

#include <base/types.h>

void trap_expect_breakpoint(void);

/* Whether that breakpoint is still to come. */
bool trap_breakpoint_pending(void);
