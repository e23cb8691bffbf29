/* SPDX-License-Identifier: MIT */
/*
 * Why a boot failed, in words for whoever stands in front of the machine: what is wrong,
 * where, and what to do about it. The function that finds the fault writes the first and the
 * last; its callers, who know which file or entry they were working on, add the middle.
 *
 *     return diag_fail(d, ENOEXEC, "Build it for this machine.",
 *                      "it is for machine type %u", machine);
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

struct diag {
	char what[200];	  /* no full stop at the end */
	char where[160];  /* outermost first: `entry "Test": /kernel.elf` */
	char advice[160]; /* a sentence */
};

/* Returns -error. The first call wins: what came first is the cause. */
PRINTF_LIKE(4, 5)
status_t diag_fail(struct diag *d, int error, const char *advice, const char *what, ...);

/* Puts one more place in front of `where`. */
PRINTF_LIKE(2, 3) void diag_where(struct diag *d, const char *where, ...);

/* "<where>: <what>. <advice>" */
void diag_text(const struct diag *d, char *out, size_t size);
