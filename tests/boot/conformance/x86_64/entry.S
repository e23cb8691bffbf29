/* SPDX-License-Identifier: MIT */
/* Saves every register as the loader left it, and goes on in C on the loader's stack. */
	.text

	/* rdi holds the state's address, whose own value is on the stack. */
	.macro	save_state
	movq	%rax, 0(%rdi)
	movq	%rcx, 8(%rdi)
	movq	%rdx, 16(%rdi)
	movq	%rbx, 24(%rdi)
	movq	%rsi, 32(%rdi)
	movq	%rbp, 40(%rdi)
	movq	%r8, 48(%rdi)
	movq	%r9, 56(%rdi)
	movq	%r10, 64(%rdi)
	movq	%r11, 72(%rdi)
	movq	%r12, 80(%rdi)
	movq	%r13, 88(%rdi)
	movq	%r14, 96(%rdi)
	movq	%r15, 104(%rdi)
	pushfq
	popq	%rax
	movq	%rax, 256+16(%rdi)	/* special[0] */
	.endm

	.globl	conformance_elf_entry
conformance_elf_entry:
	movq	$1, entered_by(%rip)
	jmp	enter

	.globl	conformance_asked_entry
conformance_asked_entry:
	movq	$2, entered_by(%rip)

enter:
	pushq	%rdi
	leaq	boot_state(%rip), %rdi
	save_state
	popq	%rax
	movq	%rax, 112(%rdi)		/* rdi */
	movq	%rsp, 256(%rdi)
	movq	(%rsp), %rax
	movq	%rax, 264(%rdi)
	/* rsp is as after a call. */
	jmp	conformance_main

	/* Other CPUs: rdi is the info; its extra argument the record. */
	.globl	secondary_entry
secondary_entry:
	pushq	%rdi
	movq	24(%rdi), %rdi
	save_state
	popq	%rax
	movq	%rax, 464(%rdi)		/* info */
	movq	%rsp, 256(%rdi)
	movq	(%rsp), %rax
	movq	%rax, 264(%rdi)
	subq	$8, %rsp
	callq	secondary_main
1:	cli
	hlt
	jmp	1b
