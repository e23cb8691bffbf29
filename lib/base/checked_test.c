/* SPDX-License-Identifier: MIT */
#include <base/checked.h>
#include <test/test.h>

TEST(add_sub_mul)
{
	u64 r = 7;

	EXPECT(checked_add(1, 2, &r) && r == 3);
	EXPECT(checked_add(UINT64_MAX, 0, &r) && r == UINT64_MAX);
	EXPECT(!checked_add(UINT64_MAX, 1, &r) && r == UINT64_MAX);
	EXPECT(checked_sub(5, 5, &r) && r == 0);
	EXPECT(!checked_sub(5, 6, &r) && r == 0);
	EXPECT(checked_mul(BIT(32), BIT(31), &r) && r == BIT(63));
	EXPECT(!checked_mul(BIT(32), BIT(32), &r) && r == BIT(63));
}

TEST(align_and_narrow)
{
	u64 r = 7;
	u32 n = 7;

	EXPECT(checked_align_up(4097, 4096, &r) && r == 8192);
	EXPECT(checked_align_up(UINT64_MAX - 4095, 4096, &r) && r == UINT64_MAX - 4095);
	EXPECT(!checked_align_up(UINT64_MAX - 4094, 4096, &r));
	EXPECT(checked_to_u32(UINT32_MAX, &n) && n == UINT32_MAX);
	EXPECT(!checked_to_u32(1ul + UINT32_MAX, &n) && n == UINT32_MAX);
}

TEST(within)
{
	EXPECT(checked_within(0, 0, 0));
	EXPECT(checked_within(4, 6, 10));
	EXPECT(checked_within(10, 0, 10));
	EXPECT(!checked_within(4, 7, 10));
	EXPECT(!checked_within(11, 0, 10));
	EXPECT(!checked_within(UINT64_MAX, 2, 10));
	EXPECT(!checked_within(2, UINT64_MAX, 10));
}
