/* SPDX-License-Identifier: MIT */
/*
 * From wherever a CPU is into the kernel's address space:
 *
 *	real mode (other CPUs) or long mode (the boot CPU)
 *	-> 32 bits, paging off: control registers, MSRs, local APIC
 *	-> long mode on the bridge tables, still in the trampoline's page
 *	-> launch_high, in the loader's image, at its address in the HHDM
 *	-> the kernel's own tables, GDT, stack, registers; target
 *
 * In the page, ebx holds its address from the first instructions on.
 */
#include <boot/launch_offsets.h>
#include <boot_x86/trampoline_offsets.h>

#define CR0_FINAL	0x80010011	/* PG WP ET PE */
#define CR0_PE		0x00000001
#define CR0_NO_PG	0x7fffffff
#define SVR_FINAL	0x1ff

	/* A pattern to copy: never run where it is linked. */
	.section .rodata
	.balign	8
	.globl	trampoline
trampoline:
	/* A start-up IPI enters here: cs is the page, ip is 0. */
	.code16
	jmp	real_mode
	.balign	8, 0x90
	/* struct trampoline */
	.org	trampoline + TRAMPOLINE_CODE

real_mode:
	cli
	cld
	xorl	%ebx, %ebx
	movw	%cs, %bx
	movw	%bx, %ds
	shll	$4, %ebx
	lgdtl	TRAMPOLINE_GDT_LIMIT
	/* Caches stay off, as INIT left them, until the MTRRs are right. */
	movl	%cr0, %eax
	orl	$CR0_PE, %eax
	movl	%eax, %cr0
	ljmpl	*TRAMPOLINE_FAR_32

	.code32
protected_mode:
	movl	$GDT_DATA_32, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss

	/* Paging off: ends the boot CPU's long mode. */
	movl	%cr0, %eax
	andl	$CR0_NO_PG, %eax
	movl	%eax, %cr0
	wbinvd

	movl	TRAMPOLINE_MSR_COUNT(%ebx), %edi
	leal	TRAMPOLINE_MSRS(%ebx), %esi
1:	testl	%edi, %edi
	jz	2f
	movl	0(%esi), %ecx
	movl	4(%esi), %eax
	movl	8(%esi), %edx
	wrmsr
	addl	$12, %esi
	decl	%edi
	jmp	1b
2:
	movl	TRAMPOLINE_SVR(%ebx), %eax
	testl	%eax, %eax
	jz	3f
	movl	$SVR_FINAL, (%eax)
3:
	movl	TRAMPOLINE_CR4(%ebx), %eax
	movl	%eax, %cr4
	movl	TRAMPOLINE_CR3(%ebx), %eax
	movl	%eax, %cr3
	movl	$CR0_FINAL, %eax
	movl	%eax, %cr0
	ljmpl	*TRAMPOLINE_FAR_64(%ebx)

	.code64
long_mode:
	movl	%ebx, %ebx
	movq	TRAMPOLINE_LAUNCH(%rbx), %rdi
	/* launch->isa[4]: launch_high in the HHDM */
	jmpq	*LAUNCH_ISA+32(%rdi)

	.org	trampoline + TRAMPOLINE_SIZE

	.text
	/*
	 * rdi: struct launch, in the HHDM. We run there, too, so the bridge can go.
	 *
	 * isa[0..1] holds the GDT's descriptor and isa[2..3] the IDT's: limits in the two bytes
	 * before the address.
	 */
	.globl	trampoline_launch
trampoline_launch:
	movq	LAUNCH_SPACE(%rdi), %rax
	movq	%rax, %cr3
	lgdtq	LAUNCH_ISA+6(%rdi)
	lidtq	LAUNCH_ISA+16+6(%rdi)
	xorl	%eax, %eax
	lldt	%ax
	movl	$GDT_DATA_64, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %fs
	movl	%eax, %gs
	movl	%eax, %ss

	/* The stack has a return address of 0, and for lretq what comes next. */
	movq	LAUNCH_STACK(%rdi), %rsp
	pushq	$0
	pushq	$GDT_CODE_64
	pushq	LAUNCH_TARGET(%rdi)
	pushq	$2
	popfq
	movq	LAUNCH_ARGUMENT(%rdi), %rax
	movq	$1, LAUNCH_ARRIVED(%rdi)

	movq	%rax, %rdi
	xorl	%eax, %eax
	xorl	%ebx, %ebx
	xorl	%ecx, %ecx
	xorl	%edx, %edx
	xorl	%esi, %esi
	xorl	%ebp, %ebp
	xorl	%r8d, %r8d
	xorl	%r9d, %r9d
	xorl	%r10d, %r10d
	xorl	%r11d, %r11d
	xorl	%r12d, %r12d
	xorl	%r13d, %r13d
	xorl	%r14d, %r14d
	xorl	%r15d, %r15d
	/* The arithmetic above has set flags that are promised to be clear. */
	pushq	$2
	popfq
	lretq

	/* rdi: struct limine_mp_info_x86. Everything is as the kernel wants it. */
	.globl	trampoline_park
trampoline_park:
	pause
	movq	16(%rdi), %rax		/* goto_address */
	testq	%rax, %rax
	jz	trampoline_park
	pushq	%rax
	movl	$0, %eax
	pushq	$2
	popfq
	retq

	/* rdi: the page. */
	.globl	trampoline_enter
trampoline_enter:
	cli
	cld
	lgdtq	TRAMPOLINE_GDT_LIMIT(%rdi)
	movl	%edi, %ebx
	leaq	TRAMPOLINE_CODE + (protected_mode - real_mode)(%rdi), %rax
	pushq	$GDT_CODE_32
	pushq	%rax
	lretq

	.section .rodata
	.balign	4
	.globl	trampoline_32, trampoline_64
trampoline_32:
	.long	TRAMPOLINE_CODE + (protected_mode - real_mode)
trampoline_64:
	.long	TRAMPOLINE_CODE + (long_mode - real_mode)
