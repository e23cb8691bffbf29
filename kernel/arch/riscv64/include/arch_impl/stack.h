/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* The calling convention puts the pair just below where the frame pointer points. */
static inline vaddr_t arch_frame_record(vaddr_t fp)
{
	return fp - 16;
}
