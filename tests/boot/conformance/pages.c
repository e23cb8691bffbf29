/* SPDX-License-Identifier: MIT */
/*
 * The page tables: everything that is mapped is found by walking them, and compared with what
 * shall be mapped: our segments, with their permissions; the HHDM; nothing else.
 */
#include <base/range.h>
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

constexpr u64 PAGE = 4096;
constexpr u64 FOUR_GIB = 1ul << 32;

enum {
	RUNS_MAX = 512,
	ENTRIES = 512,
};

/* Consecutive pages that are mapped in one way. */
struct run {
	vaddr_t from;
	paddr_t to;
	u64 size;
	u32 flags;
};

static struct run runs[RUNS_MAX];
static u32 run_count;
static bool too_many;
static struct tally tables;

static void add_leaf(vaddr_t from, paddr_t to, u64 size, u32 flags)
{
	struct run *last = run_count ? &runs[run_count - 1] : nullptr;

	if (last && last->from + last->size == from && last->to + last->size == to &&
		last->flags == flags)
		last->size += size;
	else if (run_count < RUNS_MAX)
		runs[run_count++] = (struct run){ from, to, size, flags };
	else
		too_many = true;
}

/* A table at `level`, whose first entry stands for `from`. */
static void walk(paddr_t table, u32 level, vaddr_t from, u32 first)
{
	const u64 *entries = at_physical(table);
	u64 size = 1ul << (12 + 9 * level);

	tally(&tables, memory_is(table, PAGE, 1 << LIMINE_MEMMAP_LOADER), "a table is at %#lx",
		table);
	for (u32 i = first; i < ENTRIES; i++) {
		vaddr_t at = from + i * size;
		paddr_t to;
		u32 flags;

		switch (isa_entry(entries[i], level, &to, &flags)) {
		case ENTRY_LEAF: add_leaf(at, to, size, flags); break;
		case ENTRY_TABLE: walk(to, level - 1, at, 0); break;
		case ENTRY_NONE: break;
		}
	}
}

/* Where the root's entry 0 would be, if it were part of the upper half. */
static vaddr_t root_base(void)
{
	u32 bits = 12 + 9 * isa_levels();

	return ~0ul << bits;
}

static bool in_image(vaddr_t at)
{
	return at >= (u64)image_start && at < (u64)image_end;
}

static const struct run *run_at(vaddr_t at)
{
	for (u32 i = 0; i < run_count; i++)
		if (at >= runs[i].from && at - runs[i].from < runs[i].size)
			return &runs[i];
	return nullptr;
}

/* --- Our image -------------------------------------------------------------------------------- */

static u32 wanted_flags(const struct segment *s)
{
	return (s->flags & 2 ? LEAF_WRITE : 0) | (s->flags & 1 ? LEAF_EXEC : 0);
}

static void check_segment(const struct segment *s)
{
	u64 offset = executable_address_request.response->physical_base - (u64)image_start;
	struct tally mapped = {}, flags = {};
	vaddr_t end = s->from + slide + s->size;

	for (vaddr_t at = (s->from + slide) & ~(PAGE - 1); at < end; at += PAGE) {
		const struct run *run = run_at(at);

		tally(&mapped, run && run->to + (at - run->from) == at + offset,
			"%#lx is not mapped to %#lx", at, at + offset);
		if (run)
			tally(&flags, run->flags == wanted_flags(s), "%#lx has flags %#x", at,
				run->flags);
	}
	check_tally(&mapped, "image: contiguous, all of a segment is mapped");
	check_tally(&flags, "image: permissions are exactly the segment's");
}

static void check_image(void)
{
	struct tally t = {};

	for (u32 i = 0; i < segment_count; i++)
		check_segment(&segments[i]);
	for (u32 i = 0; i < run_count; i++)
		if (runs[i].from >= 0xffffffff80000000)
			tally(&t,
				in_image(runs[i].from) && in_image(runs[i].from + runs[i].size - 1),
				"%#lx is mapped, too", runs[i].from);
	check_tally(&t, "image: nothing else is mapped beside it");
}

/* --- The HHDM --------------------------------------------------------------------------------- */

/* By base revision; bit n for type n. */
static u64 mapped_types(void)
{
	u64 types = 1 << LIMINE_MEMMAP_USABLE | 1 << LIMINE_MEMMAP_LOADER |
		    1 << LIMINE_MEMMAP_EXECUTABLE | 1 << LIMINE_MEMMAP_FRAMEBUFFER;

	if (wanted_revision != 3)
		types |= 1 << LIMINE_MEMMAP_ACPI_RECLAIMABLE | 1 << LIMINE_MEMMAP_ACPI_NVS;
	if (wanted_revision >= 4)
		types |= 1 << LIMINE_MEMMAP_RESERVED_MAPPED;
	return types;
}

enum {
	MAPPED = 1,
};

static struct range_change wanted_changes[1024], found_changes[1024];
static struct range_map wanted, found;

static bool collect_wanted(void)
{
	const struct limine_memmap_response *map = memmap_request.response;
	bool ok = true;

	range_map_init(&wanted, wanted_changes, ARRAY_SIZE(wanted_changes));
	if (wanted_revision <= 2)
		ok = !range_map_set(&wanted, 0, FOUR_GIB, MAPPED);
	for (u64 i = 0; ok && i < map->entry_count; i++) {
		const struct limine_memmap_entry *e = map->entries[i];
		u64 base = e->base & ~(PAGE - 1);
		u64 end = (e->base + e->length + PAGE - 1) & ~(PAGE - 1);

		if (mapped_types() >> e->type & 1)
			ok = !range_map_set(&wanted, base, end - base, MAPPED);
	}
	return ok;
}

/*
 * The old revisions leave open how firmware tables in reserved memory above 4 GiB are reached;
 * that a loader maps their few pages does no harm, and does not count.
 */
static bool forget_tables(void)
{
	const struct limine_memmap_response *map = memmap_request.response;
	bool ok = true;
	u64 pages = 0;

	for (u64 i = 0; ok && i < map->entry_count; i++) {
		const struct limine_memmap_entry *e = map->entries[i];

		if (e->type != LIMINE_MEMMAP_RESERVED || e->base < FOUR_GIB)
			continue;
		for (paddr_t at = e->base; at < e->base + e->length; at += PAGE)
			pages += range_map_type(&found, at) == MAPPED;
		ok = !range_map_set(&found, e->base, e->length, RANGE_NONE);
	}
	check(pages <= 64, "HHDM: %lu pages of reserved memory above 4 GiB", pages);
	return ok;
}

static bool collect_found(void)
{
	struct tally linear = {}, flags = {};
	bool ok = true;

	range_map_init(&found, found_changes, ARRAY_SIZE(found_changes));
	for (u32 i = 0; ok && i < run_count; i++) {
		const struct run *r = &runs[i];

		if (in_image(r->from))
			continue;
		tally(&linear, r->from - hhdm == r->to, "%#lx is mapped to %#lx", r->from, r->to);
		tally(&flags, (r->flags & ~LEAF_FRAMEBUFFER) == (LEAF_WRITE | LEAF_EXEC),
			"%#lx has flags %#x", r->from, r->flags);
		tally(&flags,
			!(r->flags & LEAF_FRAMEBUFFER) ||
				memory_is(r->to, r->size, 1 << LIMINE_MEMMAP_FRAMEBUFFER),
			"%#lx is not cached as memory", r->from);
		ok = !range_map_set(&found, r->to, r->size, MAPPED);
	}
	check_tally(&linear, "HHDM: all that is mapped is at its offset");
	check_tally(&flags, "HHDM: read, write, execute; for the kernel only; cached as memory");
	return ok && (wanted_revision > 2 || forget_tables());
}

static void check_hhdm(void)
{
	struct tally t = {};

	if (!check(collect_wanted() && collect_found(), "HHDM: few enough ranges to check"))
		return;
	check_equal(found.count, wanted.count, "HHDM: as many ranges as there shall be");
	for (size_t i = 0; i < found.count && i < wanted.count; i++)
		tally(&t,
			found.changes[i].start == wanted.changes[i].start &&
				found.changes[i].type == wanted.changes[i].type,
			"%#lx (%u) instead of %#lx (%u)", found.changes[i].start,
			found.changes[i].type, wanted.changes[i].start, wanted.changes[i].type);
	check_tally(&t, "HHDM: exactly the memory that shall be in it");
}

/* Writes to framebuffers are combined, where the machine has a way to say so. */
static void check_framebuffers(void)
{
	const struct limine_memmap_response *map = memmap_request.response;
	struct tally t = {};

	for (u64 i = 0; isa_combines_writes && i < map->entry_count; i++) {
		const struct limine_memmap_entry *e = map->entries[i];
		const struct run *run = run_at(hhdm + e->base);

		if (e->type == LIMINE_MEMMAP_FRAMEBUFFER)
			tally(&t, run && run->flags & LEAF_FRAMEBUFFER, "%#lx is cached", e->base);
	}
	check_tally(&t, "HHDM: framebuffers are write-combining");
}

/* --- Addresses and modes ------------------------------------------------------------------------
 */

static void check_addresses(void)
{
	paddr_t top = found.count ? found.changes[found.count - 1].start : 0;

	check((u64)image_start >= 0xffffffff80000000, "addresses: the image is in the top 2 GiB");
	check(hhdm >> 63 && hhdm % PAGE == 0, "addresses: the HHDM is in the upper half");
	/* What our loader promises to our kernels. */
	check(hhdm + top <= 0xfffffffe00000000 && (u64)image_end <= 0xfffffffff0000000,
		"addresses: the kernel's own window is left free");
	if (option("kaslr", 1))
		return;
	check_equal(hhdm, isa_fixed_hhdm(), "addresses: the HHDM is where it is documented");
	check_equal((u64)image_start, 0xffffffff80000000, "addresses: so is the image");
}

static void check_mode(void)
{
	const struct limine_paging_mode_response *r = paging_mode_request.response;

	if (!check(r, "paging mode: answered"))
		return;
	check_equal(r->mode, isa_paging_mode(), "paging mode: the one in use");
	check_equal(r->mode, option("mode", ISA_PAGING_PREFERRED), "paging mode: the one wanted");
}

void check_pages(void)
{
	walk(isa_root(), isa_levels() - 1, root_base(), isa_lower_half_is_apart ? 0 : ENTRIES / 2);
	check(!too_many, "page tables: %u ranges", run_count);
	check_tally(&tables, "page tables: in the loader's memory");
	check_image();
	check_hhdm();
	check_framebuffers();
	check_addresses();
	check_mode();
	check(isa_lower_half_empty(), "page tables: nothing in the lower half");
}
