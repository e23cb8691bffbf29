/* SPDX-License-Identifier: MIT */
/*
 * The application's entry. Firmware calls in Microsoft's convention: the image handle in
 * rcx, the system table in rdx; rdi and rsi belong to the caller.
 */
	.section .text.start, "ax"
	.globl efi_start
efi_start:
	cld
	pushq	%rdi
	pushq	%rsi
	pushq	%rcx
	pushq	%rdx
	subq	$8, %rsp		/* calls want the stack aligned */

	leaq	loader_image(%rip), %rdi
	leaq	_DYNAMIC(%rip), %rsi
	callq	efi_relocate

	movq	16(%rsp), %rdi
	movq	8(%rsp), %rsi
	callq	efi_main

	addq	$24, %rsp
	popq	%rsi
	popq	%rdi
	retq
