/* SPDX-License-Identifier: MIT */
/*
 * The Image road, from its first C in the upper half to kernel_main().
 *
 * The MMU is on and shows the image at its link address. What is added here is
 * the direct map, as far as it is needed before mm has its own tables, and never
 * more than the device tree calls memory: where there is none there may be
 * devices, which a speculative access through a cached mapping could upset. So
 * first come the image (which holds all page tables) and the tree itself, with
 * what shares their 2 MiB, and then, as far as the tree tells of memory, what
 * lies around the image.
 */
#include <arch/boot.h>
#include <arch/cpu.h>
#include <arch_common/boot_info.h>
#include <arch_common/fdt_boot.h>
#include <fw/fdt.h>

#include "early_map.h"
#include "image.h"

/* The lowest address of the upper half: what loaders of the protocol take, too. */
static constexpr vaddr_t HHDM = 0xffff000000000000;

static constexpr u64 BLOCK = 2 * MIB;

static struct boot_info boot_info;

/* From the linker script. */
extern const u8 __image_start[], __image_end[];

/* All blocks of 2 MiB that the range touches. */
static bool direct_map(paddr_t base, u64 size)
{
	paddr_t first = ALIGN_DOWN(base, BLOCK);

	return early_map(early_root_high, HHDM + first, first, base + size - first, 1, MMU_WRITE);
}

/* The protocol allows 2 MiB, so two blocks are enough and the size is read first. */
static const void *map_tree(paddr_t dtb)
{
	const void *blob = (const void *)(HHDM + dtb);

	if (!direct_map(dtb, PAGE_SIZE) || !direct_map(dtb, fdt_claimed_size(blob)))
		return NULL;
	return blob;
}

/* The run of memory, of any kinds that may be mapped, in which `inside` lies. */
static struct range memory_around(const struct range_map *memory, paddr_t inside)
{
	struct range range, run = { .base = 1, .last = 0 };
	size_t cursor = 0;

	while (range_map_next(memory, &cursor, &range)) {
		if (range.type >= BOOT_MEMORY_FRAMEBUFFER)
			continue;
		if (range.base != run.last + 1) {
			if (run.base <= inside && inside <= run.last)
				break;
			run.base = range.base;
		}
		run.last = range.last;
	}
	return run;
}

/*
 * Grows the direct map around the image, in whole blocks, to the borders of its
 * run of memory and of its GiB: mm takes the memory for its tables from here.
 */
static void map_surroundings(struct boot_info *info)
{
	paddr_t image_base = ALIGN_DOWN(info->kernel_phys, BLOCK);
	paddr_t image_end = ALIGN_UP(info->kernel_phys + (u64)(__image_end - __image_start), BLOCK);
	struct range run = memory_around(&info->memory, info->kernel_phys);
	paddr_t gib = ALIGN_DOWN(image_base, GIB);
	paddr_t base = max(ALIGN_UP(run.base, BLOCK), gib);
	paddr_t limit = min(ALIGN_DOWN(run.last + 1, BLOCK), gib + GIB);

	info->mapped_base = min(base, image_base);
	info->mapped_limit = max(limit, image_end);
	if (!direct_map(info->mapped_base, info->mapped_limit - info->mapped_base))
		arch_cpu_halt();
}

/* There is nobody to tell of a failure yet: no console is known without the tree. */
void image_main(paddr_t dtb, paddr_t image)
{
	vaddr_t link = (vaddr_t)__image_start;

	early_map_moved(image, link);
	const void *blob = map_tree(dtb);
	if (blob == NULL || !direct_map(image, (u64)(__image_end - __image_start)) ||
		fdt_boot(&boot_info, blob, dtb) != 0)
		arch_cpu_halt();
	boot_info_add_kernel(&boot_info, image, link);
	boot_info.hhdm = HHDM;
	boot_info.boot_cpu = arch_cpu_id();
	map_surroundings(&boot_info);
	kernel_main(&boot_info);
}
