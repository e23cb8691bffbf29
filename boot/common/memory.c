/* SPDX-License-Identifier: MIT */
#include <boot/memory.h>

#include <abi/errors.h>
#include <base/checked.h>
#include <boot/page.h>

enum limine_memmap_type memory_type(enum memory kind, const struct revision *r)
{
	switch (kind) {
	case MEMORY_USABLE: return LIMINE_MEMMAP_USABLE;
	case MEMORY_LOADER: return LIMINE_MEMMAP_LOADER;
	case MEMORY_ACPI_RECLAIMABLE: return LIMINE_MEMMAP_ACPI_RECLAIMABLE;
	case MEMORY_ACPI_NVS: return LIMINE_MEMMAP_ACPI_NVS;
	case MEMORY_RUNTIME: return r->runtime_type;
	case MEMORY_BAD: return LIMINE_MEMMAP_BAD;
	case MEMORY_EXECUTABLE: return LIMINE_MEMMAP_EXECUTABLE;
	case MEMORY_FRAMEBUFFER: return LIMINE_MEMMAP_FRAMEBUFFER;
	case MEMORY_PINNED:
		return r->low_4g ? LIMINE_MEMMAP_RESERVED : LIMINE_MEMMAP_RESERVED_MAPPED;
	default: return LIMINE_MEMMAP_RESERVED;
	}
}

bool memory_is_mapped(enum memory kind, const struct revision *r)
{
	return kind == MEMORY_PINNED || r->mapped >> memory_type(kind, r) & 1;
}

/* The whole pages that a range touches; -EOVERFLOW. */
static status_t round_outward(paddr_t *base, u64 *size)
{
	u64 end;

	if (!checked_add(*base, *size, &end) || !checked_align_up(end, PAGE_SIZE, &end))
		return -EOVERFLOW;
	*base = ALIGN_DOWN(*base, PAGE_SIZE);
	*size = end - *base;
	return 0;
}

status_t memory_mark(struct range_map *map, paddr_t base, u64 size, enum memory kind)
{
	status_t status = round_outward(&base, &size);

	return status ? status : range_map_set(map, base, size, kind);
}

status_t memory_pin(struct range_map *map, paddr_t base, u64 size, const struct revision *r)
{
	status_t status = round_outward(&base, &size);

	if (r->low_4g && base < 4 * GIB)
		return status;
	for (u32 kind = MEMORY_NONE; kind <= MEMORY_BAD && !status; kind++) {
		bool given_away = kind == MEMORY_USABLE || kind == MEMORY_LOADER;

		if ((given_away && !r->low_4g) || !memory_is_mapped(kind, r))
			status = range_map_replace(map, base, size, kind, MEMORY_PINNED);
	}
	return status;
}

status_t memory_keep_page_0(struct range_map *map)
{
	status_t status = range_map_replace(map, 0, PAGE_SIZE, MEMORY_USABLE, MEMORY_RESERVED);

	/* What a loader or a firmware leaves behind becomes usable in the end. */
	if (!status)
		status = range_map_replace(map, 0, PAGE_SIZE, MEMORY_LOADER, MEMORY_RESERVED);
	return status;
}

u64 memory_entries(const struct range_map *map, const struct revision *r,
	struct limine_memmap_entry *out, u64 max)
{
	struct range range;
	size_t cursor = 0;
	u64 count = 0;

	while (range_map_next(map, &cursor, &range)) {
		u64 type = memory_type(range.type, r);
		struct limine_memmap_entry *last = count ? &out[count - 1] : nullptr;

		/* Two kinds may have one name. */
		if (last && last->type == type && last->base + last->length == range.base) {
			last->length += range_length(&range);
			continue;
		}
		if (count == max)
			break;
		out[count++] = (struct limine_memmap_entry){
			.base = range.base,
			.length = range_length(&range),
			.type = type,
		};
	}
	return count;
}
