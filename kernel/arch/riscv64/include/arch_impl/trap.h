/* SPDX-License-Identifier: MIT */
/*
 * What trap.S saves, in its order. The last two words look like the record of
 * an ordinary stack frame, so that a backtrace walks through a trap.
 */
#pragma once

#include <base/types.h>

struct trap_frame {
	u64 pc; /* in place of x0 */
	u64 ra, sp, gp, tp;
	u64 t0, t1, t2;
	u64 s0, s1;
	u64 a0, a1, a2, a3, a4, a5, a6, a7;
	u64 s2, s3, s4, s5, s6, s7, s8, s9, s10, s11;
	u64 t3, t4, t5, t6;
	u64 sstatus;
	u64 cause; /* scause, or TRAP_CAUSE_NONE */
	u64 stval;
	u64 reserved; /* the stack is kept 16-byte aligned */
	u64 record_fp, record_pc;
};

/* Of a frame that arch_trap_capture() filled. */
constexpr u64 TRAP_CAUSE_NONE = UINT64_MAX;
