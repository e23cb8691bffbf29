/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* Whether the breakpoint at `pc` is the compiler's check of an indirect call. */
bool cfi_is_check(vaddr_t pc);
