/* SPDX-License-Identifier: MIT */
/*
 * Runs in machine mode before OpenSBI and sees to it that hart 3 becomes the
 * boot hart, which otherwise is a matter of chance.
 *
 * The reset code enters each hart with a0 = hart id, a1 = device tree, a2 =
 * OpenSBI's struct fw_dynamic_info: six words, the last of which names the hart
 * that relocates the firmware. That must be ours. Then the harts compete for
 * the cold boot: the others come too late.
 *
 * OpenSBI runs wherever it is; the test loads it 1 MiB above this.
 */
#define BOOT_HART     3
#define OPENSBI	      0x80100000
#define INFO_WORDS    5
#define LATE_BY_TURNS 10000000

	.section .text.start, "ax", @progbits
	.globl	_start
_start:
	lla	t0, dynamic_info
	li	t1, INFO_WORDS
1:	ld	t2, (a2)
	sd	t2, (t0)
	addi	a2, a2, 8
	addi	t0, t0, 8
	addi	t1, t1, -1
	bnez	t1, 1b
	lla	a2, dynamic_info

	li	t1, BOOT_HART
	beq	a0, t1, 3f
	li	t1, LATE_BY_TURNS
2:	addi	t1, t1, -1
	bnez	t1, 2b
3:	li	t0, OPENSBI
	jr	t0

	/* Each hart writes the same words here. */
	.balign	8
dynamic_info:
	.fill	INFO_WORDS, 8, 0
	.dword	BOOT_HART
