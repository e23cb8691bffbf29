/* SPDX-License-Identifier: MIT */
/*
 * The time counter. It runs at one rate on all harts, which only the machine's
 * description tells.
 */
#include <arch/clock.h>
#include <fw/machine.h>

enum { NANOSECONDS = 1000000000 };

static u64 hz;
static u64 start;

void arch_clock_init(const struct fw_machine *machine)
{
	if (machine == nullptr || machine->time.timebase == 0 || hz != 0)
		return;
	hz = machine->time.timebase;
	start = arch_clock_ticks();
}

u64 arch_clock_hz(void)
{
	return hz;
}

/* In two steps, because ticks times 10^9 overflows after minutes. */
u64 arch_clock_now(void)
{
	if (hz == 0)
		return 0;
	u64 ticks = arch_clock_ticks() - start;

	return ticks / hz * NANOSECONDS + ticks % hz * NANOSECONDS / hz;
}
