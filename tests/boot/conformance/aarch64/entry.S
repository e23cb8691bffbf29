/* SPDX-License-Identifier: MIT */
/* Saves every register as the loader left it, and goes on in C on the loader's stack. */
	.text

	/* x28 holds the state's address; x28 and x29 as they were are on the stack. */
	.macro	save_state
	stp	x0, x1, [x28, #0]
	stp	x2, x3, [x28, #16]
	stp	x4, x5, [x28, #32]
	stp	x6, x7, [x28, #48]
	stp	x8, x9, [x28, #64]
	stp	x10, x11, [x28, #80]
	stp	x12, x13, [x28, #96]
	stp	x14, x15, [x28, #112]
	stp	x16, x17, [x28, #128]
	stp	x18, x19, [x28, #144]
	stp	x20, x21, [x28, #160]
	stp	x22, x23, [x28, #176]
	stp	x24, x25, [x28, #192]
	stp	x26, x27, [x28, #208]
	str	x30, [x28, #240]
	str	x30, [x28, #264]	/* return address */
	mrs	x2, nzcv
	str	x2, [x28, #272]		/* special[0] */
	ldp	x2, x3, [sp], #16
	stp	x2, x3, [x28, #224]	/* x28, x29 */
	mov	x2, sp
	str	x2, [x28, #256]
	.endm

	.globl	conformance_elf_entry
conformance_elf_entry:
	stp	x28, x29, [sp, #-16]!
	mov	x29, #1
	b	enter

	.globl	conformance_asked_entry
conformance_asked_entry:
	stp	x28, x29, [sp, #-16]!
	mov	x29, #2

enter:
	adrp	x28, boot_state
	add	x28, x28, :lo12:boot_state
	save_state
	adrp	x2, entered_by
	str	x29, [x2, :lo12:entered_by]
	mov	x29, #0
	mov	x30, #0
	b	conformance_main

	/* Other CPUs: x0 is the info; its extra argument the record. */
	.globl	secondary_entry
secondary_entry:
	stp	x28, x29, [sp, #-16]!
	ldr	x28, [x0, #32]
	save_state
	str	x0, [x28, #464]		/* info */
	mov	x0, x28
	mov	x29, #0
	bl	secondary_main
1:	wfi
	b	1b
