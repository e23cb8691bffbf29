/* SPDX-License-Identifier: MIT */
/*
 * The trap frame, as vectors.S stores it. The offsets are for the assembler;
 * trap.c checks them against the structure.
 */
#pragma once

#define TRAP_FRAME_SP	  248
#define TRAP_FRAME_PC	  256
#define TRAP_FRAME_ESR	  272
#define TRAP_FRAME_VECTOR 288
#define TRAP_FRAME_RECORD 304
#define TRAP_FRAME_SIZE	  320

/* For a frame that no vector made. */
#define TRAP_VECTOR_NONE 16

#ifndef __ASSEMBLER__

#include <base/types.h>

struct trap_frame {
	u64 x[31];
	u64 sp;
	u64 pc;
	u64 pstate;
	u64 esr;
	u64 far;
	u64 vector; /* 0 to 15, in the order of the vector table */
	u64 unused; /* keeps the stack pointer a multiple of 16 */
	/*
	 * A frame record, to which x29 points while the trap is handled: walks
	 * of the handler's own stack so lead on into the interrupted code.
	 */
	u64 record[2];
};

#endif
