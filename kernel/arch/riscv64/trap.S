/* SPDX-License-Identifier: MIT */
/*
 * Trap entry: from the interrupted instruction to trap_handle() and back.
 *
 * The hardware leaves everything but pc, privilege and interrupt flag as it
 * was, so the first registers are freed by way of sscratch, which always holds
 * the hart's block (cpu_local.h). Then the stack: a frame is only stored where
 * it fits for certain. A stack pointer that is outside the bounds of the stack
 * in use, or so low that a handler might run into the guard page, gets the
 * hart's trap stack. Thus the overflow of a stack is reported like any other
 * fault, and no wild stack pointer can make the entry itself fault. Traps
 * inside a handler on the trap stack nest there, and when that is full too the
 * last of them starts it afresh: a garbled report is better than none.
 *
 * Interrupts stay off throughout.
 */
#include <arch_impl/csr.h>

#include "layout.h"

	.text

	/* Every general register but sp (x2), tp (x4) and t0 (x5). */
.macro for_plain_registers operation, base
	.irp number, 1, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, \
		23, 24, 25, 26, 27, 28, 29, 30, 31
	\operation x\number, 8 * \number(\base)
	.endr
.endm

	/* stvec takes addresses in steps of four. */
	.globl	trap_entry
	.hidden	trap_entry
	.type	trap_entry, @function
	.balign	4
trap_entry:
	csrrw	tp, sscratch, tp
	sd	sp, CPU_SAVED_SP(tp)
	sd	t0, CPU_SAVED_T0(tp)
	ld	t0, CPU_STACK_TOP(tp)
	bgtu	sp, t0, .Lother_stack
	ld	t0, CPU_STACK_FLOOR(tp)
	bltu	sp, t0, .Lother_stack
.Lstack_found:
	andi	sp, sp, -16
	addi	sp, sp, -FRAME_SIZE
	for_plain_registers sd, sp
	ld	t0, CPU_SAVED_SP(tp)
	sd	t0, 8 * 2(sp)
	csrrw	t0, sscratch, tp
	sd	t0, 8 * 4(sp)
	ld	t0, CPU_SAVED_T0(tp)
	sd	t0, 8 * 5(sp)

	/* User pages and vector registers are out of reach from here on. */
	li	t0, SSTATUS_KERNEL_CLEAR
	csrrc	t0, sstatus, t0
	sd	t0, FRAME_SSTATUS(sp)
	csrr	t0, scause
	sd	t0, FRAME_CAUSE(sp)
	csrr	t0, stval
	sd	t0, FRAME_STVAL(sp)
	csrr	t0, sepc
	sd	t0, FRAME_PC(sp)

	/* The caller of the handler is the interrupted instruction. */
	sd	s0, FRAME_RECORD(sp)
	sd	t0, FRAME_RECORD + 8(sp)
	addi	s0, sp, FRAME_SIZE
	mv	a0, sp
	call	trap_handle

	ld	t0, FRAME_SSTATUS(sp)
	csrw	sstatus, t0
	/*
	 * A store-conditional that succeeds here takes away the reservation of
	 * an interrupted load-reserved, whose own one must fail now.
	 */
	ld	t0, FRAME_PC(sp)
	addi	t1, sp, FRAME_PC
	sc.d	zero, t0, (t1)
	csrw	sepc, t0
	for_plain_registers ld, sp
	ld	tp, 8 * 4(sp)
	ld	t0, 8 * 5(sp)
	ld	sp, 8 * 2(sp)
	sret

.Lother_stack:
	ld	t0, CPU_TRAP_STACK_TOP(tp)
	bgtu	sp, t0, .Ltrap_stack_afresh
	ld	t0, CPU_TRAP_STACK_FLOOR(tp)
	bgeu	sp, t0, .Lstack_found
.Ltrap_stack_afresh:
	ld	sp, CPU_TRAP_STACK_TOP(tp)
	j	.Lstack_found
	.size	trap_entry, . - trap_entry

	/*
	 * void arch_trap_capture(struct trap_frame *out): as if a trap had come
	 * right behind the call.
	 */
	.globl	arch_trap_capture
	.hidden	arch_trap_capture
	.type	arch_trap_capture, @function
arch_trap_capture:
	sd	t0, 8 * 5(a0)
	sd	sp, 8 * 2(a0)
	sd	tp, 8 * 4(a0)
	for_plain_registers sd, a0
	sd	ra, FRAME_PC(a0)
	csrr	t0, sstatus
	ori	t0, t0, SSTATUS_SPP
	sd	t0, FRAME_SSTATUS(a0)
	li	t0, -1
	sd	t0, FRAME_CAUSE(a0)
	sd	zero, FRAME_STVAL(a0)
	sd	s0, FRAME_RECORD(a0)
	sd	ra, FRAME_RECORD + 8(a0)
	ret
	.size	arch_trap_capture, . - arch_trap_capture
