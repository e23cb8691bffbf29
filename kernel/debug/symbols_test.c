/* SPDX-License-Identifier: MIT */
#include <arch/cpu.h>
#include <base/string.h>
#include <debug/backtrace.h>
#include <debug/symbols.h>
#include <test/test.h>

TEST(symbols_find_function_by_its_code)
{
	struct symbol symbol;

	REQUIRE(symbol_find((vaddr_t)symbol_find + 1, &symbol));
	EXPECT_STR(symbol.name, "symbol_find");
	EXPECT_EQ(symbol.start, (vaddr_t)symbol_find);
	EXPECT_EQ(symbol_address("symbol_find"), (vaddr_t)symbol_find);
}

TEST(symbols_refuse_what_is_no_code)
{
	struct symbol symbol;
	static u32 data;

	EXPECT(!symbol_find(0, &symbol));
	EXPECT(!symbol_find((vaddr_t)&data, &symbol));
	EXPECT(!symbol_find(UINT64_MAX, &symbol));
	EXPECT_EQ(symbol_address("no such function"), 0);
}

[[clang::noinline]] static unsigned collect_here(vaddr_t *out, unsigned max)
{
	unsigned count = backtrace_collect(arch_frame_pointer(), out, max);

	/* Keeps the call above from becoming a jump that would leave no frame. */
	asm volatile("");
	return count;
}

TEST(backtrace_names_its_callers)
{
	vaddr_t callers[BACKTRACE_MAX];
	struct symbol symbol;

	REQUIRE(collect_here(callers, BACKTRACE_MAX) > 2);
	REQUIRE(symbol_find(callers[0] - 1, &symbol));
	EXPECT(strncmp(symbol.name, "test_", 5) == 0 || symbol.start != 0);
	REQUIRE(symbol_find(callers[1] - 1, &symbol));
	EXPECT_STR(symbol.name, "test_run_one");
}

TEST(backtrace_survives_a_broken_chain)
{
	vaddr_t out[4];
	alignas(16) vaddr_t wild[4] = { 0x123456789abcdef0, 1, 0x10, 1 };
	alignas(16) vaddr_t loop[4] = { (vaddr_t)&loop[2], 1, (vaddr_t)&loop[2], 1 };

	EXPECT(backtrace_collect(0, out, 4) == 0);
	EXPECT(backtrace_collect(3, out, 4) == 0);
	EXPECT(backtrace_collect((vaddr_t)&wild[2], out, 4) <= 2);
	EXPECT(backtrace_collect((vaddr_t)&loop[2], out, 4) <= 4);
}
