/* SPDX-License-Identifier: MIT */
/*
 * Saves every register as the loader left it, and goes on in C on the loader's stack. t0 may
 * hold anything.
 */
	.text

	/* t0 holds the state's address. */
	.macro	save_state
	sd	ra, 0(t0)
	sd	gp, 8(t0)
	sd	tp, 16(t0)
	sd	t1, 24(t0)
	sd	t2, 32(t0)
	sd	s0, 40(t0)
	sd	s1, 48(t0)
	sd	a1, 56(t0)
	sd	a2, 64(t0)
	sd	a3, 72(t0)
	sd	a4, 80(t0)
	sd	a5, 88(t0)
	sd	a6, 96(t0)
	sd	a7, 104(t0)
	sd	s2, 112(t0)
	sd	s3, 120(t0)
	sd	s4, 128(t0)
	sd	s5, 136(t0)
	sd	s6, 144(t0)
	sd	s7, 152(t0)
	sd	s8, 160(t0)
	sd	s9, 168(t0)
	sd	s10, 176(t0)
	sd	s11, 184(t0)
	sd	t3, 192(t0)
	sd	t4, 200(t0)
	sd	t5, 208(t0)
	sd	t6, 216(t0)
	sd	a0, 224(t0)
	sd	sp, 256(t0)
	sd	ra, 264(t0)
	csrr	t1, sstatus
	sd	t1, 272(t0)		/* special[0] */
	.endm

	.globl	conformance_elf_entry
conformance_elf_entry:
	lla	t0, boot_state
	save_state
	li	t1, 1
	j	enter

	.globl	conformance_asked_entry
conformance_asked_entry:
	lla	t0, boot_state
	save_state
	li	t1, 2

enter:
	lla	t0, entered_by
	sd	t1, 0(t0)
	j	conformance_main

	/* Other CPUs: a0 is the info; its extra argument the record. */
	.globl	secondary_entry
secondary_entry:
	ld	t0, 32(a0)
	save_state
	sd	a0, 464(t0)		/* info */
	mv	a0, t0
	call	secondary_main
1:	wfi
	j	1b
