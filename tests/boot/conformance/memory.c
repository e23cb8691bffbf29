/* SPDX-License-Identifier: MIT */
/* The memory map: its order, its types, and what must be found in it. */
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

constexpr u64 PAGE = 4096;

static const struct limine_memmap_response *map(void)
{
	static const struct limine_memmap_response none;

	return memmap_request.response ? memmap_request.response : &none;
}

u64 memory_type(paddr_t at)
{
	for (u64 i = 0; i < map()->entry_count; i++) {
		const struct limine_memmap_entry *e = map()->entries[i];

		if (at >= e->base && at - e->base < e->length)
			return e->type;
	}
	return UINT64_MAX;
}

bool memory_is(paddr_t at, u64 size, u64 types)
{
	paddr_t end = at + size;

	for (at &= ~(PAGE - 1); at < end; at += PAGE) {
		u64 type = memory_type(at);

		if (type == UINT64_MAX || !(types >> type & 1))
			return false;
	}
	return true;
}

bool is_response_memory(const void *at, u64 size)
{
	return at && memory_is(to_physical(at), size, 1 << LIMINE_MEMMAP_LOADER);
}

static bool is_exclusive(u64 type)
{
	return type == LIMINE_MEMMAP_USABLE || type == LIMINE_MEMMAP_LOADER;
}

static void check_order(void)
{
	struct tally sorted = {}, aligned = {}, apart = {}, types = {}, known = {};
	u64 last_type =
		wanted_revision >= 4 ? LIMINE_MEMMAP_RESERVED_MAPPED : LIMINE_MEMMAP_FRAMEBUFFER;

	for (u64 i = 0; i < map()->entry_count; i++) {
		const struct limine_memmap_entry *e = map()->entries[i];
		const struct limine_memmap_entry *next =
			i + 1 < map()->entry_count ? map()->entries[i + 1] : nullptr;

		note("memory 0x%016lx + 0x%012lx type %lu", e->base, e->length, e->type);
		tally(&types, e->type <= last_type, "type %lu at %#lx", e->type, e->base);
		tally(&known, is_response_memory(e, sizeof(*e)), "entry %lu is at %p", i, e);
		if (is_exclusive(e->type))
			tally(&aligned, e->base % PAGE == 0 && e->length % PAGE == 0, "%#lx + %#lx",
				e->base, e->length);
		if (!next)
			continue;
		tally(&sorted, e->base <= next->base, "%#lx before %#lx", e->base, next->base);
		if (is_exclusive(e->type) || is_exclusive(next->type))
			tally(&apart, e->base + e->length <= next->base, "%#lx and %#lx overlap",
				e->base, next->base);
	}
	check_tally(&sorted, "memory map: sorted");
	check_tally(&aligned, "memory map: usable and reclaimable entries are whole pages");
	check_tally(&apart, "memory map: they overlap nothing");
	check_tally(&types, "memory map: types of this base revision only");
	check_tally(&known, "memory map: entries are in the loader's memory");
}

/* Overlap of any two, not only of neighbours. */
static void check_overlap(void)
{
	struct tally t = {};

	for (u64 i = 0; i < map()->entry_count; i++) {
		const struct limine_memmap_entry *a = map()->entries[i];

		for (u64 j = i + 1; is_exclusive(a->type) && j < map()->entry_count; j++)
			tally(&t, map()->entries[j]->base >= a->base + a->length, "%#lx and %#lx",
				a->base, map()->entries[j]->base);
	}
	check_tally(&t, "memory map: nothing overlaps usable or reclaimable memory");
}

static void check_content(void)
{
	const struct limine_executable_address_response *address =
		executable_address_request.response;
	u64 usable = 0;

	for (u64 i = 0; i < map()->entry_count; i++)
		if (map()->entries[i]->type == LIMINE_MEMMAP_USABLE)
			usable += map()->entries[i]->length;
	check(usable >= 8ul << 20, "memory map: %lu KiB are usable", usable / 1024);
	if (wanted_revision <= 2)
		check(memory_type(0) != LIMINE_MEMMAP_USABLE, "memory map: page 0 is not usable");
	check(memory_is(address->physical_base, (u64)(image_end - image_start),
		      1 << LIMINE_MEMMAP_EXECUTABLE),
		"memory map: our image is of the executable's type");
	check(address->virtual_base == (u64)image_start, "executable address: virtual base");
	check(address->physical_base % PAGE == 0, "executable address: physical base is a page");
}

/* Usable memory is free: what we write there must stay, and harm nothing we know of. */
static void check_usable(void)
{
	struct tally t = {};

	for (u64 i = 0; i < map()->entry_count; i++) {
		const struct limine_memmap_entry *e = map()->entries[i];
		volatile u64 *first = at_physical(e->base);
		volatile u64 *last = at_physical(e->base + e->length - sizeof(u64));

		if (e->type != LIMINE_MEMMAP_USABLE)
			continue;
		*first = ~e->base;
		*last = e->base;
		tally(&t, *last == e->base && (first == last || *first == ~e->base),
			"memory at %#lx does not keep what is written", e->base);
	}
	check_tally(&t, "memory map: usable memory can be used");
}

void check_memory(void)
{
	if (!check(memmap_request.response, "memory map: answered"))
		return;
	check(is_response_memory(map(), sizeof(*map())), "memory map: in the loader's memory");
	check_order();
	check_overlap();
	check_content();
	check_usable();
}
