/* SPDX-License-Identifier: MIT */
/*
 * The vector table and the way into and out of a trap.
 *
 * The kernel runs on sp of EL1, and so do its traps: they push a frame on the
 * stack of the code they interrupt. That fails when the stack itself is the
 * trouble, and fails without end, since the fault on the stack is a trap too.
 * So traps from EL1 first look whether sp makes sense: a multiple of 16, with
 * room for a frame, within the stack that struct trap_stacks (TPIDR_EL1) names.
 * If not, they go on on the exception stack. From there is no way back:
 * whatever EL0 had in SP_EL0 is overwritten, and the report is final.
 *
 * The look needs a register, and TPIDRRO_EL0 keeps it meanwhile: EL0 can read
 * but not write that one, and the kernel uses it for nothing else.
 */
#include <arch_impl/trap.h>

#include "asm.inc"
#include "trap_stacks.h"

/* In: sp below a new frame, x0 and x1 saved; x0 = vector, x1 = sp of before. */
.macro save_frame
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	stp	x8, x9, [sp, #64]
	stp	x10, x11, [sp, #80]
	stp	x12, x13, [sp, #96]
	stp	x14, x15, [sp, #112]
	stp	x16, x17, [sp, #128]
	stp	x18, x19, [sp, #144]
	stp	x20, x21, [sp, #160]
	stp	x22, x23, [sp, #176]
	stp	x24, x25, [sp, #192]
	stp	x26, x27, [sp, #208]
	stp	x28, x29, [sp, #224]
	stp	x30, x1, [sp, #240]
	mrs	x2, elr_el1
	mrs	x3, spsr_el1
	stp	x2, x3, [sp, #TRAP_FRAME_PC]
	mrs	x4, esr_el1
	mrs	x5, far_el1
	stp	x4, x5, [sp, #TRAP_FRAME_ESR]
	stp	x0, xzr, [sp, #TRAP_FRAME_VECTOR]
.endm

/* Undoes save_frame; sp itself is left to the caller. */
.macro load_frame
	ldp	x2, x3, [sp, #TRAP_FRAME_PC]
	msr	elr_el1, x2
	msr	spsr_el1, x3
	ldp	x2, x3, [sp, #16]
	ldp	x4, x5, [sp, #32]
	ldp	x6, x7, [sp, #48]
	ldp	x8, x9, [sp, #64]
	ldp	x10, x11, [sp, #80]
	ldp	x12, x13, [sp, #96]
	ldp	x14, x15, [sp, #112]
	ldp	x16, x17, [sp, #128]
	ldp	x18, x19, [sp, #144]
	ldp	x20, x21, [sp, #160]
	ldp	x22, x23, [sp, #176]
	ldp	x24, x25, [sp, #192]
	ldp	x26, x27, [sp, #208]
	ldp	x28, x29, [sp, #224]
	ldr	x30, [sp, #240]
	ldp	x0, x1, [sp]
.endm

/* Some CPUs run ahead past ERET as if it were no branch; the barriers stop that. */
.macro exception_return
	eret
	dsb	nsh
	isb
.endm

/* From EL1 on sp of EL1: the usual case. */
.macro vector_el1h number
	.p2align 7
	msr	tpidrro_el0, x0
	mrs	x0, tpidr_el1
	ldr	x0, [x0, #TRAP_STACKS_LOWEST]
	sub	x0, sp, x0
	tst	x0, #15
	b.ne	1f
	lsr	x0, x0, #TRAP_STACKS_SHIFT
	cbnz	x0, 1f
	mrs	x0, tpidrro_el0
	sub	sp, sp, #TRAP_FRAME_SIZE
	stp	x0, x1, [sp]
	mov	x0, #\number
	add	x1, sp, #TRAP_FRAME_SIZE
	b	trap_from_el1
1:	mov	x0, sp
	msr	sp_el0, x0
	mrs	x0, tpidr_el1
	ldr	x0, [x0, #TRAP_STACKS_EXCEPTION]
	sub	sp, x0, #TRAP_FRAME_SIZE
	mrs	x0, tpidrro_el0
	stp	x0, x1, [sp]
	mov	x0, #\number
	b	trap_off_stack
.endm

/*
 * From EL1 on sp of EL0, which the kernel never selects: only the exception
 * stack is certain. From EL0: sp of EL1 is where the kernel left it, sound.
 */
.macro vector_el1t number
	.p2align 7
	msr	tpidrro_el0, x0
	mrs	x0, tpidr_el1
	ldr	x0, [x0, #TRAP_STACKS_EXCEPTION]
	sub	sp, x0, #TRAP_FRAME_SIZE
	mrs	x0, tpidrro_el0
	stp	x0, x1, [sp]
	mov	x0, #\number
	b	trap_off_stack
.endm

.macro vector_el0 number
	.p2align 7
	sub	sp, sp, #TRAP_FRAME_SIZE
	stp	x0, x1, [sp]
	mov	x0, #\number
	mrs	x1, sp_el0
	b	trap_from_el0
.endm

	.section .text.vectors, "ax", %progbits
	.p2align 11
	.globl	vectors
	.hidden	vectors
	.type	vectors, %function
vectors:
	.irp	number, 0, 1, 2, 3
	vector_el1t \number
	.endr
	.irp	number, 4, 5, 6, 7
	vector_el1h \number
	.endr
	/* EL0 in 64 bits, then in 32. */
	.irp	number, 8, 9, 10, 11, 12, 13, 14, 15
	vector_el0 \number
	.endr
	.p2align 7
	.size	vectors, . - vectors

/*
 * From here on sp counts as sound if it lies in the exception stack, so that a
 * trap in the report does not start over at its top. Once only: if that one
 * overflows too, the report of the report starts over, and panic ends it.
 */
function trap_off_stack
	mrs	x1, tpidr_el1
	str	x2, [sp, #16]
	ldr	x2, [x1, #TRAP_STACKS_EXCEPTION_LOWEST]
	str	x2, [x1, #TRAP_STACKS_LOWEST]
	ldr	x2, [sp, #16]
	mrs	x1, sp_el0
	b	trap_from_el1
end_function trap_off_stack

function trap_from_el1
	save_frame
	stp	x29, x2, [sp, #TRAP_FRAME_RECORD]
	add	x29, sp, #TRAP_FRAME_RECORD
	mov	x0, sp
	bl	trap_handle
	load_frame
	add	sp, sp, #TRAP_FRAME_SIZE
	exception_return
end_function trap_from_el1

/* A walk of the stack ends at the border to EL0. */
function trap_from_el0
	save_frame
	stp	xzr, xzr, [sp, #TRAP_FRAME_RECORD]
	add	x29, sp, #TRAP_FRAME_RECORD
	mov	x0, sp
	bl	trap_handle
	msr	tpidrro_el0, xzr
	ldr	x1, [sp, #TRAP_FRAME_SP]
	msr	sp_el0, x1
	load_frame
	add	sp, sp, #TRAP_FRAME_SIZE
	exception_return
end_function trap_from_el0

/*
 * arch_trap_capture(out): the caller's registers, as if it had been trapped
 * just behind the call. What the call itself used (x0, x30) is lost.
 */
function arch_trap_capture
	stp	x0, x1, [x0]
	stp	x2, x3, [x0, #16]
	stp	x4, x5, [x0, #32]
	stp	x6, x7, [x0, #48]
	stp	x8, x9, [x0, #64]
	stp	x10, x11, [x0, #80]
	stp	x12, x13, [x0, #96]
	stp	x14, x15, [x0, #112]
	stp	x16, x17, [x0, #128]
	stp	x18, x19, [x0, #144]
	stp	x20, x21, [x0, #160]
	stp	x22, x23, [x0, #176]
	stp	x24, x25, [x0, #192]
	stp	x26, x27, [x0, #208]
	stp	x28, x29, [x0, #224]
	mov	x1, sp
	stp	x30, x1, [x0, #240]
	mrs	x1, daif
	add	x1, x1, #SPSR_EL1H
	stp	x30, x1, [x0, #TRAP_FRAME_PC]
	stp	xzr, xzr, [x0, #TRAP_FRAME_ESR]
	mov	x1, #TRAP_VECTOR_NONE
	stp	x1, xzr, [x0, #TRAP_FRAME_VECTOR]
	stp	x29, x30, [x0, #TRAP_FRAME_RECORD]
	ret
end_function arch_trap_capture
