/* SPDX-License-Identifier: MIT */
/*
 * The log ring.
 *
 * Records of different length lie one behind the other in a fixed buffer, each
 * a head and its text, rounded up to the head's size. `tail` and `head`
 * only ever grow; an offset is their value modulo the size. A record never
 * wraps: when the room to the buffer's end is too small, a filler record with
 * `subsys` FILLER takes it up. To make room, whole records are dropped at the tail,
 * so the ring always holds the newest lines, complete.
 *
 * Interrupts are off while the ring changes. A trap that cannot be held off
 * (NMI, machine check) ends in panic, which reads the ring but adds to it only
 * after the interrupted writer can no longer run.
 */
#include <arch/clock.h>
#include <arch/cpu.h>
#include <base/bits.h>
#include <base/string.h>
#include <debug/console.h>
#include <debug/log.h>

#include "log_impl.h"

enum {
	RING_SIZE = 16 * 1024,
	RECORD_ALIGN = 16,
	FILLER = 0xff,
};

struct record {
	u64 time; /* nanoseconds */
	u16 size; /* of head and text, a multiple of RECORD_ALIGN */
	u16 length;
	u8 subsys;
	u8 level;
	u8 unused[2];
	char text[];
};

/* So that a filler's head always fits. */
static_assert(sizeof(struct record) == RECORD_ALIGN && RING_SIZE % RECORD_ALIGN == 0);

static alignas(RECORD_ALIGN) u8 ring[RING_SIZE];
static u64 ring_head, ring_tail;

static struct record *record_at(u64 position)
{
	return (void *)&ring[position % RING_SIZE];
}

/*
 * Behind the record at `position`. A panic may be about a ring that was overwritten: a
 * size that cannot be right ends the walk, and so every loop over records ends.
 */
static u64 record_end(u64 position)
{
	u64 size = record_at(position)->size;

	return size >= sizeof(struct record) && size <= ring_head - position ? position + size
									     : ring_head;
}

static void drop_until_fits(u64 size)
{
	while (ring_head + size - ring_tail > RING_SIZE)
		ring_tail = record_end(ring_tail);
}

/* Room for a record of `size` bytes at ring_head, in one piece. */
static struct record *ring_reserve(u64 size)
{
	u64 to_end = RING_SIZE - ring_head % RING_SIZE;

	if (to_end < size) {
		drop_until_fits(to_end);
		*record_at(ring_head) = (struct record){ .size = (u16)to_end, .subsys = FILLER };
		ring_head += to_end;
	}
	drop_until_fits(size);
	return record_at(ring_head);
}

static const struct record *ring_append(
	enum log_subsys subsys, enum log_level level, const char *text, size_t length)
{
	u64 size = ALIGN_UP(sizeof(struct record) + length, RECORD_ALIGN);
	u64 irq = arch_irq_save();
	struct record *record = ring_reserve(size);

	record->time = arch_clock_now();
	record->size = (u16)size;
	record->length = (u16)length;
	record->subsys = (u8)subsys;
	record->level = (u8)level;
	memcpy(record->text, text, length);
	ring_head += size;
	arch_irq_restore(irq);
	return record;
}

/* Time steps back, tags guide the eye, and what should be noticed is red or yellow. */
#define DIM   "\x1b[90m"
#define TAG   "\x1b[33m"
#define PLAIN "\x1b[0m"

static const char *level_colour(u8 level)
{
	return level == LOG_ERROR ? "\x1b[91m" : level == LOG_WARN ? "\x1b[93m" : PLAIN;
}

static void record_print(struct fmt_sink *sink, const struct record *record)
{
	u64 microseconds = record->time / 1000;

	fmt_print(sink, DIM "[%5lu.%06lu] " TAG "%s %s%.*s%s\n", microseconds / 1000000,
		microseconds % 1000000, log_subsystems[record->subsys].tag,
		level_colour(record->level), (int)record->length, record->text,
		record->level <= LOG_WARN ? PLAIN : "");
}

void log_event(enum log_subsys subsys, enum log_level level, const char *format, ...)
{
	char text[LOG_LINE_MAX];
	va_list args;

	va_start(args, format);
	size_t length = min(fmt_vstring(text, sizeof(text), format, args), sizeof(text) - 1);

	str_make_printable(text, length);
	const struct record *record = ring_append(subsys, level, text, length);

	va_end(args);
	if (log_shown(subsys, level))
		record_print(console_sink(), record);
}

/* The first real record at or after `position`; ring_head if there is none. */
static u64 skip_filler(u64 position)
{
	while (position != ring_head && record_at(position)->subsys == FILLER)
		position = record_end(position);
	return position;
}

static u64 record_first(void)
{
	return skip_filler(ring_tail);
}

static u64 record_next(u64 position)
{
	return skip_filler(record_end(position));
}

/* A sink that leads to one console only. */
struct replay_sink {
	struct fmt_sink sink;
	struct console *console;
};

static void replay_write(struct fmt_sink *sink, const char *text, size_t length)
{
	struct console *console = container_of(sink, struct replay_sink, sink)->console;

	console->write(console, text, length);
}

void log_replay(struct console *console)
{
	struct replay_sink replay = { .sink.write = replay_write, .console = console };

	for (u64 at = record_first(); at != ring_head; at = record_next(at)) {
		const struct record *record = record_at(at);

		if (log_enabled(record->subsys, record->level))
			record_print(&replay.sink, record);
	}
}

void log_print_tail(struct fmt_sink *sink, unsigned lines)
{
	unsigned total = 0;

	for (u64 at = record_first(); at != ring_head; at = record_next(at))
		total++;
	for (u64 at = record_first(); at != ring_head; at = record_next(at))
		if (total-- <= lines)
			record_print(sink, record_at(at));
}
