/* SPDX-License-Identifier: MIT */
/* The application's entry: the image handle in a0, the system table in a1. */
	.section .text.start, "ax"
	.globl	efi_start
efi_start:
	addi	sp, sp, -32
	sd	ra, 24(sp)
	sd	a0, 0(sp)
	sd	a1, 8(sp)

	lla	a0, loader_image
	lla	a1, _DYNAMIC
	call	efi_relocate

	ld	a0, 0(sp)
	ld	a1, 8(sp)
	call	efi_main
	ld	ra, 24(sp)
	addi	sp, sp, 32
	ret
