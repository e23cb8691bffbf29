/* SPDX-License-Identifier: MIT */
/* x86_64: the saved rbp and, above it, the return address that CALL pushed. */
#pragma once

#include <base/types.h>

static inline vaddr_t arch_frame_record(vaddr_t fp)
{
	return fp;
}
