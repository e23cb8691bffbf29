/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* AAPCS64: x29 points at the pair {caller's x29, return address} itself. */
static inline vaddr_t arch_frame_record(vaddr_t fp)
{
	return fp;
}
