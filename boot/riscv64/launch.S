/* SPDX-License-Identifier: MIT */
/*
 * From the firmware's address space, or from none, into the kernel's. Both ways begin in
 * supervisor mode with the launch's physical address in a1: the boot CPU calls launch_enter,
 * SBI starts the others at launch_secondary (a0 is the hart id, translation is off).
 */
#include <boot/launch_offsets.h>

#define SSTATUS_SIE	2
#define INFO_GOTO	24	/* struct limine_mp_info_riscv */

	.text
	.globl	launch_enter, launch_secondary
launch_enter:
	mv	a1, a0
launch_secondary:
	csrci	sstatus, SSTATUS_SIE
	csrw	sie, zero
	/* The bridge maps this code, and the launch in the HHDM only. */
	ld	t0, LAUNCH_BRIDGE(a1)
	ld	t2, LAUNCH_HHDM(a1)
	lla	t1, 1f
	add	t1, t1, t2
	add	a1, a1, t2
	sfence.vma
	csrw	satp, t0
	sfence.vma
	jr	t1
1:
	ld	t0, LAUNCH_SPACE(a1)
	csrw	satp, t0
	sfence.vma
	fence.i

	csrw	stvec, zero
	csrw	sscratch, zero
	li	t0, 1
	slli	t0, t0, 33		/* UXL: 64 bits; all else is 0: FS and VS off */
	csrw	sstatus, t0

	ld	sp, LAUNCH_STACK(a1)
	ld	t0, LAUNCH_TARGET(a1)
	ld	a0, LAUNCH_ARGUMENT(a1)
	li	t1, 1
	fence	rw, w
	sd	t1, LAUNCH_ARRIVED(a1)

	li	ra, 0
	li	gp, 0
	li	tp, 0
	li	t1, 0
	li	t2, 0
	li	s0, 0
	li	s1, 0
	li	a1, 0
	li	a2, 0
	li	a3, 0
	li	a4, 0
	li	a5, 0
	li	a6, 0
	li	a7, 0
	li	s2, 0
	li	s3, 0
	li	s4, 0
	li	s5, 0
	li	s6, 0
	li	s7, 0
	li	s8, 0
	li	s9, 0
	li	s10, 0
	li	s11, 0
	li	t3, 0
	li	t4, 0
	li	t5, 0
	li	t6, 0
	jr	t0

	/* a0: struct limine_mp_info_riscv. */
	.globl	launch_park
launch_park:
	.insn	i 0x0f, 0, x0, x0, 0x010	/* pause */
	ld	t0, INFO_GOTO(a0)
	beqz	t0, launch_park
	fence	r, rw
	jr	t0

	/* a0: a value for satp. Returns what satp then holds; changes nothing for good. */
	.globl	launch_probe
launch_probe:
	csrrci	t1, sstatus, SSTATUS_SIE
	csrr	t2, satp
	sfence.vma
	csrw	satp, a0
	csrr	a0, satp
	sfence.vma
	csrw	satp, t2
	sfence.vma
	andi	t1, t1, SSTATUS_SIE
	csrs	sstatus, t1
	ret
