/* SPDX-License-Identifier: MIT */
/* The two stacks that must be there before any memory can be had. */
#pragma once

#include "trap_stacks.h"

enum {
	BOOT_STACK_SIZE = 1 << STACK_SHIFT,
	EXCEPTION_STACK_SIZE = 16 * 1024,
};
