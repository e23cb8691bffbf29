/* SPDX-License-Identifier: MIT */
#include <boot/paging.h>

#include <abi/errors.h>
#include <base/string.h>
#include <boot/page.h>

enum {
	LEVEL_BITS = 9,
};

static u32 level_shift(u32 level)
{
	return (u32)PAGE_SHIFT + level * LEVEL_BITS;
}

/* Bytes behind one entry of a table at this level. */
static u64 level_size(u32 level)
{
	return 1ul << level_shift(level);
}

static u32 index_at(vaddr_t at, u32 level)
{
	return (at >> level_shift(level)) % PT_ENTRIES;
}

static u64 *table_at(paddr_t at)
{
	return (u64 *)at;
}

static status_t take_table(struct pt_pool *pool, paddr_t *out)
{
	if (pool->used == pool->pages)
		return -ENOMEM;
	*out = pool->at + pool->used++ * PAGE_SIZE;
	memset(table_at(*out), 0, PAGE_SIZE);
	return 0;
}

vaddr_t pt_upper_half(const struct pt_format *format)
{
	/* Where one register holds both halves, the top address bit chooses between them. */
	return ~0ul << (format->split ? format->address_bits : format->address_bits - 1);
}

status_t pt_create(
	struct pt *pt, const struct pt_format *format, u8 leaf_levels, struct pt_pool *pool)
{
	*pt = (struct pt){ .format = format, .pool = pool };
	pt->leaf_levels = min(leaf_levels, format->leaf_levels);
	return take_table(pool, &pt->root);
}

status_t pt_fork(const struct pt *kernel, struct pt *out)
{
	struct pt fork = *kernel;
	status_t status = take_table(kernel->pool, &fork.root);

	if (status)
		return status;
	if (!fork.format->split)
		memcpy(table_at(fork.root) + PT_ENTRIES / 2,
			table_at(kernel->root) + PT_ENTRIES / 2, PAGE_SIZE / 2);
	*out = fork;
	return 0;
}

/* The entry for `at` at `level`; tables on the way down are made. */
static status_t find_entry(struct pt *pt, vaddr_t at, u32 level, u64 **out)
{
	paddr_t table = pt->root;

	for (u32 i = pt->format->levels - 1u; i > level; i--) {
		u64 *entry = &table_at(table)[index_at(at, i)];

		if (*entry) {
			table = pt->format->next(*entry, i);
			if (!table)
				return -EEXIST;
		} else {
			status_t status = take_table(pt->pool, &table);

			if (status)
				return status;
			*entry = pt->format->table(table);
		}
	}
	*out = &table_at(table)[index_at(at, level)];
	return 0;
}

/* The highest level at which a leaf may stand for the beginning of this mapping. */
static u32 leaf_level(const struct pt *pt, vaddr_t from, paddr_t to, u64 size)
{
	u32 level = pt->leaf_levels - 1u;

	while (level > 0 && (((from | to) & (level_size(level) - 1)) || size < level_size(level)))
		level--;
	return level;
}

status_t pt_map(struct pt *pt, vaddr_t from, paddr_t to, u64 size, u32 flags)
{
	while (size > 0) {
		u32 level = leaf_level(pt, from, to, size);
		u64 *entry;
		status_t status = find_entry(pt, from, level, &entry);

		if (status)
			return status;
		if (*entry)
			return -EEXIST;
		*entry = pt->format->leaf(to, level, flags);
		from += level_size(level);
		to += level_size(level);
		size -= level_size(level);
	}
	return 0;
}

/*
 * A table at some level is needed for every entry of the level above that cannot be one
 * leaf. If both addresses are aligned alike, only those at the two ends cannot; else, and
 * where leaves of that size do not exist, it is all of them.
 */
u64 pt_cost(const struct pt *pt, vaddr_t from, paddr_t to, u64 size)
{
	u64 cost = 0;

	if (size == 0)
		return 0;
	for (u32 level = 0; level + 1 < pt->format->levels; level++) {
		u64 above = level_size(level + 1);
		u64 touched = ((from + size - 1) / above) - from / above + 1;
		bool leaves = level + 1 < pt->leaf_levels && ((from ^ to) & (above - 1)) == 0;

		cost += leaves && touched > 2 ? 2 : touched;
	}
	return cost;
}
