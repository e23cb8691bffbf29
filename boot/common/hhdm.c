/* SPDX-License-Identifier: MIT */
/*
 * The HHDM is mapped writable and executable, as the protocol has it: exact permissions are
 * the business of the kernel's own page tables. Ranges of different caching are mapped apart,
 * and what is not memory apart from memory, so that no large page spans both.
 */
#include <boot/memory.h>

#include <boot/page.h>

status_t hhdm_ranges(
	const struct range_map *memory, const struct revision *r, struct range_map *out)
{
	struct range range;
	size_t cursor = 0;
	status_t status = r->low_4g ? range_map_set(out, 0, 4 * GIB, HHDM_OTHER) : 0;

	while (!status && range_map_next(memory, &cursor, &range)) {
		u64 base = ALIGN_DOWN(range.base, PAGE_SIZE);
		u64 last = range.last | (PAGE_SIZE - 1);

		if (memory_is_mapped(range.type, r))
			status = range_map_add(out, base, last - base + 1,
				range.type == MEMORY_FRAMEBUFFER ? HHDM_FRAMEBUFFER : HHDM_MEMORY);
	}
	return status;
}

paddr_t hhdm_top(const struct range_map *ranges)
{
	struct range range = {};
	size_t cursor = 0;

	while (range_map_next(ranges, &cursor, &range))
		;
	return range.last + 1;
}

u64 hhdm_cost(const struct range_map *ranges, const struct pt *pt, vaddr_t offset)
{
	struct range range;
	size_t cursor = 0;
	u64 cost = 0;

	while (range_map_next(ranges, &cursor, &range))
		cost += pt_cost(pt, offset + range.base, range.base, range_length(&range));
	return cost;
}

status_t hhdm_map(const struct range_map *ranges, struct pt *pt, vaddr_t offset)
{
	struct range range;
	size_t cursor = 0;
	status_t status = 0;

	while (!status && range_map_next(ranges, &cursor, &range)) {
		u32 flags = PT_WRITE | PT_EXEC;

		if (range.type == HHDM_FRAMEBUFFER)
			flags |= PT_FRAMEBUFFER;
		status = pt_map(pt, offset + range.base, range.base, range_length(&range), flags);
	}
	return status;
}
