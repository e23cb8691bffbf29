/* SPDX-License-Identifier: MIT */
/* Shared by the files that describe traps. */
#pragma once

#include <arch/trap.h>

/* Whether the instruction is a failed check of kCFI; which address was called. */
bool trap_is_cfi(const struct trap_frame *frame, u64 *called);

/* "#PF page fault"; never NULL. */
const char *trap_vector_name(u64 vector);
