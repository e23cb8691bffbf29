/* SPDX-License-Identifier: MIT */
/*
 * The generic timer's counter. It runs at one fixed rate on all CPUs, and the
 * firmware writes that rate where EL1 can read it, so there is nothing to
 * measure. A firmware that forgets leaves 0; time stamps then stay at zero.
 */
#include <arch/clock.h>

static constexpr u64 NANOSECONDS = 1000000000;

static u64 rate;
static u64 started;
static u64 multiplier; /* nanoseconds a tick, as 32.32 fixed point */

void arch_clock_init(const struct fw_machine *machine)
{
	(void)machine;
	if (rate != 0)
		return;
	rate = sysreg_read(cntfrq_el0) & UINT32_MAX;
	if (rate == 0)
		return;
	multiplier = (NANOSECONDS << 32) / rate;
	started = arch_clock_ticks();
}

u64 arch_clock_hz(void)
{
	return rate;
}

/* The product needs 128 bits: 64 would be used up after four seconds. */
u64 arch_clock_now(void)
{
	if (rate == 0)
		return 0;
	return (u64)((unsigned __int128)(arch_clock_ticks() - started) * multiplier >> 32);
}
