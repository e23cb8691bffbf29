/* SPDX-License-Identifier: MIT */
/*
 * For trap_test.c: breakpoints under circumstances that C cannot make.
 */
	.text

	/* u64 trap_test_registers(void): 0 if a breakpoint changes none. */
	.globl	trap_test_registers
	.hidden	trap_test_registers
	.type	trap_test_registers, @function
trap_test_registers:
	addi	sp, sp, -112
	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
	sd	s\number, 8 * \number(sp)
	.endr
	sd	ra, 96(sp)
	sd	gp, 104(sp)

	/* A number of its own for each, with upper bits; afterwards it must be gone. */
	.irp	number, 1, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, \
		21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	li	x\number, -3 * \number - 1
	.endr
	ebreak
	.irp	number, 10, 1, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, \
		21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	addi	x\number, x\number, 3 * \number + 1
	or	a0, a0, x\number
	.endr

	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
	ld	s\number, 8 * \number(sp)
	.endr
	ld	ra, 96(sp)
	ld	gp, 104(sp)
	addi	sp, sp, 112
	ret
	.size	trap_test_registers, . - trap_test_registers

	/*
	 * u64 trap_test_stack_pointer(u64 sp): meets a breakpoint with this stack
	 * pointer; what it is behind it.
	 */
	.globl	trap_test_stack_pointer
	.hidden	trap_test_stack_pointer
	.type	trap_test_stack_pointer, @function
trap_test_stack_pointer:
	mv	t0, sp
	mv	sp, a0
	ebreak
	mv	a0, sp
	mv	sp, t0
	ret
	.size	trap_test_stack_pointer, . - trap_test_stack_pointer
