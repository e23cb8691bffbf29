/* SPDX-License-Identifier: MIT */
/*
 * The first instructions, on both roads.
 *
 * _start is the ELF entry: a loader that speaks the Limine protocol comes here
 * with paging on and the image at its running address.
 *
 * image_start is the entry of the flat form: firmware or a hypervisor loads it
 * at any multiple of 2 MiB and jumps to its first byte, in supervisor mode with
 * paging off, a0 = hart id, a1 = device tree. The code runs wherever it lies,
 * and so does early_map.c: with paging off "the address of" means physical.
 *
 * The step to virtual addresses is a trap. The page tables hold no identity
 * mapping: the fetch behind the write to satp faults, and stvec leads to the
 * same place at its virtual address. A hart that lacks the wanted mode ignores
 * the write and goes on to the next instruction, which tries a smaller one.
 */
#include <arch_impl/csr.h>

#include "layout.h"

#define LARGE_PAGE	   0x200000
#define SBI_LEGACY_PUTCHAR 1

	/*
	 * The Image header, 64 bytes:
	 *   0 two instructions    8 offset of the load address from 2 MiB
	 *  16 size with .bss     24 flags: little-endian
	 *  32 version 0.2        48 magic   56 magic of version 0.2
	 */
	.section .head.text, "ax", @progbits
	.option	push
	.option	norvc
	.globl	image_header
	.hidden	image_header
image_header:
	j	image_start
	nop
	.dword	0x200000
	.dword	__image_end - __image_start
	.dword	0
	.word	2, 0
	.dword	0
	.ascii	"RISCV\0\0\0"
	.ascii	"RSC\005"
	.word	0
	.option	pop

	/*
	 * The boot hart's stack, its block, the trap vector; from here on a trap is
	 * reported. The empty record ends every backtrace.
	 */
.macro enter_kernel main
	lla	sp, boot_stack_memory + BOOT_STACK_END
	lla	tp, boot_cpu
	csrw	sscratch, tp
	lla	t0, trap_entry
	csrw	stvec, t0
	li	s0, 0
	li	ra, 0
	call	\main
	unimp
.endm

	.text
	.globl	_start
	.hidden	_start
	.type	_start, @function
_start:
	csrw	sie, zero
	enter_kernel limine_main
	.size	_start, . - _start

	.type	image_start, @function
image_start:
	csrw	sie, zero
	csrci	sstatus, SSTATUS_SIE

	/*
	 * Firmware without the SBI's hart management sends every hart here. The
	 * first is the boot hart; nobody will ever call the others.
	 */
	lla	t0, boot_lottery
	li	t1, 1
	amoadd.w t0, t1, (t0)
	bnez	t0, park

	/* The flat form ends where .bss begins. Both ends are page-aligned. */
	lla	t0, __bss_start
	lla	t1, __bss_end
1:	.irp	offset, 0, 8, 16, 24, 32, 40, 48, 56
	sd	zero, \offset(t0)
	.endr
	addi	t0, t0, 64
	bltu	t0, t1, 1b

	mv	s1, a0
	mv	s2, a1
	lla	sp, boot_stack_memory + BOOT_STACK_END
	li	s0, 0

	/* The image is mapped by large pages. */
	lla	s3, __image_start
	li	t0, LARGE_PAGE - 1
	and	t0, t0, s3
	lla	a1, crooked_text
	bnez	t0, refuse

	/* What is here at a physical address is at a virtual one by adding s4. */
	ld	s4, image_link_address
	sub	s4, s4, s3
	li	s5, 5
1:	mv	a0, s5
	mv	a1, s2
	call	early_map_build
	lla	t0, image_start_virtual
	add	t0, t0, s4
	csrw	stvec, t0
	sfence.vma
	csrw	satp, a0
	addi	s5, s5, -1
	li	t0, 3
	bgeu	s5, t0, 1b
	lla	a1, no_paging_text

	/* The text at a1, by the one call that needs no asking, and no more. */
refuse:
	lbu	a0, (a1)
	beqz	a0, park
	li	a7, SBI_LEGACY_PUTCHAR
	ecall
	addi	a1, a1, 1
	j	refuse
park:
	wfi
	j	park
	.size	image_start, . - image_start

	.type	image_start_virtual, @function
	.balign	4
image_start_virtual:
	sfence.vma
	mv	a0, s1
	mv	a1, s2
	mv	a2, s3
	enter_kernel image_main
	.size	image_start_virtual, . - image_start_virtual

	.section .rodata.str1.1, "aMS", @progbits, 1
crooked_text:
	.asciz	"\nCuprux must be loaded at a multiple of 2 MiB.\n"
no_paging_text:
	.asciz	"\nCuprux needs a hart with virtual memory (Sv39).\n"

	/* Where the linker put the image: a word of data, not an address in code. */
	.section .data.rel.ro, "aw"
	.balign	8
image_link_address:
	.dword	__image_start

	/* In .data, which is as it was loaded whichever hart comes first. */
	.data
	.balign	4
boot_lottery:
	.word	0
