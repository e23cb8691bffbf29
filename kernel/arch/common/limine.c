/* SPDX-License-Identifier: MIT */
/*
 * The protocol road.
 *
 * The loader finds the requests below in the image, fills in their response
 * pointers and enters at the ISA's `_start`. We ask for base revision 6 and
 * live with anything from 2 on: so nothing here relies on what only later
 * revisions promise. From revision 3 on the direct map holds ordinary memory
 * only, and no revision lets us rely on device memory there.
 *
 * Everything we keep is copied into boot_info: responses lie in memory that
 * will be reclaimed.
 */
#include <abi/boot.h>
#include <arch/boot.h>
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <arch_common/boot_info.h>
#include <arch_common/limine.h>
#include <arch_impl/limine.h>
#include <base/compiler.h>
#include <base/fmt.h>
#include <base/string.h>

#define REQUEST_SECTION(suffix) __attribute__((section(".limine_requests" suffix), used, retain))

REQUEST_SECTION("_start") static volatile u64 start_marker[] = LIMINE_START_MARKER;
REQUEST_SECTION("_end") static volatile u64 end_marker[] = LIMINE_END_MARKER;

/* Whichever revision was granted, nothing below depends on it. */
REQUEST_SECTION("") static volatile u64 base_revision[] = LIMINE_BASE_REVISION(6);

/* One request: its variable, the protocol's name for it. */
#define REQUEST(variable, type, name)                               \
	REQUEST_SECTION("")                                         \
	static volatile struct limine_##type##_request variable = { \
		.id = LIMINE_ID(name),                              \
	}

REQUEST(info_request, bootloader_info, BOOTLOADER_INFO);
REQUEST(hhdm_request, hhdm, HHDM);
REQUEST(framebuffer_request, framebuffer, FRAMEBUFFER);
REQUEST(mp_request, mp, MP);
REQUEST(memmap_request, memmap, MEMMAP);
REQUEST(file_request, executable_file, EXECUTABLE_FILE);
REQUEST(address_request, executable_address, EXECUTABLE_ADDRESS);
REQUEST(module_request, module, MODULE);
REQUEST(rsdp_request, rsdp, RSDP);
REQUEST(dtb_request, dtb, DTB);
REQUEST(smbios_request, smbios, SMBIOS);
REQUEST(date_request, date_at_boot, DATE_AT_BOOT);
REQUEST(entropy_request, entropy, ENTROPY);

/* A loader may be configured for another depth than the one we prefer. */
REQUEST_SECTION("")
static volatile struct limine_paging_mode_request paging_request = {
	.id = LIMINE_ID(PAGING_MODE),
	.revision = 1,
	.mode = ARCH_PAGING_PREFERRED,
	.max_mode = ARCH_PAGING_MOST,
	.min_mode = ARCH_PAGING_LEAST,
};

static struct boot_info boot_info;

static paddr_t from_hhdm(u64 address)
{
	/* Base revision 3 hands out some tables by physical address. */
	return address >= boot_info.hhdm ? address - boot_info.hhdm : address;
}

static enum boot_memory memory_kind(u64 type)
{
	switch (type) {
	case LIMINE_MEMMAP_USABLE: return BOOT_MEMORY_USABLE;
	case LIMINE_MEMMAP_ACPI_RECLAIMABLE: return BOOT_MEMORY_ACPI_RECLAIMABLE;
	case LIMINE_MEMMAP_ACPI_NVS: return BOOT_MEMORY_ACPI_NVS;
	case LIMINE_MEMMAP_BAD: return BOOT_MEMORY_BAD;
	case LIMINE_MEMMAP_LOADER: return BOOT_MEMORY_LOADER;
	case LIMINE_MEMMAP_EXECUTABLE: return BOOT_MEMORY_MODULE;
	case LIMINE_MEMMAP_FRAMEBUFFER: return BOOT_MEMORY_FRAMEBUFFER;
	case LIMINE_MEMMAP_RESERVED_MAPPED: return BOOT_MEMORY_FIRMWARE;
	default: return BOOT_MEMORY_RESERVED;
	}
}

static void take_memory_map(void)
{
	const struct limine_memmap_response *map = memmap_request.response;

	for (u64 i = 0; i < map->entry_count; i++) {
		const struct limine_memmap_entry *entry = map->entries[i];

		boot_info_add_memory(
			&boot_info, entry->base, entry->length, memory_kind(entry->type));
	}
}

static void take_modules(void)
{
	const struct limine_module_response *list = module_request.response;

	for (u64 i = 0; list != NULL && i < list->module_count; i++) {
		const struct limine_file *file = list->modules[i];

		boot_info_add_module(&boot_info, from_hhdm((u64)file->address), file->size,
			file->path, file->string);
	}
}

/* The first framebuffer whose pixels are plain RGB. */
static void take_framebuffer(void)
{
	const struct limine_framebuffer_response *list = framebuffer_request.response;

	for (u64 i = 0; list != NULL && i < list->framebuffer_count; i++) {
		const struct limine_framebuffer *fb = list->framebuffers[i];

		if (fb->memory_model != LIMINE_MEMORY_MODEL_RGB)
			continue;
		boot_info.framebuffer = (struct boot_framebuffer){
			.base = from_hhdm((u64)fb->address),
			.width = (u32)fb->width,
			.height = (u32)fb->height,
			.pitch = (u32)fb->pitch,
			.bits_per_pixel = (u8)fb->bpp,
			.red = { fb->red_size, fb->red_shift },
			.green = { fb->green_size, fb->green_shift },
			.blue = { fb->blue_size, fb->blue_shift },
		};
		return;
	}
}

static void take_tables(void)
{
	if (rsdp_request.response != NULL)
		boot_info.rsdp = from_hhdm((u64)rsdp_request.response->address);
	if (dtb_request.response != NULL)
		boot_info.dtb = from_hhdm((u64)dtb_request.response->dtb);
	if (smbios_request.response != NULL) {
		const struct limine_smbios_response *smbios = smbios_request.response;
		const void *entry = smbios->entry_64 ? smbios->entry_64 : smbios->entry_32;

		boot_info.smbios = entry != NULL ? from_hhdm((u64)entry) : 0;
	}
}

static void take_rest(void)
{
	const struct limine_entropy_response *entropy = entropy_request.response;

	if (file_request.response != NULL)
		boot_info_set_cmdline(
			&boot_info, strview_of(file_request.response->executable_file->string));
	if (date_request.response != NULL)
		boot_info.unix_time = date_request.response->timestamp;
	for (u64 i = 0; entropy != NULL && i < min(entropy->count, ARRAY_SIZE(boot_info.entropy));
		i++)
		boot_info.entropy[i] = entropy->values[i];
	boot_info.boot_cpu = limine_boot_cpu(mp_request.response);
}

static void take_loader_name(void)
{
	const struct limine_bootloader_info_response *info = info_request.response;

	if (info == NULL)
		return;
	fmt_string(boot_info.loader, sizeof(boot_info.loader), "%s %s", info->name, info->version);
}

/*
 * Without these answers nothing can be printed or mapped, so the only honest
 * thing is to stop. No loader of the protocol leaves them out.
 */
static bool has_necessities(void)
{
	return hhdm_request.response != NULL && memmap_request.response != NULL &&
	       address_request.response != NULL;
}

void limine_main(void)
{
	if (!has_necessities())
		arch_cpu_halt();
	boot_info_init(&boot_info, "Limine protocol");
	boot_info.hhdm = hhdm_request.response->offset;
	boot_info.mapped_limit = UINT64_MAX;
	take_loader_name();
	take_memory_map();
	boot_info_add_kernel(&boot_info, address_request.response->physical_base,
		address_request.response->virtual_base);
	take_modules();
	take_framebuffer();
	take_tables();
	take_rest();
	kernel_main(&boot_info);
}
