/* SPDX-License-Identifier: MIT */
/*
 * A map of the 64-bit address space: which type each address has.
 *
 * Types are small numbers of the caller's; RANGE_NONE (0) is "nothing known
 * here". The map is always sorted, free of overlaps, and as short as possible:
 * neighbours of one type are one range. That is by construction, and not by
 * repair afterwards: the map is kept as the list of places where the type
 * *changes*, over the whole address space. Any change to it then takes at most
 * two more entries, and overlap cannot even be expressed.
 *
 * When descriptions of memory contradict each other, range_map_add lets the
 * larger type number win; callers number their types so that the more cautious
 * one is the larger. range_map_set overrides.
 *
 * The caller provides the array, and locks. A change that does not fit returns
 * -ENOSPC and leaves the map as it was; two entries of the array serve as
 * working room, so a change may be refused although its result would just have
 * fitted.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

#define RANGE_NONE 0u

struct range_change {
	u64 start; /* from here up to the next entry's start ... */
	u32 type;  /* ... everything has this type */
};

struct range_map {
	struct range_change *changes; /* the first starts at 0 */
	size_t count;
	size_t capacity;
};

/* What the map is read as. A range may end at the very top: use last, not base + length. */
struct range {
	u64 base;
	u64 last; /* included */
	u32 type;
};

static inline u64 range_length(const struct range *range)
{
	/* 2^64 cannot be said; no caller has a range that is everything. */
	return range->last - range->base + 1;
}

/* capacity is at least 1; 2n + 3 is enough for n ranges. */
void range_map_init(struct range_map *map, struct range_change *changes, size_t capacity);

/*
 * Give [base, base + length) a type: only where the present one is smaller
 * (add), or everywhere (set; RANGE_NONE removes). Length 0 changes nothing.
 * -EOVERFLOW if the range leaves the address space, -ENOSPC if there is no
 * room.
 */
MUST_CHECK status_t range_map_add(struct range_map *map, u64 base, u64 length, u32 type);
MUST_CHECK status_t range_map_set(struct range_map *map, u64 base, u64 length, u32 type);

/* Gives a type to those addresses of the range that have type from now. Errors as above. */
MUST_CHECK status_t range_map_replace(
	struct range_map *map, u64 base, u64 length, u32 from, u32 type);

/* The type of an address. */
u32 range_map_type(const struct range_map *map, u64 address);

/*
 * Iterates in order over everything that has a type: start with *cursor = 0;
 * false at the end. The map must not change meanwhile.
 */
bool range_map_next(const struct range_map *map, size_t *cursor, struct range *range);

/* Whether all of [base, base + length) has this type. False for what wraps, or is empty. */
bool range_map_is_all(const struct range_map *map, u64 base, u64 length, u32 type);

/*
 * Finds length bytes of a type, aligned (to a power of two), within [low,
 * high]: the highest such place or the lowest. -ENOENT if there is none.
 * Changes nothing: range_map_set takes it.
 */
enum range_order {
	RANGE_LOWEST,
	RANGE_HIGHEST,
};
struct range_wish {
	u32 type;
	enum range_order order;
	u64 length;
	u64 alignment;
	u64 low;
	u64 high; /* included: the last byte must be at or below it */
};
MUST_CHECK status_t range_map_find(
	const struct range_map *map, const struct range_wish *wish, u64 *base);

/* The bytes of a type in all. */
u64 range_map_total(const struct range_map *map, u32 type);
