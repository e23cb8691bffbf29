/* SPDX-License-Identifier: MIT */
/*
 * A real trap there and back, and the reading of frames that are made up.
 */
#include <arch/stack.h>
#include <arch/trap.h>
#include <debug/trap.h>
#include <test/test.h>

#include "idt.h"
#include "layout.h"
#include "trap_impl.h"

/* Everything that a handler could forget to put back. */
TEST(breakpoint_returns_with_all_registers)
{
	u64 bad;

	trap_expect_breakpoint();
	asm volatile("movq $1, %%rax; movq $2, %%rbx; movq $3, %%rcx; movq $4, %%rdx\n\t"
		     "movq $5, %%rsi; movq $6, %%rdi; movq $8, %%r8; movq $9, %%r9\n\t"
		     "movq $10, %%r10; movq $11, %%r11; movq $12, %%r12; movq $13, %%r13\n\t"
		     "movq $14, %%r14; movq $15, %%r15\n\t"
		     "int3\n\t"
		     "subq $1, %%rax; subq $2, %%rbx; subq $3, %%rcx; subq $4, %%rdx\n\t"
		     "subq $5, %%rsi; subq $6, %%rdi; subq $8, %%r8; subq $9, %%r9\n\t"
		     "subq $10, %%r10; subq $11, %%r11; subq $12, %%r12; subq $13, %%r13\n\t"
		     "subq $14, %%r14; subq $15, %%r15\n\t"
		     "orq %%rbx, %%rax; orq %%rcx, %%rax; orq %%rdx, %%rax; orq %%rsi, %%rax\n\t"
		     "orq %%rdi, %%rax; orq %%r8, %%rax; orq %%r9, %%rax; orq %%r10, %%rax\n\t"
		     "orq %%r11, %%rax; orq %%r12, %%rax; orq %%r13, %%rax; orq %%r14, %%rax\n\t"
		     "orq %%r15, %%rax"
		: "=a"(bad)
		:
		: "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
		"r15", "memory", "cc");
	EXPECT_EQ(bad, 0);
	EXPECT(!trap_breakpoint_pending());
}

TEST(capture_is_of_the_caller)
{
	struct trap_frame frame;
	struct trap_info info;
	u64 rsp;

	arch_trap_capture(&frame);
	asm("movq %%rsp, %0" : "=r"(rsp));
	arch_trap_describe(&frame, &info);
	EXPECT_EQ(info.fp, (u64)__builtin_frame_address(0));
	EXPECT_EQ(info.sp, rsp);
	EXPECT_EQ(frame.cs, KERNEL_CS);
	EXPECT_EQ(frame.ss, KERNEL_DS);
	EXPECT_EQ(frame.vector, TRAP_VECTOR_NONE);
	EXPECT(!info.from_user);
}

static struct trap_info describe(u64 vector, u64 error, u64 cr2)
{
	struct trap_frame frame = { .vector = vector, .error = error, .cr2 = cr2, .cs = KERNEL_CS };
	struct trap_info info;

	arch_trap_describe(&frame, &info);
	return info;
}

TEST(page_fault_is_decoded)
{
	struct trap_info info = describe(VECTOR_PF, 0, 0x1234);

	EXPECT_EQ(info.kind, TRAP_PAGE_FAULT);
	EXPECT(info.has_address && !info.present);
	EXPECT_EQ(info.address, 0x1234);
	EXPECT_EQ(info.access, TRAP_READ);
	info = describe(VECTOR_PF, PF_PRESENT | PF_WRITE, 0);
	EXPECT(info.present);
	EXPECT_EQ(info.access, TRAP_WRITE);
	EXPECT_EQ(describe(VECTOR_PF, PF_FETCH, 0).access, TRAP_FETCH);
}

TEST(double_fault_names_only_guard_pages)
{
	EXPECT(!describe(VECTOR_DF, 0, 0x1234).has_address);
	struct trap_info info =
		describe(VECTOR_DF, 0, (u64)__stack_areas_start->guard + STACK_GUARD_SIZE - 8);

	EXPECT(info.has_address);
	EXPECT_EQ(info.kind, TRAP_DOUBLE_FAULT);
	EXPECT_EQ(info.access, TRAP_WRITE);
}

TEST(every_vector_has_a_name)
{
	for (u64 vector = 0; vector <= TRAP_VECTOR_NONE; vector++)
		EXPECT(trap_vector_name(vector) != NULL);
	EXPECT_EQ(describe(32, 0, 0).kind, TRAP_INTERRUPT);
	EXPECT_EQ(describe(VECTOR_EXCEPTIONS - 1, 0, 0).kind, TRAP_OTHER);
}

/* A frame whose rip is at byte `at` of the code. */
static bool is_cfi(const u8 *code, size_t at, u64 *called)
{
	struct trap_frame frame = {
		.rip = (u64)code + at, .rcx = 0xccc, .r11 = 0xbbb, .r12 = 0x12
	};

	return trap_is_cfi(&frame, called);
}

TEST(kcfi_is_recognised)
{
	static const u8 by_r11[] = { 0x41, 0xba, 1, 2, 3, 4, 0x45, 0x03, 0x53, 0xfc, 0x74, 0x02,
		0x0f, 0x0b };
	static const u8 by_rcx[] = { 0x41, 0xba, 1, 2, 3, 4, 0x44, 0x03, 0x51, 0xfc, 0x74, 0x02,
		0x0f, 0x0b };
	static const u8 by_r12[] = { 0x41, 0xba, 1, 2, 3, 4, 0x45, 0x03, 0x54, 0x24, 0xfc, 0x74,
		0x02, 0x0f, 0x0b };
	u64 called;

	REQUIRE(is_cfi(by_r11, 12, &called));
	EXPECT_EQ(called, 0xbbb);
	REQUIRE(is_cfi(by_rcx, 12, &called));
	EXPECT_EQ(called, 0xccc);
	REQUIRE(is_cfi(by_r12, 13, &called));
	EXPECT_EQ(called, 0x12);
}

TEST(other_undefined_instructions_are_not_kcfi)
{
	static const u8 plain[16] = { [12] = 0x0f, 0x0b };
	static const u8 no_jump[] = { 0x41, 0xba, 1, 2, 3, 4, 0x45, 0x03, 0x53, 0xfc, 0x75, 0x02,
		0x0f, 0x0b };
	u64 called;

	EXPECT(!is_cfi(plain, 12, &called));
	EXPECT(!is_cfi(no_jump, 12, &called));
}

/* Nothing in front of the code: the decoder must not look there blindly. */
TEST(unreadable_code_is_no_trap)
{
	struct trap_frame frame = { .rip = 0 };
	u64 called;

	EXPECT(!trap_is_cfi(&frame, &called));
	frame.rip = 0x8000000000000000;
	EXPECT(!trap_is_cfi(&frame, &called));
}
