/* SPDX-License-Identifier: MIT */
/*
 * Bitmaps: arrays of 64-bit words that the caller provides, bit 0 being the
 * lowest bit of the first word. Searches stop at the given size, so bits above
 * it in the last word may hold anything. No locks and no atomicity.
 */
#pragma once

#include <base/bits.h>
#include <base/types.h>

/* u64 map[BITMAP_WORDS(bits)] */
#define BITMAP_WORDS(bits) DIV_ROUND_UP((size_t)(bits), 64)

#define BITMAP_NONE SIZE_MAX

static inline bool bitmap_test(const u64 *map, size_t bit)
{
	return map[bit / 64] >> (bit % 64) & 1;
}

static inline void bitmap_set(u64 *map, size_t bit)
{
	map[bit / 64] |= BIT(bit % 64);
}

static inline void bitmap_clear(u64 *map, size_t bit)
{
	map[bit / 64] &= ~BIT(bit % 64);
}

/* count bits from first on. */
void bitmap_set_range(u64 *map, size_t first, size_t count);
void bitmap_clear_range(u64 *map, size_t first, size_t count);

/* The first set (clear) bit at or above from, below size; BITMAP_NONE if there is none. */
size_t bitmap_find_set(const u64 *map, size_t size, size_t from);
size_t bitmap_find_clear(const u64 *map, size_t size, size_t from);

/* The beginning of the first run of count clear bits at or above from; or BITMAP_NONE. */
size_t bitmap_find_clear_run(const u64 *map, size_t size, size_t from, size_t count);

/* How many of the first size bits are set. */
size_t bitmap_count(const u64 *map, size_t size);
