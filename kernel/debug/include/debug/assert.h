/* SPDX-License-Identifier: MIT */
/*
 * ASSERT: always on, cheap. DASSERT: debug builds, may be dear. Never on
 * anything that came from outside the kernel.
 */
#pragma once

#include <debug/panic.h>

#define ASSERT(condition)                                                                      \
	do {                                                                                   \
		if (!(condition)) [[clang::unlikely]]                                          \
			panic("assertion failed: %s (%s:%d)", #condition, __FILE__, __LINE__); \
	} while (0)

#ifdef DEBUG
#define DASSERT(condition) ASSERT(condition)
#else
#define DASSERT(condition) ((void)sizeof(!(condition)))
#endif
