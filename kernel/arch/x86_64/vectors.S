/* SPDX-License-Identifier: MIT */
/*
 * Exception and interrupt entry.
 *
 * One stub a vector, each VECTOR_STUB_SIZE bytes, so that the descriptor table
 * is filled by counting. A stub makes the stack look the same for all of them
 * (an error code, the vector) and falls into trap_entry, which completes the
 * struct trap_frame and calls trap_handle() with it. What the handler changes in
 * the frame is what the interrupted code gets back.
 *
 * The gates are interrupt gates: the handler runs with interrupts off. There is
 * no user mode yet, so no SWAPGS and nothing to mistrust in the frame.
 */
#include "layout.h"

	.text
	.balign	VECTOR_STUB_SIZE
	.globl	vector_stubs
	.type	vector_stubs, @function
vector_stubs:
	.set	vector, 0
	.rept	VECTOR_COUNT
	.balign	VECTOR_STUB_SIZE
	/* #DF #TS #NP #SS #GP #PF #AC #CP #VC #SX: the CPU pushes an error code. */
	.if	vector == 8 || (vector >= 10 && vector <= 14) || vector == 17 || \
		vector == 21 || vector == 29 || vector == 30
	.else
	pushq	$0
	.endif
	pushq	$vector
	jmp	trap_entry
	.set	vector, vector + 1
	.endr
	.size	vector_stubs, . - vector_stubs

	.type	trap_entry, @function
trap_entry:
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%r11
	pushq	%r10
	pushq	%r9
	pushq	%r8
	pushq	%rbp
	pushq	%rdi
	pushq	%rsi
	pushq	%rdx
	pushq	%rcx
	pushq	%rbx
	pushq	%rax
	movq	%cr2, %rax
	pushq	%rax
	movq	%rsp, %rdi
	cld

	/*
	 * A frame record of the interrupted function, so that a backtrace from
	 * inside the handler goes on through the trap. The CPU has aligned the
	 * stack; 23 words of frame and 3 here keep it aligned.
	 */
	subq	$8, %rsp
	pushq	FRAME_RIP(%rdi)
	pushq	%rbp
	movq	%rsp, %rbp
	call	trap_handle
	addq	$32, %rsp		/* the record, its padding, cr2 */

	popq	%rax
	popq	%rbx
	popq	%rcx
	popq	%rdx
	popq	%rsi
	popq	%rdi
	popq	%rbp
	popq	%r8
	popq	%r9
	popq	%r10
	popq	%r11
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	addq	$16, %rsp		/* vector, error code */
	iretq
	.size	trap_entry, . - trap_entry

/*
 * void arch_trap_capture(struct trap_frame *out): as if the caller had trapped
 * at the instruction after its call.
 */
	.globl	arch_trap_capture
	.type	arch_trap_capture, @function
arch_trap_capture:
	movq	%rax, FRAME_RAX(%rdi)
	movq	%rbx, FRAME_RBX(%rdi)
	movq	%rcx, FRAME_RCX(%rdi)
	movq	%rdx, FRAME_RDX(%rdi)
	movq	%rsi, FRAME_RSI(%rdi)
	movq	%rdi, FRAME_RDI(%rdi)
	movq	%rbp, FRAME_RBP(%rdi)
	movq	%r8, FRAME_R8(%rdi)
	movq	%r9, FRAME_R9(%rdi)
	movq	%r10, FRAME_R10(%rdi)
	movq	%r11, FRAME_R11(%rdi)
	movq	%r12, FRAME_R12(%rdi)
	movq	%r13, FRAME_R13(%rdi)
	movq	%r14, FRAME_R14(%rdi)
	movq	%r15, FRAME_R15(%rdi)
	movq	%cr2, %rax
	movq	%rax, FRAME_CR2(%rdi)
	movq	$VECTOR_COUNT, FRAME_VECTOR(%rdi)
	movq	$0, FRAME_ERROR(%rdi)
	movq	(%rsp), %rax
	movq	%rax, FRAME_RIP(%rdi)
	leaq	8(%rsp), %rax
	movq	%rax, FRAME_RSP(%rdi)
	xorl	%eax, %eax
	movw	%cs, %ax
	movq	%rax, FRAME_CS(%rdi)
	movw	%ss, %ax
	movq	%rax, FRAME_SS(%rdi)
	pushfq
	popq	FRAME_RFLAGS(%rdi)
	movq	FRAME_RAX(%rdi), %rax
	ret
	.size	arch_trap_capture, . - arch_trap_capture

	.section .note.GNU-stack, "", @progbits
