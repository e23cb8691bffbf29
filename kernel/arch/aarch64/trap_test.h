/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/*
 * Gives every register a value of its own, executes a breakpoint and compares.
 * 0, or the number of differences.
 */
u64 trap_test_registers(void);
