/* SPDX-License-Identifier: MIT */
/*
 * From the firmware's address space (the boot CPU) or none (the others, started by PSCI) into
 * the kernel's. All CPUs of a machine arrive at the same exception level, EL1 or EL2.
 *
 *	EL2, host extensions wanted: stay. E2H makes the _EL1 names mean EL2's registers, so
 *	    everything below is the same code for both levels
 *	EL2 otherwise: drop to EL1, with nothing trapped on the way
 *
 * Registers are only changed with the MMU off, since E2H changes what the tables in use mean.
 * With the MMU off memory is read past the caches: whoever calls has cleaned this code and
 * the launch structures from them.
 */
#include <boot/launch_offsets.h>
#include <boot_arm64/launch.h>

#define SCTLR_M		1
#define SCTLR_C		4
#define SCTLR_OFF	0x30d00980	/* what must be 1, and nothing else */
#define SPSR_EL1H	0x3c5		/* interrupts masked */
#define SPSR_EL1T	0x3c4
#define SPSR_EL2T	0x3c8
#define CPTR_NO_TRAPS	0x22ff		/* the reserved ones; without host extensions */
#define CNTHCTL_NO_TRAPS 3

	.text

	/* The boot CPU: x0 is the launch. */
	.globl	launch_enter
launch_enter:
	msr	daifset, #0xf
	mrs	x1, CurrentEL
	cmp	x1, #(2 << 2)
	b.eq	1f
	mrs	x2, sctlr_el1
	bic	x2, x2, #SCTLR_M
	bic	x2, x2, #SCTLR_C
	msr	sctlr_el1, x2
	b	2f
1:	mrs	x2, sctlr_el2
	bic	x2, x2, #SCTLR_M
	bic	x2, x2, #SCTLR_C
	msr	sctlr_el2, x2
2:	isb

	/* All CPUs: x0 is the launch, the MMU is off. */
	.globl	launch_secondary
launch_secondary:
	msr	daifset, #0xf
	mrs	x1, CurrentEL
	cmp	x1, #(2 << 2)
	b.ne	launch_translation

	ldr	x1, [x0, #LAUNCH_HCR]
	msr	hcr_el2, x1
	isb
	msr	hstr_el2, xzr
	mov	x2, #CNTHCTL_NO_TRAPS
	msr	cnthctl_el2, x2
	msr	cntvoff_el2, xzr
	tbz	x1, #HCR_E2H_BIT, drop
	msr	cptr_el2, xzr
	b	launch_translation

	/* What EL1 does must not trap, and what it reads of itself must be true. */
drop:
	mov	w2, #CPTR_NO_TRAPS
	msr	cptr_el2, x2
	mrs	x2, midr_el1
	msr	vpidr_el2, x2
	mrs	x2, mpidr_el1
	msr	vmpidr_el2, x2
	msr	vttbr_el2, xzr
	mrs	x2, mdcr_el2		/* of the counters, all are EL1's */
	and	x2, x2, #0x1f
	msr	mdcr_el2, x2

	mrs	x2, id_aa64pfr0_el1	/* GICv3: system registers */
	ubfx	x2, x2, #24, #4
	cbz	x2, 1f
	mrs	x2, S3_4_C12_C9_5	/* ICC_SRE_EL2 */
	orr	x2, x2, #1		/* SRE */
	orr	x2, x2, #8		/* Enable */
	msr	S3_4_C12_C9_5, x2
	isb
	msr	S3_4_C12_C11_0, xzr	/* ICH_HCR_EL2 */
1:
	mrs	x2, id_aa64mmfr0_el1	/* fine-grained traps */
	ubfx	x2, x2, #56, #4
	cbz	x2, 1f
	msr	S3_4_C1_C1_4, xzr	/* HFGRTR_EL2 */
	msr	S3_4_C1_C1_5, xzr	/* HFGWTR_EL2 */
	msr	S3_4_C1_C1_6, xzr	/* HFGITR_EL2 */
	msr	S3_4_C3_C1_4, xzr	/* HDFGRTR_EL2 */
	msr	S3_4_C3_C1_5, xzr	/* HDFGWTR_EL2 */
1:
	ldr	w2, =SCTLR_OFF
	msr	sctlr_el1, x2
	mov	x2, #SPSR_EL1H
	msr	spsr_el2, x2
	adr	x2, launch_translation
	msr	elr_el2, x2
	eret

	/* At EL1, or at EL2 under its names. */
launch_translation:
	ldr	x1, [x0, #LAUNCH_MAIR]
	msr	mair_el1, x1
	ldr	x1, [x0, #LAUNCH_TCR]
	msr	tcr_el1, x1
	ldr	x1, [x0, #LAUNCH_BRIDGE]
	msr	ttbr0_el1, x1
	ldr	x1, [x0, #LAUNCH_SPACE]
	msr	ttbr1_el1, x1
	ldr	x1, [x0, #LAUNCH_CPACR]
	msr	cpacr_el1, x1
	msr	cntp_ctl_el0, xzr	/* no timer is left running */
	msr	cntv_ctl_el0, xzr
	dsb	sy
	isb
	tlbi	vmalle1
	ic	iallu
	dsb	nsh
	isb
	/* The bridge maps this code, and the launch in the HHDM only. */
	ldr	x1, [x0, #LAUNCH_SCTLR]
	ldr	x3, [x0, #LAUNCH_HHDM]
	adr	x2, 1f
	add	x2, x2, x3
	add	x0, x0, x3
	msr	sctlr_el1, x1
	isb
	br	x2
1:
	ldr	x1, [x0, #LAUNCH_EMPTY]
	msr	ttbr0_el1, x1
	isb
	tlbi	vmalle1
	dsb	nsh
	isb

	/* SP_EL0 is the kernel's stack pointer. */
	msr	spsel, #0
	ldr	x1, [x0, #LAUNCH_STACK]
	mov	sp, x1
	mov	x2, #1
	add	x3, x0, #LAUNCH_ARRIVED
	stlr	x2, [x3]
	ldr	x1, [x0, #LAUNCH_TARGET]
	ldr	x0, [x0, #LAUNCH_ARGUMENT]

	/* x1: where to go on; x0: the argument. An exception return sets all of PSTATE. */
go:
	msr	elr_el1, x1
	mrs	x2, CurrentEL
	cmp	x2, #(2 << 2)
	mov	x2, #SPSR_EL1T
	mov	x3, #SPSR_EL2T
	csel	x2, x3, x2, eq
	msr	spsr_el1, x2
	mov	x1, #0
	mov	x2, #0
	mov	x3, #0
	mov	x4, #0
	mov	x5, #0
	mov	x6, #0
	mov	x7, #0
	mov	x8, #0
	mov	x9, #0
	mov	x10, #0
	mov	x11, #0
	mov	x12, #0
	mov	x13, #0
	mov	x14, #0
	mov	x15, #0
	mov	x16, #0
	mov	x17, #0
	mov	x18, #0
	mov	x19, #0
	mov	x20, #0
	mov	x21, #0
	mov	x22, #0
	mov	x23, #0
	mov	x24, #0
	mov	x25, #0
	mov	x26, #0
	mov	x27, #0
	mov	x28, #0
	mov	x29, #0
	mov	x30, #0
	eret

	/* x0: struct limine_mp_info_arm64. The kernel sends no event: poll. */
	.globl	launch_park
launch_park:
	yield
	add	x1, x0, #24		/* goto_address */
	ldar	x1, [x1]
	cbz	x1, launch_park
	b	go

	.ltorg
