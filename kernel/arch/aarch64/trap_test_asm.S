/* SPDX-License-Identifier: MIT */
#include "asm.inc"

/* x0 counts differences; it, sp and the flags are compared apart from the rest. */
function trap_test_registers
	stp	x29, x30, [sp, #-112]!
	mov	x29, sp
	stp	x19, x20, [sp, #16]
	stp	x21, x22, [sp, #32]
	stp	x23, x24, [sp, #48]
	stp	x25, x26, [sp, #64]
	stp	x27, x28, [sp, #80]
	str	x29, [sp, #96]

	.irp	n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, \
		22, 23, 24, 25, 26, 27, 28, 30
	mov	x\n, #(0x1000 + \n)
	movk	x\n, #0xabcd, lsl #48
	.endr
	mov	x0, xzr
	cmp	x0, x0		/* Z and C set, N and V clear */

	brk	#0x7e57

	cset	x0, ne
	cinc	x0, x0, cc
	.irp	n, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, \
		22, 23, 24, 25, 26, 27, 28, 30
	sub	x\n, x\n, x1
	cmp	x\n, #(\n - 1)
	cinc	x0, x0, ne
	.endr
	mov	x2, sp
	cmp	x2, x29
	cinc	x0, x0, ne
	ldr	x2, [sp, #96]
	cmp	x2, x29
	cinc	x0, x0, ne

	ldp	x19, x20, [sp, #16]
	ldp	x21, x22, [sp, #32]
	ldp	x23, x24, [sp, #48]
	ldp	x25, x26, [sp, #64]
	ldp	x27, x28, [sp, #80]
	ldp	x29, x30, [sp], #112
	ret
end_function trap_test_registers
