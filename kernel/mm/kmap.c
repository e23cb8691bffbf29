/* SPDX-License-Identifier: MIT */
/*
 * The kernel's own view of memory.
 *
 * One set of page tables replaces whatever the boot road left:
 *
 *	direct map	all ordinary memory at boot_info.hhdm, read-write; our
 *			own code and constants are read-only there too, and
 *			so are firmware's tables, once somebody asks for them
 *	image		text R-X, rodata R--, data RW-; no guard page of any
 *			stack, and nothing at all in the lower half
 *	devices		registers and framebuffers, on request, from DEVICE_BASE up
 *
 * Nothing is ever writable and executable. Failure here is a panic: without its
 * page tables there is no kernel, and the memory for them is the first we ask for.
 */
#include <abi/errors.h>
#include <arch/boot.h>
#include <arch/mmu.h>
#include <arch/stack.h>
#include <base/compiler.h>
#include <debug/assert.h>
#include <debug/log.h>
#include <mm/mm.h>
#include <mm/pagetable.h>

#include "mm_impl.h"

/* From the linker script, all on page borders. */
extern u8 __image_start[], __image_end[];
extern u8 __text_start[], __text_end[];
extern u8 __rodata_start[], __rodata_end[];
extern u8 __data_start[], __data_end[];

static paddr_t kernel_root;

static void map(vaddr_t va, paddr_t pa, u64 size, unsigned flags)
{
	if (size == 0)
		return;
	status_t status = pagetable_map(kernel_root, va, pa, size, flags);

	if (status != 0)
		panic("cannot map %#lx + %#lx: %s", va, size, status_name(status));
}

static bool is_memory(enum boot_memory kind)
{
	switch (kind) {
	case BOOT_MEMORY_USABLE:
	case BOOT_MEMORY_TAKEN:
	case BOOT_MEMORY_LOADER:
	case BOOT_MEMORY_MODULE:
	case BOOT_MEMORY_ACPI_RECLAIMABLE:
	case BOOT_MEMORY_ACPI_NVS:
	case BOOT_MEMORY_FIRMWARE: return true;
	default: return false;
	}
}

/*
 * Neighbouring ranges become one run, so that a kind that begins in the middle
 * of a large page does not break that page up. The runs are collected first:
 * making tables changes the map that they are read from.
 */
struct run {
	paddr_t start;
	paddr_t end;
};

static struct run runs[BOOT_RANGES_MAX];
static unsigned run_count;

static unsigned collect_runs(const struct range_map *memory)
{
	struct range range;
	size_t cursor = 0;
	unsigned count = 0;

	while (range_map_next(memory, &cursor, &range)) {
		paddr_t start = ALIGN_DOWN(range.base, PAGE_SIZE);
		paddr_t end = ALIGN_DOWN(range.last, PAGE_SIZE) + PAGE_SIZE;

		if (!is_memory(range.type))
			continue;
		if (count > 0 && start <= runs[count - 1].end)
			runs[count - 1].end = end;
		else
			runs[count++] = (struct run){ start, end };
	}
	return count;
}

/* The kernel's own addresses begin there, or the CPU's physical ones end. */
paddr_t mm_direct_map_limit(void)
{
	return min(KERNEL_WINDOW_BASE - arch_hhdm, BIT(arch_mmu_physical_bits()));
}

static bool reaches(const struct range_map *memory, paddr_t limit)
{
	struct range range;
	size_t cursor = 0;

	while (range_map_next(memory, &cursor, &range))
		if (range.last >= limit)
			return true;
	return false;
}

/* There may be more than this depth of page tables has room for. */
static void drop_unreachable(struct boot_info *info)
{
	u64 room = mm_direct_map_limit();
	u64 before = range_map_total(&info->memory, BOOT_MEMORY_USABLE);

	if (!reaches(&info->memory, room))
		return;
	if (range_map_set(&info->memory, room, 0 - room, RANGE_NONE) != 0)
		panic("no room in the memory map to end it at %#lx", room);
	u64 lost = before - range_map_total(&info->memory, BOOT_MEMORY_USABLE);

	if (lost != 0)
		log_warn(LOG_MM, "%lu MiB of memory above %#lx: out of reach, unused", lost >> 20,
			room);
}

static void map_direct(const struct boot_info *info)
{
	run_count = collect_runs(&info->memory);
	for (unsigned i = 0; i < run_count; i++)
		map(info->hhdm + runs[i].start, runs[i].start, runs[i].end - runs[i].start,
			MMU_WRITE);
}

bool mm_in_direct_map(paddr_t base, u64 length)
{
	for (unsigned i = 0; i < run_count; i++)
		if (base >= runs[i].start && base < runs[i].end)
			return length <= runs[i].end - base;
	return false;
}

/* A part of our image, at its running address and in the direct map. */
static void map_section(const struct boot_info *info, const u8 *from, const u8 *to, unsigned flags)
{
	paddr_t pa = info->kernel_phys + (u64)(from - __image_start);

	map((vaddr_t)from, pa, (u64)(to - from), flags);
	map(info->hhdm + pa, pa, (u64)(to - from), flags & MMU_WRITE);
}

/* The first guard page at or above `from`; `to` if there is none below it. */
static u8 *next_guard(u8 *from, u8 *to)
{
	u8 *lowest = to;

	for (const struct stack_area *area = __stack_areas_start; area < __stack_areas_end; area++)
		if (area->guard >= from && area->guard < lowest)
			lowest = area->guard;
	return lowest;
}

static void map_data(const struct boot_info *info)
{
	u8 *from = __data_start;

	while (from < __data_end) {
		u8 *guard = next_guard(from, __data_end);

		map_section(info, from, guard, MMU_WRITE);
		from = guard + STACK_GUARD_SIZE;
	}
}

static void map_image(const struct boot_info *info)
{
	map_section(info, __text_start, __text_end, MMU_EXECUTE);
	map_section(info, __rodata_start, __rodata_end, 0);
	map_data(info);
}

void mm_init(struct boot_info *info)
{
	struct mm_stats stats;

	drop_unreachable(info);
	bump_init(info);
	if (pagetable_create(&kernel_root) != 0)
		panic("no memory for page tables: the boot road told of none that it has mapped");
	map_direct(info);
	map_image(info);
	arch_mmu_activate(kernel_root);
	bump_use_all();
	if (!mmu_can_forbid_execution())
		log_warn(LOG_MM, "this CPU cannot forbid execution: data is executable");
	mm_stats(&stats);
	log_info(LOG_MM,
		"%lu MiB usable, %lu MiB from the loader later; own page tables, %u levels",
		stats.usable >> 20, stats.loader >> 20, arch_mmu_levels());
}

paddr_t mm_kernel_root(void)
{
	return kernel_root;
}
