/* SPDX-License-Identifier: MIT */
#include <arch/cpu.h>
#include <arch/trap.h>
#include <debug/trap.h>
#include <test/test.h>

#include "esr.h"
#include "trap_test.h"

static u64 esr_of(unsigned class, u64 details)
{
	return (u64) class << 26 | 1u << 25 | details;
}

static struct trap_info describe(u64 esr)
{
	struct trap_frame frame = {
		.pc = 0x1000,
		.sp = 0x2000,
		.x = { [3] = 0x3333, [29] = 0x2900 },
		.esr = esr,
		.far = 0xdead0000,
		.vector = 4,
	};
	struct trap_info info;

	arch_trap_describe(&frame, &info);
	return info;
}

TEST(aborts_tell_access_and_presence)
{
	struct trap_info read = describe(esr_of(ESR_DATA_ABORT, 0x07));
	struct trap_info write = describe(esr_of(ESR_DATA_ABORT, 1 << 6 | 0x0f));
	struct trap_info fetch = describe(esr_of(ESR_FETCH_ABORT, 0x0f));

	EXPECT(read.kind == TRAP_PAGE_FAULT && read.access == TRAP_READ && !read.present);
	EXPECT(write.kind == TRAP_PAGE_FAULT && write.access == TRAP_WRITE && write.present);
	EXPECT(fetch.kind == TRAP_PAGE_FAULT && fetch.access == TRAP_FETCH && fetch.present);
	EXPECT(read.has_address);
	EXPECT_EQ(read.address, 0xdead0000);
	EXPECT_EQ(read.pc, 0x1000);
	EXPECT_EQ(read.sp, 0x2000);
	EXPECT_EQ(read.fp, 0x2900);
	EXPECT(!read.from_user);
}

TEST(aborts_that_are_no_page_faults)
{
	EXPECT(describe(esr_of(ESR_DATA_ABORT, 0x21)).kind == TRAP_ALIGNMENT);
	EXPECT(describe(esr_of(ESR_DATA_ABORT, 0x10)).kind == TRAP_PROTECTION);
	EXPECT(!describe(esr_of(ESR_DATA_ABORT, 1 << 10 | 0x10)).has_address);
}

TEST(breakpoints_that_are_checks)
{
	struct trap_info cfi = describe(esr_of(ESR_BRK, 0x8000 | 17 << 5 | 3));

	EXPECT(cfi.kind == TRAP_CFI);
	EXPECT_EQ(cfi.address, 0x3333);
	EXPECT(describe(esr_of(ESR_BRK, 0x5501)).kind == TRAP_OTHER);
	EXPECT(describe(esr_of(ESR_BRK, 0x0100)).kind == TRAP_BREAKPOINT);
}

TEST(every_class_has_a_name)
{
	for (unsigned class = 0; class < 64; class ++)
		EXPECT(esr_class_info(class)->name != NULL);
	for (unsigned status = 0; status < 64; status++)
		EXPECT(esr_fault_name(status) != NULL);
}

TEST(breakpoint_returns_with_all_registers)
{
	trap_expect_breakpoint();
	EXPECT_EQ(trap_test_registers(), 0);
	EXPECT(!trap_breakpoint_pending());
}

TEST(capture_sees_its_caller)
{
	struct trap_frame frame;
	struct trap_info info;

	arch_trap_capture(&frame);
	arch_trap_describe(&frame, &info);
	EXPECT(info.pc - (vaddr_t)test_capture_sees_its_caller < 0x100);
	EXPECT_EQ(info.fp, arch_frame_pointer());
	EXPECT(info.sp <= info.fp && info.fp - info.sp < 0x1000);
}
