/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <arch_common/boot_info.h>
#include <base/string.h>
#include <debug/log.h>

/* From the linker script. */
extern const u8 __image_start[], __image_end[];

void boot_info_init(struct boot_info *info, const char *loader)
{
	strlcpy(info->loader, loader, sizeof(info->loader));
	range_map_init(&info->memory, info->memory_ranges, BOOT_RANGES_MAX);
}

/*
 * The map has no room for the borders of [base, base + length): all pieces that it
 * touches become this kind, borders and all, so that none of it counts as better
 * than it is.
 */
static void swallow(struct range_map *map, u64 base, u64 length, u32 kind)
{
	u64 last = base + length - 1;
	struct range piece;
	size_t cursor = 0;

	while (range_map_next(map, &cursor, &piece)) {
		if (piece.last < base || piece.base > last || piece.type >= kind)
			continue;
		/* Between borders that are there already it always fits. */
		if (range_map_set(map, piece.base, range_length(&piece), kind) == 0)
			cursor = 0;
	}
}

static void settle(
	struct boot_info *info, status_t status, paddr_t base, u64 length, enum boot_memory kind)
{
	if (status == 0)
		return;
	log_warn(LOG_BOOT, "memory %#lx + %#lx, %s, not taken as such: %s", base, length,
		boot_memory_name(kind), status_name(status));
	if (status == -ENOSPC && kind != BOOT_MEMORY_USABLE)
		swallow(&info->memory, base, length, kind);
}

void boot_info_add_memory(struct boot_info *info, paddr_t base, u64 length, enum boot_memory kind)
{
	settle(info, range_map_add(&info->memory, base, length, kind), base, length, kind);
}

void boot_info_set_cmdline(struct boot_info *info, struct strview text)
{
	if (!strview_copy(text, info->cmdline, sizeof(info->cmdline)))
		log_warn(LOG_BOOT, "command line longer than %u bytes: cut", BOOT_CMDLINE_MAX - 1);
}

void boot_info_add_module(
	struct boot_info *info, paddr_t base, u64 size, const char *path, const char *cmdline)
{
	boot_info_add_memory(info, base, size, BOOT_MEMORY_MODULE);
	if (info->module_count == BOOT_MODULES_MAX) {
		log_warn(LOG_BOOT, "more than %u modules: %s left out", BOOT_MODULES_MAX,
			path != NULL ? path : "one without a name");
		return;
	}
	struct boot_module *module = &info->modules[info->module_count++];

	module->base = base;
	module->size = size;
	strlcpy(module->path, path != NULL ? path : "", sizeof(module->path));
	strlcpy(module->cmdline, cmdline != NULL ? cmdline : "", sizeof(module->cmdline));
}

void boot_info_add_kernel(struct boot_info *info, paddr_t phys, vaddr_t virt)
{
	u64 size = (u64)(__image_end - __image_start);

	info->kernel_phys = phys;
	info->kernel_virt = virt;
	/* Whatever the map says of these pages, here we are. */
	settle(info, range_map_set(&info->memory, phys, size, BOOT_MEMORY_KERNEL), phys, size,
		BOOT_MEMORY_KERNEL);
}

const char *boot_memory_name(enum boot_memory kind)
{
	static const char *const names[] = {
		[BOOT_MEMORY_USABLE] = "usable",
		[BOOT_MEMORY_TAKEN] = "taken",
		[BOOT_MEMORY_LOADER] = "loader",
		[BOOT_MEMORY_MODULE] = "module",
		[BOOT_MEMORY_KERNEL] = "kernel",
		[BOOT_MEMORY_ACPI_RECLAIMABLE] = "ACPI, reclaimable",
		[BOOT_MEMORY_ACPI_NVS] = "ACPI NVS",
		[BOOT_MEMORY_FIRMWARE] = "firmware",
		[BOOT_MEMORY_FRAMEBUFFER] = "framebuffer",
		[BOOT_MEMORY_RESERVED] = "reserved",
		[BOOT_MEMORY_BAD] = "bad",
	};

	if (kind >= ARRAY_SIZE(names) || names[kind] == NULL)
		return "unknown";
	return names[kind];
}
