/* SPDX-License-Identifier: MIT */
/*
 * The Image road: entry by the arm64 Linux boot protocol.
 *
 * The image begins with this header (all little-endian):
 *
 *	 0  u32  code: a branch to image_start
 *	 4  u32  code, unused
 *	 8  u64  offset of the load address from a 2 MiB border: 0
 *	16  u64  size of the image in memory, with what is not in the file
 *	24  u64  flags: bit 0 big-endian: no; bits 2:1 page size: 1 = 4 KiB;
 *	         bit 3 anywhere in memory: yes
 *	32  u64  0, 0, 0
 *	56  u32  "ARM\x64"
 *	60  u32  offset of a PE header: none
 *
 * We are entered at its first byte, at EL2 or EL1, with x0 = address of the
 * device tree, interrupts masked, MMU and data cache off; the instruction
 * cache may be on. The image is clean to the point of coherency.
 *
 * From here to the MMU every data access goes past the caches, while lines of
 * the memory we write may still be in them: dirty ones could be written back
 * over our stores, clean ones could hide our stores once caches are on. So the
 * little that is written before (.early: page tables and a stack) is
 * invalidated before and after; .bss is cleared afterwards, through the cache.
 */
#include "asm.inc"
#include "regs.h"

	.section .head.text, "ax", %progbits
	.globl	image_header
	.hidden	image_header
image_header:
	b	image_start
	.word	0
	.quad	0
	.quad	__image_end - image_header
	.quad	0xa
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.word	0
	.size	image_header, . - image_header

/*
 * Live across the whole road: x19 device tree, x20 physical address of the
 * image. Stays in the first 2 MiB, which are what the lower half maps when the
 * MMU goes on.
 */
image_start:
	mov	x19, x0
	address	x20, image_header
	mrs	x9, CurrentEL
	and	x9, x9, #CURRENT_MASK
	cmp	x9, #CURRENT_EL2
	b.ne	1f
	bl	el2_leave
1:	msr	daifset, #0xf
	msr	SPSel, #1
	mov_q	x9, SCTLR_MMU_OFF
	msr	sctlr_el1, x9
	isb

	bl	early_invalidate
	address	x9, early_stack_top
	mov	sp, x9
	mov	x29, xzr
	mov	x0, x20
	bl	early_map_image
	bl	early_invalidate

	/* What is in the TLB or the instruction cache is not ours. */
	tlbi	vmalle1
	ic	iallu
	dsb	nsh
	mov_q	x9, MAIR_OURS
	msr	mair_el1, x9
	bl	tcr_value
	msr	tcr_el1, x0
	address	x9, early_root_low
	msr	ttbr0_el1, x9
	address	x9, early_root_high
	msr	ttbr1_el1, x9
	isb
	mov_q	x9, SCTLR_MMU_ON
	msr	sctlr_el1, x9
	isb

	/* The same code at its link address. */
	mov_q	x9, KERNEL_LINK_BASE
	address	x10, image_high
	sub	x10, x10, x20
	add	x9, x9, x10
	br	x9
	.size	image_start, . - image_start

function image_high
	address	x9, __bss_start
	address	x10, __bss_end
	bl	clear_pages
	address	x9, boot_stack_memory
	add	x9, x9, #BOOT_STACK_TOP
	mov	sp, x9
	mov	x29, xzr
	mov	x0, x19
	mov	x1, x20
	mov	x30, xzr
	b	image_main
end_function image_high

/*
 * Clears [x9, x10), whole pages of cached memory and at least one, the way this
 * CPU does it fastest: DC ZVA clears a block at a time, unless it is forbidden.
 */
function clear_pages
	mrs	x11, dczid_el0
	tbnz	x11, #4, 2f
	and	x11, x11, #0xf
	mov	x12, #4
	lsl	x12, x12, x11
1:	dc	zva, x9
	add	x9, x9, x12
	cmp	x9, x10
	b.lo	1b
	ret
2:	stp	xzr, xzr, [x9], #16
	cmp	x9, x10
	b.lo	2b
	ret
end_function clear_pages

/* Drops every cache line of .early, and waits for stores before it. */
function early_invalidate
	dmb	sy
	address	x9, __early_start
	address	x10, __early_end
	mrs	x11, ctr_el0
	ubfx	x11, x11, #16, #4	/* log2 of the smallest line, in words */
	mov	x12, #4
	lsl	x12, x12, x11
1:	dc	ivac, x9
	add	x9, x9, x12
	cmp	x9, x10
	b.lo	1b
	dsb	sy
	ret
end_function early_invalidate

	.section .bss..early, "aw", %nobits
	.p2align 4
	.skip	2048
early_stack_top:
