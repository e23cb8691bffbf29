/* SPDX-License-Identifier: MIT */
/*
 * What has to be done to the MMU where no compiler could promise to touch only
 * registers.
 */
#include "asm.inc"
#include "regs.h"

/* x0 = TCR_EL1 for this CPU: the constant part and its physical address size. */
function tcr_value
	mov_q	x0, TCR_COMMON
	mrs	x9, id_aa64mmfr0_el1
	and	x9, x9, #0xf
	mov	x10, #TCR_IPS_48
	cmp	x9, x10
	csel	x9, x9, x10, lo
	orr	x0, x0, x9, lsl #TCR_IPS_SHIFT
	ret
end_function tcr_value

/*
 * mmu_switch(root, here): TTBR1 = root, by break-before-make.
 *
 * The old tree and the new one map the same addresses, but in pages of
 * different sizes. A TLB that held entries of both could answer with either or
 * with a mixture, or raise a conflict abort, so between the two there must be
 * a moment when the upper half has no translation at all and nothing of it is
 * left in the TLB. The code of that moment cannot run in the upper half: `here`
 * is mmu_switch_low's address in a TTBR0 mapping. The stack is not used.
 */
function mmu_switch
	br	x1
end_function mmu_switch

/* In one page with itself, since one page is what is mapped for it. */
	.p2align 6
function mmu_switch_low
	mrs	x9, tcr_el1
	orr	x10, x9, #(1 << TCR_EPD1_SHIFT)
	msr	tcr_el1, x10
	isb
	tlbi	vmalle1
	dsb	nsh
	isb
	msr	ttbr1_el1, x0
	isb
	msr	tcr_el1, x9
	isb
	ret
end_function mmu_switch_low
	.if	. - mmu_switch_low > 64
	.error	"mmu_switch_low may straddle a page"
	.endif
