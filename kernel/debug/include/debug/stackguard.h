/* SPDX-License-Identifier: MIT */
/*
 * The stack protector's canary. Callers of stackguard_init() must not be
 * protected themselves ([[clang::no_stack_protector]]) and must never return.
 */
#pragma once

#include <base/types.h>

extern u64 __stack_chk_guard;

[[gnu::always_inline]] static inline void stackguard_init(u64 random)
{
	/* A zero low byte stops overruns by strings at the guard. */
	__stack_chk_guard = (random ^ __stack_chk_guard) & ~0xffull;
}
