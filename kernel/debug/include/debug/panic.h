/* SPDX-License-Identifier: MIT */
/*
 * The end, told in full: reason, registers, who called whom, the last log
 * lines, on every console; then halt, reboot or exit ("onpanic=").
 *
 * A panic means that an invariant of our own broke. What a user or a device
 * can cause is an error, never a panic.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

struct trap_frame;

enum panic_policy { PANIC_HALT, PANIC_REBOOT, PANIC_EXIT };

enum { PANIC_EXIT_CODE = 2 };

void panic_set_policy(enum panic_policy policy);

[[noreturn]] PRINTF_LIKE(1, 2) void panic(const char *format, ...);

/* The same with the registers of the trap that led here. */
[[noreturn]] PRINTF_LIKE(2, 3) void panic_trap(
	const struct trap_frame *frame, const char *format, ...);
