/* SPDX-License-Identifier: MIT */
/*
 * What the vectors must know before they may use a stack: one per CPU, pointed
 * to by TPIDR_EL1.
 */
#pragma once

#include "regs.h"

#define TRAP_STACKS_LOWEST	     0
#define TRAP_STACKS_EXCEPTION	     8
#define TRAP_STACKS_EXCEPTION_LOWEST 16
#define TRAP_STACKS_SHIFT	     STACK_SHIFT

#ifndef __ASSEMBLER__

#include <base/types.h>

struct trap_stacks {
	vaddr_t lowest;		  /* least sp of the running stack with room for a frame */
	vaddr_t exception_top;	  /* where to go when sp is not to be trusted */
	vaddr_t exception_lowest; /* as `lowest`, of that one */
};

/* Gives the running CPU its vectors and its stacks to trap on. */
void trap_stacks_init(void);

#endif
