/* SPDX-License-Identifier: MIT */
/* Registers and instructions of aarch64 that the loader needs. */
#pragma once

#include <base/types.h>

#define REGISTER_READ(name)                                    \
	({                                                     \
		u64 value_;                                    \
		asm volatile("mrs %0, " #name : "=r"(value_)); \
		value_;                                        \
	})

static inline bool cpu_at_el2(void)
{
	return REGISTER_READ(CurrentEL) >> 2 == 2;
}

/* Writes memory back to where CPUs without caches see it; and code to where it is fetched. */
static inline void cache_clean(const void *at, u64 size)
{
	u64 line = 4ul << (REGISTER_READ(ctr_el0) >> 16 & 0xf);
	u64 end = (u64)at + size;

	for (u64 i = (u64)at & ~(line - 1); i < end; i += line)
		asm volatile("dc cvac, %0" ::"r"(i) : "memory");
	asm volatile("dsb sy\n\tic ialluis\n\tdsb ish\n\tisb" ::: "memory");
}
