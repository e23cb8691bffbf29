/* SPDX-License-Identifier: MIT */
/* x86_64: what vectors.S leaves on the stack. */
#pragma once

#include <base/types.h>

/*
 * From the lowest address up, so the reverse of the order of pushing. The
 * offsets that assembly needs are in layout.h; trap.c checks them.
 */
struct trap_frame {
	u64 cr2; /* taken at entry: a fault while handling this one changes it */
	u64 rax, rbx, rcx, rdx, rsi, rdi, rbp;
	u64 r8, r9, r10, r11, r12, r13, r14, r15;
	u64 vector; /* TRAP_VECTOR_NONE: captured, not caused */
	u64 error;  /* 0 where the CPU pushes none */
	/* By the CPU: */
	u64 rip, cs, rflags, rsp, ss;
};

enum { TRAP_VECTOR_NONE = 256 };
