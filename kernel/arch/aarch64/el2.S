/* SPDX-License-Identifier: MIT */
/*
 * From EL2 down to EL1.
 *
 * EL2 is left so that it never has to be entered again: nothing that EL1 does
 * is trapped or translated a second time, and its counters and interrupt
 * controller are its own. Nobody owns EL2's vectors after this, so calls to it
 * (HVC) are made undefined, where the CPU can do that, instead of jumping to
 * whatever firmware left there.
 *
 * Two kinds of EL2 are met, told apart by HCR_EL2.E2H:
 *
 * - Without host extensions (E2H clear), MMU off, on the Image road. EL2
 *   translates by its own registers, which are not touched.
 * - With them (E2H set), which loaders may give us with the MMU on, and on some
 *   CPUs cannot be cleared. EL2 then translates by registers that look like
 *   EL1's and answer to EL1's names; EL1's own are reached by the names in
 *   _EL12. They get the same contents, so that the code here stays mapped
 *   before and after the step. E2H stays set: clearing it would change the
 *   translation of the very instructions that do it.
 *
 * SVE, SME and what else came after version 8.0 stays trapped to EL2 here as it
 * stays off at EL1: who first turns one on opens both.
 */
#include "asm.inc"
#include "regs.h"

/* Registers that the assembler knows only with their extension's name. */
#define SCTLR_EL12   S3_5_C1_C0_0
#define CPACR_EL12   S3_5_C1_C0_2
#define TTBR0_EL12   S3_5_C2_C0_0
#define TTBR1_EL12   S3_5_C2_C0_1
#define TCR_EL12     S3_5_C2_C0_2
#define MAIR_EL12    S3_5_C10_C2_0
#define ICC_SRE_EL2  S3_4_C12_C9_5
#define ICH_HCR_EL2  S3_4_C12_C11_0
#define HCRX_EL2     S3_4_C1_C2_2
#define HFGRTR_EL2   S3_4_C1_C1_4
#define HFGWTR_EL2   S3_4_C1_C1_5
#define HFGITR_EL2   S3_4_C1_C1_6
#define HDFGRTR_EL2  S3_4_C3_C1_4
#define HDFGWTR_EL2  S3_4_C3_C1_5

/* EL1 is 64-bit; pointer authentication is EL1's to use. */
#define HCR_OURS                                                          \
	(REG_BIT(HCR_RW_SHIFT) | REG_BIT(HCR_HCD_SHIFT) |                 \
		REG_BIT(HCR_APK_SHIFT) | REG_BIT(HCR_API_SHIFT))

/* Field of an ID register: skip to `label` if the extension is not there. */
.macro unless_feature register, shift, label
	mrs	x9, \register
	ubfx	x9, x9, #\shift, #4
	cbz	x9, \label
.endm

/*
 * Returns to x30 at EL1 with sp of EL1 selected, interrupts masked and the MMU
 * as it was. Uses x9 and x10 and no stack.
 */
function el2_leave
	mrs	x9, hcr_el2
	tbnz	x9, #HCR_E2H_SHIFT, el2_host
	mov_q	x9, HCR_OURS
	msr	hcr_el2, x9
	isb
	mrs	x9, hcr_el2	/* on some CPUs E2H is always set */
	tbnz	x9, #HCR_E2H_SHIFT, el2_host

	mov	x9, #0x33ff	/* CPTR: reserved ones, and no trap of FP */
	msr	cptr_el2, x9
	mov	x9, #3		/* EL1 may use the physical counter and timer */
	msr	cnthctl_el2, x9
	mov_q	x9, SCTLR_MMU_OFF
	msr	sctlr_el1, x9
	b	el2_step_down

el2_host:
	mov_q	x9, (HCR_OURS | REG_BIT(HCR_E2H_SHIFT))
	msr	hcr_el2, x9
	isb
	mov	x9, #(3 << 20)	/* the same three in the other layout */
	msr	cptr_el2, x9
	mov	x9, #(3 << 10)
	msr	cnthctl_el2, x9
	mrs	x9, tcr_el1	/* EL2's, under EL1's name */
	msr	TCR_EL12, x9
	mrs	x9, mair_el1
	msr	MAIR_EL12, x9
	mrs	x9, ttbr0_el1
	msr	TTBR0_EL12, x9
	mrs	x9, ttbr1_el1
	msr	TTBR1_EL12, x9
	msr	CPACR_EL12, xzr
	mov_q	x9, (SCTLR_M | SCTLR_C | SCTLR_I)
	mrs	x10, sctlr_el1
	and	x10, x10, x9
	mov_q	x9, SCTLR_MMU_OFF
	orr	x9, x9, x10
	msr	SCTLR_EL12, x9
end_function el2_leave

/* What is the same with and without host extensions. */
function el2_step_down
	msr	cntvoff_el2, xzr
	msr	hstr_el2, xzr
	msr	vttbr_el2, xzr
	mrs	x9, midr_el1
	msr	vpidr_el2, x9
	mrs	x9, mpidr_el1
	msr	vmpidr_el2, x9

	/* No debug trap, and all of the event counters if there are any. */
	mov	x10, xzr
	mrs	x9, id_aa64dfr0_el1
	sbfx	x9, x9, #8, #4
	cmp	x9, #1
	b.lt	1f
	mrs	x10, pmcr_el0
	ubfx	x10, x10, #11, #5
1:	msr	mdcr_el2, x10

	unless_feature id_aa64pfr0_el1, 24, 2f	/* GIC by system registers */
	mov	x9, #9				/* SRE, and EL1 may see it */
	msr	ICC_SRE_EL2, x9
	isb
	mrs	x9, ICC_SRE_EL2			/* stays 0 under a GICv2 */
	tbz	x9, #0, 2f
	msr	ICH_HCR_EL2, xzr
2:	unless_feature id_aa64mmfr1_el1, 40, 3f	/* HCX */
	msr	HCRX_EL2, xzr
3:	unless_feature id_aa64mmfr0_el1, 56, 4f	/* fine-grained traps */
	msr	HFGRTR_EL2, xzr
	msr	HFGWTR_EL2, xzr
	msr	HFGITR_EL2, xzr
	msr	HDFGRTR_EL2, xzr
	msr	HDFGWTR_EL2, xzr

4:	tlbi	alle1
	dsb	nsh
	mov	x9, #(SPSR_EL1H | SPSR_DAIF)
	msr	spsr_el2, x9
	msr	elr_el2, x30
	isb
	eret
end_function el2_step_down
