/* SPDX-License-Identifier: MIT */
/*
 * The rate of the time stamp counter, by comparison with a timer of known rate:
 * the HPET, the ACPI PM timer, or the PIT that every PC has.
 *
 * A sample pairs both counters. To get rid of the timer's coarseness, it is taken
 * where the timer moves on: that happened between two reads, whose middle counts
 * and whose distance is what we do not know. The comparison ends as soon as that
 * is a thousandth of what was measured, and in any case after 100 us, with the
 * best pair of samples: a host that takes the CPU away in the middle of one
 * makes it wide, not wrong. Under emulation, where reading a timer costs some
 * instructions, 10 us are enough; on hardware, where it costs a microsecond, the
 * limit decides, and the error is about half a percent.
 */
#include <arch/clock.h>
#include <arch/mmu.h>
#include <fw/machine.h>

#include "acpi_register.h"
#include "clock_impl.h"
#include "ports.h"

enum : u64 {
	PM_TIMER_HZ = 3579545,
	PIT_HZ = 1193182,
	FEMTOSECONDS = 1000000000000000,
};

/* A counter that counts up, modulo its mask + 1. */
struct timer {
	u32 (*read)(const struct timer *timer);
	u64 hz;
	u32 mask;
	union {
		struct acpi_register pm;
		vaddr_t hpet;
	};
};

/* --- HPET --- */

enum {
	HPET_SIZE = 1024,
	HPET_PERIOD = 4, /* upper half of register 0: femtoseconds a tick */
	HPET_CONFIG = 0x10,
	HPET_COUNTER = 0xf0,
};

constexpr u32 HPET_PERIOD_MAX = 100000000; /* the standard's limit: 10 MHz */
constexpr u32 HPET_ENABLE = 1 << 0;

static volatile u32 *hpet_register(vaddr_t base, unsigned offset)
{
	return (volatile u32 *)(base + offset);
}

/* The low half suffices for 100 us. */
static u32 hpet_read(const struct timer *timer)
{
	return *hpet_register(timer->hpet, HPET_COUNTER);
}

/* Counting is switched on and left on: it disturbs nobody. */
static bool hpet_open(struct timer *out, paddr_t base)
{
	vaddr_t mapped =
		base != 0 ? (vaddr_t)device_map(base, HPET_SIZE, MMU_DEVICE | MMU_WRITE) : 0;

	if (mapped == 0)
		return false;
	u32 period = *hpet_register(mapped, HPET_PERIOD);

	if (period == 0 || period > HPET_PERIOD_MAX)
		return false;
	*hpet_register(mapped, HPET_CONFIG) |= HPET_ENABLE;
	*out = (struct timer){
		.read = hpet_read, .hz = FEMTOSECONDS / period, .mask = UINT32_MAX, .hpet = mapped
	};
	return true;
}

/* --- ACPI PM timer --- */

static u32 pm_read(const struct timer *timer)
{
	return (u32)acpi_register_read(&timer->pm);
}

static bool pm_open(struct timer *out, const struct fw_time *told)
{
	u32 mask = told->pm_timer_32 ? UINT32_MAX : 0xffffff;

	*out = (struct timer){ .read = pm_read, .hz = PM_TIMER_HZ, .mask = mask };
	return acpi_register_open(&out->pm, &told->pm_timer);
}

/* --- PIT, channel 2: the one that interrupts nobody --- */

enum : u16 {
	PIT_CHANNEL_2 = 0x42,
	PIT_COMMAND = 0x43,
	PIT_GATE = 0x61, /* bit 0: channel 2 counts; bit 1: and is heard */
};
enum : u8 {
	PIT_CHANNEL_2_MODE_0 = 0xb0, /* count down once, low byte then high byte */
	PIT_CHANNEL_2_LATCH = 0x80,
	PIT_GATE_ON = 1 << 0,
	PIT_SPEAKER_ON = 1 << 1,
};

static u32 pit_read(const struct timer *)
{
	port_write8(PIT_COMMAND, PIT_CHANNEL_2_LATCH);
	u32 low = port_read8(PIT_CHANNEL_2);

	return 0xffff - (low | (u32)port_read8(PIT_CHANNEL_2) << 8);
}

static void pit_open(struct timer *out)
{
	u8 gate = port_read8(PIT_GATE);

	port_write8(PIT_GATE, (u8)((gate & ~PIT_SPEAKER_ON) | PIT_GATE_ON));
	port_write8(PIT_COMMAND, PIT_CHANNEL_2_MODE_0);
	port_write8(PIT_CHANNEL_2, 0xff);
	port_write8(PIT_CHANNEL_2, 0xff);
	*out = (struct timer){ .read = pit_read, .hz = PIT_HZ, .mask = 0xffff };
}

/* --- The comparison --- */

enum {
	/*
	 * Reads after which a timer that has not moved is taken for dead. The
	 * slowest tick is 838 ns; a read takes 20 ns at the very least, as
	 * emulators count time.
	 */
	DEAD_AFTER = 128,
	FIRST_OF = 3,	     /* samples, of which the narrowest is the first */
	SAMPLES_MAX = 10000, /* more than 100 us have room for */
	LONGEST = 10000,     /* a second by this is 100 us */
	UNCERTAIN = 1 << 20, /* all of what was measured is */
	CERTAIN_ENOUGH = UNCERTAIN / 1000,
	TOO_UNCERTAIN = UNCERTAIN / 50,
	TRIES = 3,
};

struct sample {
	u64 tsc;
	u64 width; /* the TSC's uncertainty */
	u32 timer;
};

/* Waits for the timer to move on; false if it never does. */
static bool sample_at_edge(const struct timer *timer, struct sample *out)
{
	u64 before = arch_clock_ticks();
	u32 old = timer->read(timer);

	for (int i = 0; i < DEAD_AFTER; i++) {
		u64 between = arch_clock_ticks();
		u32 value = timer->read(timer);

		if (((value ^ old) & timer->mask) != 0) {
			u64 width = arch_clock_ticks() - before;

			*out = (struct sample){ before + width / 2, width, value };
			return true;
		}
		before = between;
	}
	return false;
}

static bool sample_first(const struct timer *timer, struct sample *out)
{
	struct sample sample;

	out->width = UINT64_MAX;
	for (int i = 0; i < FIRST_OF; i++) {
		if (!sample_at_edge(timer, &sample))
			return false;
		if (sample.width < out->width)
			*out = sample;
	}
	return true;
}

/* Replaces *hz by what is less *uncertain; false if the counters do not work. */
static bool compare_once(const struct timer *timer, u64 *hz, u64 *uncertain)
{
	struct sample first, now;

	if (!sample_first(timer, &first))
		return false;
	for (int i = 0; i < SAMPLES_MAX && *uncertain > CERTAIN_ENOUGH; i++) {
		if (!sample_at_edge(timer, &now))
			return false;
		u64 elapsed = now.tsc - first.tsc;
		u64 ticks = (now.timer - first.timer) & timer->mask;

		if (elapsed == 0 || ticks == 0)
			return false;
		u64 doubt = (first.width + now.width) * UNCERTAIN / elapsed;

		if (doubt < *uncertain) {
			*uncertain = doubt;
			*hz = elapsed * timer->hz / ticks;
		}
		if (ticks >= timer->hz / LONGEST)
			break;
	}
	return true;
}

/* More than one try only if something took the CPU from us all the time. */
static u64 compare(const struct timer *timer)
{
	u64 hz = 0, uncertain = UNCERTAIN;

	for (int tries = 0; tries < TRIES && uncertain > TOO_UNCERTAIN; tries++)
		if (!compare_once(timer, &hz, &uncertain))
			return 0;
	return hz;
}

u64 clock_compare(const struct fw_time *told)
{
	struct timer timer;
	u64 hz = 0;

	if (hpet_open(&timer, told->hpet))
		hz = compare(&timer);
	if (hz == 0 && pm_open(&timer, told))
		hz = compare(&timer);
	if (hz == 0) {
		pit_open(&timer);
		hz = compare(&timer);
	}
	return hz;
}
