/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

struct trap_frame;

/* Whether the breakpoint at `pc` is the compiler's check of an indirect call. */
bool cfi_is_check(vaddr_t pc);

/* Where the call that such a check at the frame's pc has stopped would have gone. */
vaddr_t cfi_target(const struct trap_frame *frame);
