/* SPDX-License-Identifier: MIT */
/* x86_64: the time stamp counter. */
#pragma once

#include <base/types.h>

/*
 * Not ordered against the code around it: a time stamp may be a few dozen
 * cycles early, which no user of it can tell.
 */
static inline u64 arch_clock_ticks(void)
{
	u32 low, high;

	asm volatile("rdtsc" : "=a"(low), "=d"(high));
	return (u64)high << 32 | low;
}
