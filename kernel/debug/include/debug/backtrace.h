/* SPDX-License-Identifier: MIT */
/*
 * Who called whom, by frame pointers. Reads only what the page tables map, so
 * a broken chain ends the walk, not the machine.
 */
#pragma once

#include <base/fmt.h>
#include <base/types.h>

/* A walk outward, one caller at a time; starts as { .fp = frame pointer }. */
struct backtrace {
	vaddr_t fp;
	bool turned; /* has gone from one stack to a lower one */
};

/* The next return address; false at the end of the chain. */
bool backtrace_next(struct backtrace *walk, vaddr_t *return_address);

/*
 * A line for `pc`, then one for each caller; a function that calls itself again
 * and again takes two. `link` is the link register if the machine has one (0 if
 * not): it names the caller of code that is no function of ours.
 */
void backtrace_print(struct fmt_sink *sink, vaddr_t pc, vaddr_t link, vaddr_t fp);
