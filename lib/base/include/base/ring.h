/* SPDX-License-Identifier: MIT */
/*
 * A ring of bytes over memory that the caller provides.
 *
 * Positions count bytes since the beginning and never wrap (2^64 bytes outlast
 * the machine); a byte's place is its position modulo the size, a power of two.
 * What is kept is [tail, head). Two ways to fill it: ring_push refuses what
 * does not fit, as between a producer and a consumer; ring_overwrite drops the
 * oldest, as for a log. The caller locks.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

struct ring {
	u8 *bytes;
	size_t size;
	u64 head; /* where the next byte goes */
	u64 tail; /* the oldest byte kept */
};

/* size is a power of two. */
static inline void ring_init(struct ring *ring, void *bytes, size_t size)
{
	*ring = (struct ring){ .bytes = bytes, .size = size };
}

static inline size_t ring_used(const struct ring *ring)
{
	return ring->head - ring->tail;
}

static inline size_t ring_room(const struct ring *ring)
{
	return ring->size - ring_used(ring);
}

/* All or nothing: false if it does not fit. */
MUST_CHECK bool ring_push(struct ring *ring, const void *bytes, size_t length);

/* Always; afterwards at most the last size bytes are there. */
void ring_overwrite(struct ring *ring, const void *bytes, size_t length);

/* Takes up to length of the oldest bytes; returns how many. */
size_t ring_pop(struct ring *ring, void *bytes, size_t length);

/*
 * Copies up to length bytes from *position on without taking them, and moves
 * *position behind them; first up to the oldest byte if it was overtaken.
 * Returns how many. This is how any number of readers follow a log.
 */
size_t ring_read(const struct ring *ring, u64 *position, void *bytes, size_t length);
