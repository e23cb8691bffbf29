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

/* Collects up to four callers of the function whose frame this is. */
static unsigned collect(vaddr_t fp, vaddr_t out[4])
{
	struct backtrace walk = { .fp = fp };
	unsigned count = 0;

	while (count < 4 && backtrace_next(&walk, &out[count]))
		count++;
	return count;
}

TEST(backtrace_names_its_callers)
{
	vaddr_t callers[4];
	struct symbol symbol;

	REQUIRE(collect(arch_frame_pointer(), callers) >= 2);
	REQUIRE(symbol_find(callers[0] - 1, &symbol));
	EXPECT_STR(symbol.name, "test_run_one");
	REQUIRE(symbol_find(callers[1] - 1, &symbol));
	EXPECT(str_has_prefix(symbol.name, "run_and_tell") ||
		str_has_prefix(symbol.name, "selftest_"));
}

TEST(backtrace_survives_a_broken_chain)
{
	vaddr_t out[4];
	alignas(16) vaddr_t wild[4] = { 0x123456789abcdef0, 1, 0x10, 1 };
	alignas(16) vaddr_t loop[4] = { (vaddr_t)&loop[2], 1, (vaddr_t)&loop[2], 1 };

	EXPECT_EQ(collect(0, out), 0);
	EXPECT_EQ(collect(3, out), 0);
	EXPECT(collect((vaddr_t)&wild[2], out) <= 2);
	EXPECT(collect((vaddr_t)&loop[2], out) < 4);
}
