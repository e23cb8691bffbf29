/* SPDX-License-Identifier: MIT */
/*
 * The least that SBI 0.1 asks of a firmware: characters, shutdown, and nothing
 * that could be asked for. All harts enter the kernel, as they did before there
 * was an extension to start them one by one. For QEMU's virt machine.
 */
#define KERNEL	    0x80200000
#define UART	    0x10000000
#define UART_STATUS 5
#define TEST_DEVICE 0x100000
#define TEST_PASS   0x5555

#define CAUSE_ECALL_SUPERVISOR 9
#define MSTATUS_MPP	       (3 << 11)
#define MSTATUS_MPP_SUPERVISOR (1 << 11)
#define PMP_ALL		       0x1f /* naturally aligned, read, write, execute */

#define MSECCFG	      0x747
#define MSECCFG_SSEED (1 << 9)

#define CALL_PUTCHAR  1
#define CALL_GETCHAR  2
#define CALL_SHUTDOWN 8
#define NOT_SUPPORTED -2

	.section .text.start, "ax", @progbits
	.globl	_start
_start:
	/* One range, open to all: the whole address space. */
	li	t0, -1
	csrw	pmpaddr0, t0
	li	t0, PMP_ALL
	csrw	pmpcfg0, t0

	/* Everything is the kernel's but its calls; and the clock may be read. */
	li	t0, 0xffff & ~(1 << CAUSE_ECALL_SUPERVISOR)
	csrw	medeleg, t0
	li	t0, 0xffff
	csrw	mideleg, t0
	li	t0, -1
	csrw	mcounteren, t0

	/* So may the entropy source; a hart without one has no such register. */
	lla	t0, 1f
	csrw	mtvec, t0
	li	t0, MSECCFG_SSEED
	csrs	MSECCFG, t0
	.balign	4
1:	lla	t0, trap
	csrw	mtvec, t0

	li	t0, MSTATUS_MPP
	csrc	mstatus, t0
	li	t0, MSTATUS_MPP_SUPERVISOR
	csrs	mstatus, t0
	li	t0, KERNEL
	csrw	mepc, t0
	mret

	/* Only calls come here. The caller expects all registers but a0 back. */
	.balign	4
trap:
	csrw	mscratch, t0
	csrr	t0, mepc
	addi	t0, t0, 4
	csrw	mepc, t0
	li	t0, CALL_PUTCHAR
	beq	a7, t0, putchar
	li	t0, CALL_GETCHAR
	beq	a7, t0, getchar
	li	t0, CALL_SHUTDOWN
	beq	a7, t0, shutdown
	li	a0, NOT_SUPPORTED
return:
	csrr	t0, mscratch
	mret

putchar:
	li	t0, UART
	sb	a0, (t0)
	li	a0, 0
	j	return

getchar:
	li	t0, UART
	lbu	a0, UART_STATUS(t0)
	andi	a0, a0, 1
	beqz	a0, 1f
	lbu	a0, (t0)
	j	return
1:	li	a0, -1
	j	return

shutdown:
	li	t0, TEST_DEVICE
	li	a0, TEST_PASS
	sw	a0, (t0)
	j	shutdown
