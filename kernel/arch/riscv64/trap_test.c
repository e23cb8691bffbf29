/* SPDX-License-Identifier: MIT */
#include <arch/cpu.h>
#include <arch/trap.h>
#include <base/string.h>
#include <debug/trap.h>
#include <test/test.h>

#include "cfi.h"
#include "cpu_local.h"

/* trap_test_asm.S: counts the registers that a breakpoint has changed. */
u64 trap_test_registers(void);
/* Meets a breakpoint with this stack pointer; returns the one behind it. */
u64 trap_test_stack_pointer(u64 sp);

TEST(breakpoint_keeps_registers)
{
	trap_expect_breakpoint();
	EXPECT_EQ(trap_test_registers(), 0);
	EXPECT(!trap_breakpoint_pending());
}

TEST(wild_stack_pointer_survives_a_trap)
{
	static const u64 wild[] = { 0, 0x1234567, UINT64_MAX, 0xffffffff00000001 };

	for (size_t i = 0; i < ARRAY_SIZE(wild); i++) {
		trap_expect_breakpoint();
		EXPECT_EQ(trap_test_stack_pointer(wild[i]), wild[i]);
		EXPECT(!trap_breakpoint_pending());
	}
}

TEST(stack_pointers_at_the_edges)
{
	const struct stack_bounds *stack = &cpu_local()->stack;
	const struct stack_bounds *spare = &cpu_local()->trap_stack;
	const u64 edges[] = { stack->floor - 1, stack->top + 1, spare->floor - 1, spare->top,
		spare->top + 1 };

	for (size_t i = 0; i < ARRAY_SIZE(edges); i++) {
		trap_expect_breakpoint();
		EXPECT_EQ(trap_test_stack_pointer(edges[i]), edges[i]);
	}
}

TEST(sscratch_and_tp_name_this_hart)
{
	EXPECT_EQ(csr_read(sscratch), (u64)cpu_local());
	EXPECT(!(csr_read(sstatus) & SSTATUS_KERNEL_CLEAR));
}

TEST(capture_is_the_caller)
{
	struct trap_frame frame;
	struct trap_info info;

	arch_trap_capture(&frame);
	arch_trap_describe(&frame, &info);
	EXPECT_EQ(info.fp, arch_frame_pointer());
	EXPECT(info.sp <= (u64)&frame && info.kind == TRAP_OTHER && !info.from_user);
	EXPECT_STR(info.name, "no trap");
}

TEST(causes_are_told_apart)
{
	struct trap_frame frame = { .cause = 15, .stval = 0x10, .sstatus = SSTATUS_SPP };
	struct trap_info info;

	arch_trap_describe(&frame, &info);
	EXPECT(info.kind == TRAP_PAGE_FAULT && info.has_address && info.access == TRAP_WRITE);
	EXPECT(!info.present && info.address == 0x10);
	frame.cause = SCAUSE_INTERRUPT | 5;
	arch_trap_describe(&frame, &info);
	EXPECT(info.kind == TRAP_INTERRUPT && strcmp(info.name, "timer interrupt") == 0);
	frame.cause = 14;
	frame.sstatus = 0;
	arch_trap_describe(&frame, &info);
	EXPECT(info.kind == TRAP_OTHER && info.from_user);
}

TEST(skipping_knows_both_sizes_of_breakpoint)
{
	static const u32 wide = 0x00100073;
	static const u16 narrow = 0x9002;
	struct trap_frame frame = { .pc = (u64)&wide };

	arch_trap_skip_breakpoint(&frame);
	EXPECT_EQ(frame.pc, (u64)&wide + 4);
	frame.pc = (u64)&narrow;
	arch_trap_skip_breakpoint(&frame);
	EXPECT_EQ(frame.pc, (u64)&narrow + 2);
}

TEST(checked_calls_tell_their_target)
{
	/* c.ebreak and c.jalr a2; ebreak and jalr t1; c.ebreak and c.jr t3 */
	static const u16 shorter[] = { 0x9002, 0x9602 };
	static const u16 longer[] = { 0x0073, 0x0010, 0x00e7, 0x0003 };
	static const u16 tail[] = { 0x9002, 0x8e02 };
	struct trap_frame frame = { .t1 = 1, .a2 = 2, .t3 = 3 };

	frame.pc = (u64)shorter;
	EXPECT_EQ(cfi_target(&frame), 2);
	frame.pc = (u64)longer;
	EXPECT_EQ(cfi_target(&frame), 1);
	frame.pc = (u64)tail;
	EXPECT_EQ(cfi_target(&frame), 3);
}
