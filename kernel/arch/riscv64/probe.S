/* SPDX-License-Identifier: MIT */
/*
 * Reads of registers that may not be there.
 *
 * bool probe_NAME(u64 *value): false if the access is an illegal instruction,
 * because the hart has no such register or machine mode withholds it. Usable
 * before the trap vector is set: stvec leads back here for the one instruction.
 */
#include <arch_impl/csr.h>

	.text

.macro probe name, access:vararg
	.globl	probe_\name
	.hidden	probe_\name
	.type	probe_\name, @function
probe_\name:
	/* A trap would change these two; it may not change them for the caller. */
	csrrci	t0, sstatus, SSTATUS_SIE
	csrr	t1, stvec
	lla	t2, 1f
	csrw	stvec, t2
	mv	t2, a0
	li	a0, 0
	\access
	sd	t3, (t2)
	li	a0, 1
	.balign	4
1:	csrw	stvec, t1
	csrw	sstatus, t0
	ret
	.size	probe_\name, . - probe_\name
.endm

	/* The entropy source hands out a word only in exchange for one. */
	probe	seed, csrrw t3, 0x015, zero
	probe	stimecmp, csrr t3, 0x14d
