/* SPDX-License-Identifier: MIT */
/*
 * Entry from a loader that speaks the Limine protocol: long mode, the image at
 * its running address, interrupts off, a stack in memory that we will reclaim.
 * So: take our own stack and leave.
 */
#include "layout.h"

	.section .text._start, "ax", @progbits
	.globl _start
	.type _start, @function
_start:
	cld
	xorl	%ebp, %ebp		/* the outermost frame has no caller */
	leaq	boot_stack_memory + STACK_GUARD + BOOT_STACK_SIZE(%rip), %rsp
	call	limine_main
	ud2
	.size _start, . - _start

	.section .note.GNU-stack, "", @progbits
