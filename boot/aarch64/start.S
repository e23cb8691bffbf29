/* SPDX-License-Identifier: MIT */
/* The application's entry: the image handle in x0, the system table in x1. */
	.section .text.start, "ax"
	.globl	efi_start
efi_start:
	stp	x29, x30, [sp, #-32]!
	mov	x29, sp
	stp	x0, x1, [sp, #16]

	adrp	x0, loader_image
	add	x0, x0, :lo12:loader_image
	adrp	x1, _DYNAMIC
	add	x1, x1, :lo12:_DYNAMIC
	bl	efi_relocate

	ldp	x0, x1, [sp, #16]
	bl	efi_main
	ldp	x29, x30, [sp], #32
	ret
