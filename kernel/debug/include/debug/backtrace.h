/* SPDX-License-Identifier: MIT */
/*
 * Who called whom, by frame pointers. Reads only what the page tables map, so
 * a broken chain ends the walk, not the machine.
 */
#pragma once

#include <base/fmt.h>
#include <base/types.h>

enum { BACKTRACE_MAX = 32 };

/* Return addresses from frame pointer `fp` outward; their number. */
unsigned backtrace_collect(vaddr_t fp, vaddr_t *out, unsigned max);

/*
 * A line for `pc`, then one for each caller. `link` is that of struct trap_info:
 * a call into nowhere has made no frame yet, and would leave its caller out.
 */
void backtrace_print(struct fmt_sink *sink, vaddr_t pc, vaddr_t link, vaddr_t fp);
