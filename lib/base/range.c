/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/bits.h>
#include <base/checked.h>
#include <base/range.h>
#include <base/string.h>

void range_map_init(struct range_map *map, struct range_change *changes, size_t capacity)
{
	*map = (struct range_map){ .changes = changes, .count = 1, .capacity = capacity };
	changes[0] = (struct range_change){ .start = 0, .type = RANGE_NONE };
}

/* The entry whose piece holds address. */
static size_t find(const struct range_map *map, u64 address)
{
	size_t low = 0;
	size_t high = map->count; /* changes[low].start <= address < changes[high].start */

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (map->changes[middle].start <= address)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static u64 last_of(const struct range_map *map, size_t index)
{
	return index + 1 < map->count ? map->changes[index + 1].start - 1 : UINT64_MAX;
}

static bool is_boundary(const struct range_map *map, u64 address)
{
	return map->changes[find(map, address)].start == address;
}

/* Makes a piece begin at address; returns its index. There is room. */
static size_t split(struct range_map *map, u64 address)
{
	size_t index = find(map, address);

	if (map->changes[index].start == address)
		return index;
	index++;
	memmove(&map->changes[index + 1], &map->changes[index],
		(map->count - index) * sizeof(map->changes[0]));
	map->changes[index] =
		(struct range_change){ .start = address, .type = map->changes[index - 1].type };
	map->count++;
	return index;
}

/* Joins equal neighbours. */
static void merge(struct range_map *map)
{
	size_t kept = 1;

	for (size_t i = 1; i < map->count; i++)
		if (map->changes[i].type != map->changes[kept - 1].type)
			map->changes[kept++] = map->changes[i];
	map->count = kept;
}

/* Which of the pieces in a range change their type. */
enum change_rule {
	CHANGE_SMALLER, /* those with a smaller type */
	CHANGE_EQUAL,	/* those with a given type */
	CHANGE_ALL,
};

static bool is_changed(enum change_rule rule, u32 old, u32 from, u32 type)
{
	switch (rule) {
	case CHANGE_SMALLER: return old < type;
	case CHANGE_EQUAL: return old == from;
	default: return true;
	}
}

static status_t change(
	struct range_map *map, u64 base, u64 length, u32 type, enum change_rule rule, u32 from)
{
	u64 last;

	if (length == 0)
		return 0;
	if (!checked_add(base, length - 1, &last))
		return -EOVERFLOW;
	size_t needed = !is_boundary(map, base);
	if (last != UINT64_MAX)
		needed += !is_boundary(map, last + 1);
	if (needed > map->capacity - map->count)
		return -ENOSPC;

	/* The upper split first: it leaves the index of the lower one alone. */
	size_t end = last == UINT64_MAX ? map->count : split(map, last + 1);
	size_t count = map->count;
	size_t first = split(map, base);
	end += map->count - count;
	for (size_t i = first; i < end; i++)
		if (is_changed(rule, map->changes[i].type, from, type))
			map->changes[i].type = type;
	merge(map);
	return 0;
}

status_t range_map_add(struct range_map *map, u64 base, u64 length, u32 type)
{
	return change(map, base, length, type, CHANGE_SMALLER, 0);
}

status_t range_map_set(struct range_map *map, u64 base, u64 length, u32 type)
{
	return change(map, base, length, type, CHANGE_ALL, 0);
}

status_t range_map_replace(struct range_map *map, u64 base, u64 length, u32 from, u32 type)
{
	return change(map, base, length, type, CHANGE_EQUAL, from);
}

u32 range_map_type(const struct range_map *map, u64 address)
{
	return map->changes[find(map, address)].type;
}

bool range_map_next(const struct range_map *map, size_t *cursor, struct range *range)
{
	size_t index = *cursor;

	while (index < map->count && map->changes[index].type == RANGE_NONE)
		index++;
	*cursor = index + 1;
	if (index >= map->count)
		return false;
	*range = (struct range){
		.base = map->changes[index].start,
		.last = last_of(map, index),
		.type = map->changes[index].type,
	};
	return true;
}

bool range_map_is_all(const struct range_map *map, u64 base, u64 length, u32 type)
{
	u64 last;

	if (length == 0 || !checked_add(base, length - 1, &last))
		return false;
	size_t index = find(map, base);
	return map->changes[index].type == type && last <= last_of(map, index);
}

/* The wished-for place within one piece. */
static bool fit(const struct range_wish *wish, u64 low, u64 last, u64 *base)
{
	low = max(low, wish->low);
	last = min(last, wish->high);
	if (!checked_align_up(low, wish->alignment, &low))
		return false;
	if (low > last || wish->length - 1 > last - low)
		return false;
	*base = wish->order == RANGE_LOWEST
			? low
			: ALIGN_DOWN(last - (wish->length - 1), wish->alignment);
	return true;
}

status_t range_map_find(const struct range_map *map, const struct range_wish *wish, u64 *base)
{
	status_t status = -ENOENT;

	if (wish->length == 0 || !bits_is_power_of_two(wish->alignment))
		return -EINVAL;
	for (size_t i = 0; i < map->count; i++) {
		if (map->changes[i].type != wish->type)
			continue;
		if (!fit(wish, map->changes[i].start, last_of(map, i), base))
			continue;
		status = 0;
		if (wish->order == RANGE_LOWEST)
			break;
	}
	return status;
}

u64 range_map_total(const struct range_map *map, u32 type)
{
	u64 total = 0;

	for (size_t i = 0; i < map->count; i++)
		if (map->changes[i].type == type)
			total += last_of(map, i) - map->changes[i].start + 1;
	return total;
}
