/* SPDX-License-Identifier: MIT */
/*
 * The protocol road: entered by a loader with paging on, at EL1, or from base
 * revision 6 on at EL2 if that has the host extensions.
 *
 * We go on at EL1 in either case. Running at EL2 would spare a hypervisor of
 * our own a switch, but Cuprux is made to be a guest; and it would double what
 * has to be right and tested: two ways to reach the CPU's firmware, two sets
 * of timers and of traps, as CPUs without the extensions and nearly every
 * virtual machine only have EL1 to offer.
 */
#include "asm.inc"
#include "regs.h"

function _start
	mrs	x9, CurrentEL
	and	x9, x9, #CURRENT_MASK
	cmp	x9, #CURRENT_EL2
	b.ne	1f
	bl	el2_leave
1:	msr	daifset, #0xf
	msr	SPSel, #1
	address	x9, boot_stack_memory
	add	x9, x9, #BOOT_STACK_TOP
	mov	sp, x9
	mov	x29, xzr
	mov	x30, xzr
	b	limine_main
end_function _start
