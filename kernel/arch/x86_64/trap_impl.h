/* SPDX-License-Identifier: MIT */
/* What describing a trap needs to know of the instruction that caused it. */
#pragma once

#include <arch/trap.h>

/* What #UD may really mean: instructions that the compiler plants as traps. */
enum planted_trap {
	PLANTED_NONE,
	PLANTED_CFI,   /* kCFI: *detail is the address that was called */
	PLANTED_UBSAN, /* -fsanitize-trap: *detail is the number of the check */
};

enum planted_trap trap_decode_planted(const struct trap_frame *frame, u64 *detail);

/* "#PF page fault"; never NULL. */
const char *trap_vector_name(u64 vector);
