/* SPDX-License-Identifier: MIT */
/*
 * The PVH road: from the start info to boot_info.
 *
 * pvh_start.S has mapped the first 4 GiB at EARLY_HHDM, and everything we have
 * to read must lie there; whatever claims not to is left out, or ends the boot
 * with a sentence if we cannot do without it. The start info, its strings and
 * arrays lie in memory that the map calls usable: all of it is copied before
 * kernel_main().
 *
 * Xen, which invented this, gives its dom0 a version 0 without a memory map and
 * expects to be asked by hypercall. That is not done yet; we say so.
 */
#include <arch/boot.h>
#include <arch/console.h>
#include <arch/cpu.h>
#include <arch_common/boot_info.h>
#include <base/checked.h>
#include <base/compiler.h>
#include <base/fmt.h>
#include <base/string.h>

#include "features.h"
#include "pvh.h"

constexpr vaddr_t EARLY_HHDM = 0xffff800000000000;
constexpr u64 EARLY_LIMIT = 4 * GIB;

/* The vectors and data that real mode and firmware keep at the very bottom. */
constexpr u64 LOW_RESERVED = 4096;

extern const u8 __image_start[];

static struct boot_info info;

/* What kernel_main() would have done first, as far as these few words need it. */
[[noreturn]] static void give_up(const char *why)
{
	features_init();
	arch_console_early_init(&info);
	arch_console_write("cuprux: ", 8);
	arch_console_write(why, strlen(why));
	arch_console_write("\n", 1);
	arch_cpu_halt();
}

/* The bytes at a physical address, or NULL if they are not in the early map. */
static const void *early_map(paddr_t base, u64 length)
{
	if (base == 0 || !checked_within(base, length, EARLY_LIMIT))
		return NULL;
	return (const void *)(EARLY_HHDM + base);
}

/* An array of `count` elements; the product cannot overflow, both are 32-bit. */
static const void *early_array(paddr_t base, u32 count, u32 size)
{
	return early_map(base, (u64)count * size);
}

/* A terminated string, or the first `most` bytes of it; no text if there is none. */
static struct strview early_text(paddr_t base, size_t most)
{
	const char *text = early_map(base, most);

	return (struct strview){ text, text != NULL ? strnlen(text, most) : 0 };
}

static enum boot_memory memory_kind(u32 type)
{
	switch (type) {
	case PVH_MEMORY_RAM: return BOOT_MEMORY_USABLE;
	case PVH_MEMORY_ACPI: return BOOT_MEMORY_ACPI_RECLAIMABLE;
	case PVH_MEMORY_NVS: return BOOT_MEMORY_ACPI_NVS;
	case PVH_MEMORY_UNUSABLE: return BOOT_MEMORY_BAD;
	default: return BOOT_MEMORY_RESERVED;
	}
}

/* Of usable memory, only whole pages are of use. */
static void add_memory(const struct pvh_memory *entry)
{
	enum boot_memory kind = memory_kind(entry->type);
	u64 end;

	if (!checked_add(entry->base, entry->length, &end))
		return;
	if (kind != BOOT_MEMORY_USABLE) {
		boot_info_add_memory(&info, entry->base, entry->length, kind);
		return;
	}
	u64 base = ALIGN_UP(entry->base, 4096);

	end = ALIGN_DOWN(end, 4096);
	if (base < end)
		boot_info_add_memory(&info, base, end - base, kind);
}

static void read_memory_map(const struct pvh_start_info *start)
{
	if (start->version < 1 || start->memory_count == 0)
		give_up("this loader gives no memory map (PVH version 0, as under Xen); "
			"asking the hypervisor for one is not implemented");
	const struct pvh_memory *entries =
		early_array(start->memory_map, start->memory_count, sizeof(*entries));

	if (entries == NULL)
		give_up("the loader's memory map lies above 4 GiB");
	for (u32 i = 0; i < start->memory_count; i++)
		add_memory(&entries[i]);
	boot_info_add_memory(&info, 0, LOW_RESERVED, BOOT_MEMORY_RESERVED);
}

static void read_modules(const struct pvh_start_info *start)
{
	const struct pvh_module *modules =
		early_array(start->modules, start->module_count, sizeof(*modules));

	if (modules == NULL)
		return;
	for (u32 i = 0; i < start->module_count; i++) {
		char path[BOOT_PATH_MAX], cmdline[BOOT_PATH_MAX];

		fmt_string(path, sizeof(path), "module%u", i);
		strview_copy(
			early_text(modules[i].cmdline, sizeof(cmdline)), cmdline, sizeof(cmdline));
		boot_info_add_module(&info, modules[i].base, modules[i].size, path, cmdline);
	}
}

static void gather_entropy(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(info.entropy); i++)
		if (!arch_cpu_random(&info.entropy[i]))
			return;
}

void pvh_main(paddr_t start_info, paddr_t image)
{
	const struct pvh_start_info *start = early_map(start_info, sizeof(*start));

	boot_info_init(&info, "PVH");
	if (start == NULL || start->magic != PVH_MAGIC)
		give_up("entered by the PVH entry, but there is no start info");
	info.hhdm = EARLY_HHDM;
	info.mapped_base = 0;
	info.mapped_limit = EARLY_LIMIT;
	boot_info_set_cmdline(&info, early_text(start->cmdline, sizeof(info.cmdline)));
	read_memory_map(start);
	read_modules(start);
	boot_info_add_kernel(&info, image, (vaddr_t)__image_start);
	info.rsdp = start->rsdp;
	info.boot_cpu = arch_cpu_id();
	gather_entropy();
	kernel_main(&info);
}
