/* SPDX-License-Identifier: MIT */
#include <base/bitmap.h>

/* The bits of word number index that lie in [first, end). */
static u64 mask_of(size_t index, size_t first, size_t end)
{
	u64 mask = ~0ul;

	if (first > index * 64)
		mask &= ~0ul << (first - index * 64);
	if (end < index * 64 + 64)
		mask &= BIT(end - index * 64) - 1;
	return mask;
}

void bitmap_set_range(u64 *map, size_t first, size_t count)
{
	for (size_t i = first / 64; count && i <= (first + count - 1) / 64; i++)
		map[i] |= mask_of(i, first, first + count);
}

void bitmap_clear_range(u64 *map, size_t first, size_t count)
{
	for (size_t i = first / 64; count && i <= (first + count - 1) / 64; i++)
		map[i] &= ~mask_of(i, first, first + count);
}

/* Looks for a set bit in the words exclusive-ored with flip. */
static size_t find(const u64 *map, size_t size, size_t from, u64 flip)
{
	for (size_t i = from / 64; i < BITMAP_WORDS(size); i++) {
		u64 word = (map[i] ^ flip) & mask_of(i, from, size);
		if (word)
			return i * 64 + bits_trailing_zeros(word);
	}
	return BITMAP_NONE;
}

size_t bitmap_find_set(const u64 *map, size_t size, size_t from)
{
	return from < size ? find(map, size, from, 0) : BITMAP_NONE;
}

size_t bitmap_find_clear(const u64 *map, size_t size, size_t from)
{
	return from < size ? find(map, size, from, ~0ul) : BITMAP_NONE;
}

size_t bitmap_find_clear_run(const u64 *map, size_t size, size_t from, size_t count)
{
	for (;;) {
		size_t first = bitmap_find_clear(map, size, from);
		if (first == BITMAP_NONE || count > size - first)
			return BITMAP_NONE;
		size_t next = bitmap_find_set(map, first + count, first);
		if (next == BITMAP_NONE)
			return first;
		from = next + 1;
	}
}

size_t bitmap_count(const u64 *map, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < BITMAP_WORDS(size); i++)
		count += bits_count(map[i] & mask_of(i, 0, size));
	return count;
}
