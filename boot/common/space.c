/* SPDX-License-Identifier: MIT */
#include <boot/space.h>

#include <abi/errors.h>
#include <boot/elf_format.h>
#include <boot/isa.h>
#include <boot/loader_image.h>
#include <boot/machine.h>
#include <boot/page.h>

enum {
	/* The map may grow between reading it for the first time and for the last. */
	SPARE_TABLES = 32,
	SPARE_ENTRIES = 32,
};

static struct range_change memory_changes[RANGES_MAX], mapped_changes[RANGES_MAX];

/* --- The paging mode ------------------------------------------------------------------- */

struct mode_wish {
	u64 mode, lowest, highest;
};

static struct mode_wish read_wish(const struct boot *b, const struct isa_paging *paging)
{
	const struct limine_paging_mode_request *r =
		scan_request(&b->requests, PAGING_MODE, paging_mode);
	struct mode_wish wish = { .mode = paging->unasked, .highest = paging->unasked };

	if (r) {
		wish.mode = r->mode;
		wish.highest = r->revision >= 1 ? r->max_mode : r->mode;
		wish.lowest = r->revision >= 1 ? r->min_mode : 0;
	}
	/* Whoever wrote the configuration knows the machine, but not what the kernel can do. */
	if (b->options.paging_mode != MODE_UNSET)
		wish.mode = b->options.paging_mode;
	wish.mode = clamp(wish.mode, wish.lowest, wish.highest);
	return wish;
}

/* The nearest mode to the wish, from below if there is one, that the processor has. */
static bool find_mode(const struct isa_paging *paging, const struct mode_wish *wish, u64 *out)
{
	bool found = false;

	for (u64 i = 0; i < PAGING_MODES_MAX; i++) {
		if (!paging->formats[i] || i < wish->lowest || i > wish->highest)
			continue;
		if (found && i > wish->mode)
			break;
		*out = i;
		found = true;
	}
	return found;
}

status_t space_choose_mode(struct boot *b, struct diag *d)
{
	struct isa_paging paging = {};
	struct mode_wish wish;
	status_t status = isa_paging(b, &paging, d);

	if (status)
		return status;
	wish = read_wish(b, &paging);
	if (wish.lowest > wish.highest || !find_mode(&paging, &wish, &b->paging_mode))
		return diag_fail(d, ENOTSUP, "Use another kernel, or another machine.",
			"the kernel wants a paging mode from %lu to %lu, which this processor "
			"does not have",
			wish.lowest, wish.highest);
	b->format = paging.formats[b->paging_mode];
	b->leaf_levels = paging.leaf_levels;
	return 0;
}

/* --- What is mapped -------------------------------------------------------------------- */

static status_t mark_ours(struct boot *b)
{
	status_t status =
		memory_mark(&b->memory, (paddr_t)b->image.memory, b->elf.span, MEMORY_EXECUTABLE);

	for (u32 i = 0; i < b->module_count && !status; i++)
		status = memory_mark(
			&b->memory, b->modules[i].at, b->modules[i].size, MEMORY_EXECUTABLE);
	for (u32 i = 0; i < b->screen_count && !status; i++)
		status = memory_mark(&b->memory, b->screens[i].framebuffer, b->screens[i].size,
			MEMORY_FRAMEBUFFER);
	return status;
}

/* The firmware's map, with what we know better laid over it, and what follows from that. */
static status_t read_memory(struct boot *b, struct diag *d)
{
	status_t status;

	range_map_init(&b->memory, memory_changes, RANGES_MAX);
	range_map_init(&b->mapped, mapped_changes, RANGES_MAX);
	status = firmware_memory(&b->memory, &b->firmware_map, d);
	if (status)
		return status;
	status = memory_keep_page_0(&b->memory);
	if (!status)
		status = mark_ours(b);
	if (!status && b->rules->acpi_mapped)
		status = machine_pin_acpi(b);
	if (!status && b->rules->smbios_mapped)
		status = firmware_pin(&b->memory, b->rules);
	if (!status)
		status = hhdm_ranges(&b->memory, b->rules, &b->mapped);
	if (!status && b->entries && b->memory.count > b->entries_max)
		status = -ENOSPC;
	if (status)
		return diag_fail(d, -status, "Report this machine to the loader's authors.",
			"the firmware's memory map cannot be used (error %d)", -status);
	return 0;
}

static u32 segment_flags(const struct elf_segment *s)
{
	return (s->flags & PF_W ? PT_WRITE : 0) | (s->flags & PF_X ? PT_EXEC : 0);
}

/*
 * Segments by whole pages. Two with equal permissions may share one; the second then begins
 * behind it.
 */
static status_t map_image(struct boot *b)
{
	const struct elf *e = &b->elf;
	vaddr_t done = 0;
	status_t status = 0;

	for (u32 i = 0; i < e->count && !status; i++) {
		const struct elf_segment *s = &e->segments[i];
		vaddr_t from = max(ALIGN_DOWN(s->vaddr, PAGE_SIZE), done);

		done = ALIGN_UP(s->vaddr + s->memsz, PAGE_SIZE);
		if (from < done)
			status = pt_map(&b->space, from + b->image.slide,
				(paddr_t)b->image.memory + (from - e->base), done - from,
				segment_flags(s));
	}
	return status;
}

/* The loader's own code, at the address it has. */
static status_t map_bridge(struct boot *b)
{
	paddr_t base = (paddr_t)loader_image;
	u64 size = (u64)(loader_image_end - loader_image);
	status_t status = pt_fork(&b->space, &b->bridge);

	if (!status)
		status = pt_map(&b->bridge, base, base, size, PT_EXEC);
	return status ? status : isa_bridge(b);
}

static u64 count_tables(const struct boot *b)
{
	struct pt shape = { .format = b->format, .leaf_levels = b->leaf_levels };
	u64 image = (u64)(loader_image_end - loader_image);
	u64 tables = hhdm_cost(&b->mapped, &shape, b->hhdm);

	tables += pt_cost(&shape, (paddr_t)loader_image, PAGE_SIZE, image);

	for (u32 i = 0; i < b->elf.count; i++) {
		const struct elf_segment *s = &b->elf.segments[i];

		/* By the page, in the worst case, and from end to end. */
		tables += pt_cost(&shape, s->vaddr + b->image.slide, PAGE_SIZE, s->memsz);
	}
	return tables + SPARE_TABLES;
}

static status_t allocate(struct boot *b, struct diag *d)
{
	struct pages_wish wish = { .pages = count_tables(b), .below = isa_tables_below };

	if (firmware_pages(&wish, &b->pool.at))
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for %lu page tables", wish.pages);
	b->pool.pages = wish.pages;
	b->entries_max = b->memory.count + SPARE_ENTRIES;
	b->entries = arena_take(&b->arena, b->entries_max * sizeof(*b->entries));
	return 0;
}

status_t space_prepare(struct boot *b, struct diag *d)
{
	status_t status = read_memory(b, d);

	/* The lower half is as large as the upper one. */
	if (!status && (paddr_t)loader_image_end > -pt_upper_half(b->format))
		return diag_fail(d, ENOMEM, "Ask for a paging mode with more levels.",
			"the loader lies at %#lx, beyond what %s paging reaches",
			(paddr_t)loader_image, b->format->name);
	if (!status)
		status = layout_hhdm(b->format, hhdm_top(&b->mapped),
			b->options.random_hhdm && b->elf.movable ? &b->rand : nullptr, &b->hhdm, d);
	return status ? status : allocate(b, d);
}

status_t space_build(struct boot *b, struct diag *d)
{
	status_t status = read_memory(b, d);

	if (status)
		return status;
	b->pool.used = 0;
	status = pt_create(&b->space, b->format, b->leaf_levels, &b->pool);
	if (!status)
		status = hhdm_map(&b->mapped, &b->space, b->hhdm);
	if (!status)
		status = map_image(b);
	if (!status)
		status = map_bridge(b);
	if (status)
		return diag_fail(d, -status, "Report this machine to the loader's authors.",
			"the page tables cannot be built (error %d)", -status);
	return 0;
}
