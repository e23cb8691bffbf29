/* SPDX-License-Identifier: MIT */
#include <arch/clock.h>
#include <fw/machine.h>
#include <test/test.h>

#include "clock_impl.h"

static const struct fw_time pit_only;

static u64 difference(u64 a, u64 b)
{
	return a > b ? a - b : b - a;
}

TEST(time_goes_forward)
{
	if (arch_clock_hz() == 0)
		SKIP("the rate is not known");
	u64 before = arch_clock_now();

	for (int i = 0; i < 1000; i++) {
		u64 now = arch_clock_now();

		EXPECT(now >= before);
		before = now;
	}
}

/* Timers that know nothing of each other agree, roughly: the host may be busy. */
TEST(timers_agree)
{
	const char *name;
	u64 by_pit = clock_compare(&pit_only, &name);

	if (by_pit == 0 || arch_clock_hz() == 0)
		SKIP("there is no PIT here, or no other way");
	EXPECT(difference(by_pit, arch_clock_hz()) < arch_clock_hz() / 8);
}
