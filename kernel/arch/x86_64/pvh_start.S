/* SPDX-License-Identifier: MIT */
/*
 * Entry from a PVH loader (QEMU's -kernel, Firecracker, Cloud Hypervisor, Xen).
 *
 * The CPU is in 32-bit protected mode without paging; segments are flat; ebx is
 * the physical address of the start info; nothing else is promised, not even a
 * stack. We build the smallest page tables that let the kernel run:
 *
 *	0x0000000000000000   4 GiB, identity, until we have jumped
 *	0xffff800000000000   the same 4 GiB: the early direct map
 *	0xffffffff80000000   the image, 16 MiB
 *
 * all of 2 MiB pages, writable and executable. mm_init() puts exact ones in
 * their place. Everything is addressed relative to ebp, the physical address of
 * the label .Lhere, so the code runs wherever it was loaded (on a 2 MiB
 * boundary).
 */
#include "layout.h"

#define PTE_PRESENT_WRITE 0x003
#define PTE_LARGE	  0x0e3		/* present, writable, accessed, dirty, 2 MiB */
#define LARGE_SIZE	  0x200000
#define IMAGE_LARGE_PAGES 8

#define MSR_EFER	  0xc0000080
#define EFER_LME	  0x100
#define CR4_PAE		  0x20
#define CR0_PG_WP_PE	  0x80010001
#define CPUID_LONG_MODE	  29		/* bit of edx, leaf 0x80000001 */

#define PHYS(symbol)	  (symbol - .Lhere)(%ebp)

	.section .text.pvh_start, "ax", @progbits
	.code32
	.globl pvh_start
	.type pvh_start, @function
pvh_start:
	cld
	/* To learn our address we need a stack: the word at ebx lends itself. */
	movl	(%ebx), %edx
	leal	4(%ebx), %esp
	call	.Lhere
.Lhere:	popl	%ebp
	movl	%edx, (%ebx)
	leal	PHYS(boot_stack_memory + STACK_GUARD + BOOT_STACK_SIZE), %esp

	pushl	%ebx
	movl	$0x80000000, %eax
	cpuid
	cmpl	$0x80000001, %eax
	jb	.Lno_long_mode
	movl	$0x80000001, %eax
	cpuid
	btl	$CPUID_LONG_MODE, %edx
	jnc	.Lno_long_mode
	popl	%ebx

	/*
	 * The tables lie in .bss, so what is not written is zero, and so are all
	 * upper halves: everything here is below 4 GiB.
	 */
	leal	PHYS(low_pages), %edi
	movl	$PTE_LARGE, %eax
1:	movl	%eax, (%edi)
	addl	$8, %edi
	addl	$LARGE_SIZE, %eax
	jnc	1b			/* 2048 entries on, the address wraps at 4 GiB */

	leal	PHYS(low_directory), %edi
	leal	PHYS(low_pages + PTE_PRESENT_WRITE), %eax
	movl	%eax, (%edi)
	addl	$0x1000, %eax
	movl	%eax, 8(%edi)
	addl	$0x1000, %eax
	movl	%eax, 16(%edi)
	addl	$0x1000, %eax
	movl	%eax, 24(%edi)

	leal	PHYS(image_pages), %edi
	leal	PHYS(__image_start + PTE_LARGE), %eax
	movl	$IMAGE_LARGE_PAGES, %ecx
1:	movl	%eax, (%edi)
	addl	$8, %edi
	addl	$LARGE_SIZE, %eax
	loop	1b

	leal	PHYS(image_pages + PTE_PRESENT_WRITE), %eax
	movl	%eax, PHYS(image_directory + 8 * 510)

	leal	PHYS(root), %edi
	leal	PHYS(low_directory + PTE_PRESENT_WRITE), %eax
	movl	%eax, (%edi)
	movl	%eax, 8 * 256(%edi)
	leal	PHYS(image_directory + PTE_PRESENT_WRITE), %eax
	movl	%eax, 8 * 511(%edi)
	movl	%edi, %cr3

	movl	%cr4, %eax
	orl	$CR4_PAE, %eax
	movl	%eax, %cr4
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME, %eax
	wrmsr
	movl	%cr0, %eax
	orl	$CR0_PG_WP_PE, %eax
	movl	%eax, %cr0

	/* Now in long mode's 32-bit half, until CS is a 64-bit segment. */
	leal	PHYS(early_gdt), %eax
	movl	%eax, PHYS(early_gdtr + 2)
	lgdtl	PHYS(early_gdtr)
	leal	PHYS(.Llong_mode), %eax
	pushl	$KERNEL_CS
	pushl	%eax
	lretl

	.code64
.Llong_mode:
	movl	$KERNEL_DS, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs
	leaq	__image_start(%rip), %rsi /* still the physical address */
	movq	running_address(%rip), %rax
	jmpq	*%rax
.Lhigh:
	leaq	boot_stack_memory + STACK_GUARD + BOOT_STACK_SIZE(%rip), %rsp
	xorl	%ebp, %ebp		/* the outermost frame has no caller */
	movl	%ebx, %edi
	call	pvh_main
	ud2

	/* A 32-bit CPU. Nobody but the serial port will hear of it. */
	.code32
.Lno_long_mode:
	leal	PHYS(no_long_mode_text), %esi
1:	lodsb
	testb	%al, %al
	jz	2f
	movw	$0x3f8, %dx
	outb	%al, %dx
	movw	$0xe9, %dx
	outb	%al, %dx
	jmp	1b
2:	cli
	hlt
	jmp	2b
	.size pvh_start, . - pvh_start
	.code64

	.section .rodata.pvh_start, "a", @progbits
no_long_mode_text:
	.asciz	"cuprux: this CPU has no 64-bit mode\r\n"

	/* The linker writes the address that .Lhigh runs at; nobody has slid us. */
	.section .data.rel.ro.pvh_start, "aw", @progbits
	.balign	8
running_address:
	.quad	.Lhigh

	.section .data.pvh_start, "aw", @progbits
	.balign	8
early_gdt:
	.quad	0
	.quad	0x00af9b000000ffff	/* KERNEL_CS */
	.quad	0x00cf93000000ffff	/* KERNEL_DS */
early_gdtr:
	.word	. - early_gdt - 1
	.long	0

	.section .bss.pvh_start, "aw", @nobits
	.balign	4096
root:		.skip	4096
low_directory:	.skip	4096
low_pages:	.skip	4 * 4096
image_directory: .skip	4096
image_pages:	.skip	4096

	.section .note.GNU-stack, "", @progbits
