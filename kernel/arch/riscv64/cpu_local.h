/* SPDX-License-Identifier: MIT */
/*
 * What each hart knows about itself.
 *
 * The hart's block is in tp while the kernel runs and in sscratch at all times,
 * so that a trap finds it whatever has become of tp and sp.
 */
#pragma once

#include <base/types.h>

/*
 * A stack as trap entry sees it. Below the floor a frame and the handler might
 * run into the guard page.
 */
struct stack_bounds {
	vaddr_t floor, top;
};

struct cpu_local {
	/* Trap entry keeps these two until it has a stack. */
	u64 saved_sp;
	u64 saved_t0;
	struct stack_bounds stack;	/* the one in use */
	struct stack_bounds trap_stack; /* for traps that find no room there */
	u64 hart;			/* hardware id: only firmware and loader know it */
};

extern struct cpu_local boot_cpu;

/* The running hart's own. */
static inline struct cpu_local *cpu_local(void)
{
	struct cpu_local *self;

	asm("mv %0, tp" : "=r"(self));
	return self;
}
