/* SPDX-License-Identifier: MIT */
/*
 * The rate of the time stamp counter, by comparison with a timer of known rate.
 *
 * A sample pairs both counters. To get rid of the timer's coarseness, it is taken
 * where the timer moves on: that happened between two reads, whose middle counts
 * and whose distance is what we do not know. The comparison ends as soon as that
 * is a four-hundredth of what was measured, and in any case after 100 us, with the
 * best pair of samples: a host that takes the CPU away in the middle of one
 * makes it wide, not wrong. Under emulation, where reading a timer costs some
 * instructions, some 30 us are enough; on hardware, where it costs a microsecond, the
 * limit decides, and the error is about half a percent.
 */
#include <arch/clock.h>

#include "clock_impl.h"
#include "reference_timer.h"

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
	CERTAIN_ENOUGH = UNCERTAIN / 400,
	TOO_UNCERTAIN = UNCERTAIN / 50,
	TRIES = 3,
};

struct sample {
	u64 tsc;
	u64 width; /* the TSC's uncertainty */
	u32 timer;
};

/* Waits for the timer to move on; false if it never does. */
static bool sample_at_edge(const struct reference_timer *timer, struct sample *out)
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

static bool sample_first(const struct reference_timer *timer, struct sample *out)
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
static bool compare_once(const struct reference_timer *timer, u64 *hz, u64 *uncertain)
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
static u64 compare(const struct reference_timer *timer)
{
	u64 hz = 0, uncertain = UNCERTAIN;

	for (int tries = 0; tries < TRIES && uncertain > TOO_UNCERTAIN; tries++)
		if (!compare_once(timer, &hz, &uncertain))
			return 0;
	return hz;
}

u64 clock_compare(const struct fw_time *told, const char **name)
{
	struct reference_timer timer;
	u64 hz = 0;

	if (reference_timer_hpet(&timer, told))
		hz = compare(&timer);
	if (hz == 0 && reference_timer_pm(&timer, told))
		hz = compare(&timer);
	if (hz == 0) {
		reference_timer_pit(&timer);
		hz = compare(&timer);
	}
	*name = timer.name;
	return hz;
}
