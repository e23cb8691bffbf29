/* SPDX-License-Identifier: MIT */
/*
 * The time stamp counter and its rate.
 *
 * The rate comes from whoever knows it exactly: the CPU (leaves 0x15 and 0x16),
 * or the hypervisor (leaf 0x40000010, which VMware invented and others copied).
 * If nobody says, the counter is compared with a timer of known rate
 * (clock_compare.c), to about half a percent.
 *
 * Not done: kvmclock and Hyper-V's reference page. They bring more than a rate,
 * and belong to kernel/hv.
 */
#include <arch/clock.h>
#include <debug/log.h>
#include <fw/machine.h>

#include "clock_impl.h"
#include "features.h"
#include "regs.h"

constexpr u64 NANOSECONDS = 1000000000;

static u64 rate;
static u64 start;
static u64 nanoseconds_per_tick; /* fixed point, 32 bits behind the point */

/*
 * Leaf 0x15: the TSC runs at ebx/eax of the crystal, whose rate is in ecx. Older
 * CPUs leave ecx 0; there leaf 0x16 has the base rate in MHz, which is the TSC's.
 */
static u64 rate_from_cpu(void)
{
	u32 highest = cpuid_read(0, 0).eax;

	if (highest < 0x15)
		return 0;
	struct cpuid ratio = cpuid_read(0x15, 0);

	if (ratio.eax == 0 || ratio.ebx == 0)
		return 0;
	if (ratio.ecx != 0)
		return (u64)ratio.ecx * ratio.ebx / ratio.eax;
	if (highest < 0x16)
		return 0;
	return (u64)(cpuid_read(0x16, 0).eax & 0xffff) * 1000000;
}

static u64 rate_from_hypervisor(void)
{
	u32 base = hypervisor_leaf();

	if (base == 0 || cpuid_read(base, 0).eax < base + 0x10)
		return 0;
	return (u64)cpuid_read(base + 0x10, 0).eax * 1000;
}

static bool is_plausible(u64 hz)
{
	return hz >= 1000000 && hz <= 100 * NANOSECONDS;
}

static bool rate_take(u64 hz, const char *source)
{
	if (!is_plausible(hz))
		return false;
	log_info(LOG_TIME, "time stamp counter: %lu.%03lu MHz, by %s", hz / 1000000,
		hz / 1000 % 1000, source);
	rate = hz;
	nanoseconds_per_tick = (NANOSECONDS << 32) / hz;
	start = arch_clock_ticks();
	return true;
}

void arch_clock_init(const struct fw_machine *machine)
{
	if (rate != 0 || !cpu_has(CPU_TSC))
		return;
	if (rate_take(rate_from_cpu(), "the CPU's word") ||
		rate_take(rate_from_hypervisor(), "the hypervisor's word") || machine == NULL)
		return;
	const char *timer = "";
	u64 hz = clock_compare(&machine->time, &timer);

	if (!rate_take(hz, timer))
		log_warn(LOG_TIME, "no timer to compare the time stamp counter with: no time");
}

u64 arch_clock_hz(void)
{
	return rate;
}

u64 arch_clock_now(void)
{
	if (rate == 0)
		return 0;
	return (u64)((unsigned __int128)(arch_clock_ticks() - start) * nanoseconds_per_tick >> 32);
}
