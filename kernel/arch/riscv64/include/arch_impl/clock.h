/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* The platform's timer, the same on every hart. */
static inline u64 arch_clock_ticks(void)
{
	u64 ticks;

	asm volatile("rdtime %0" : "=r"(ticks));
	return ticks;
}
