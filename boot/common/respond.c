/* SPDX-License-Identifier: MIT */
#include <boot/respond.h>

#include <abi/errors.h>
#include <boot/isa.h>
#include <boot/space.h>
#include <boot/version.h>

enum {
	ENTROPY_WORDS_MAX = 4096,
	ENTROPY_BITS_FULL = 256, /* with so many, the generator may be drawn from at will */
};

void *respond(struct boot *b, enum feature feature, size_t size, u64 revision)
{
	struct limine_request *request = b->requests.of[feature];
	struct limine_response *response;

	if (!request)
		return nullptr;
	response = arena_take(&b->arena, size);
	if (!response)
		return nullptr;
	response->revision = revision;
	request->response = space_pointer(b, response);
	return response;
}

#define RESPOND(b, name, type) \
	struct limine_##type##_response *r = respond((b), FEATURE_##name, sizeof(*r), 0)

static vaddr_t string(struct boot *b, const char *text)
{
	return space_pointer(b, arena_string(&b->arena, strview_of(text)));
}

/* --- The loader, the machine, the boot ------------------------------------------------- */

static void bootloader_info(struct boot *b)
{
	RESPOND(b, BOOTLOADER_INFO, bootloader_info);

	if (r) {
		r->name = string(b, LOADER_NAME);
		r->version = string(b, LOADER_VERSION);
	}
}

static void firmware(struct boot *b)
{
	RESPOND(b, FIRMWARE_TYPE, firmware_type);

	if (r)
		r->type = firmware_type;
}

/* These say "done" by being there. */
static void silent(struct boot *b)
{
	respond(b, FEATURE_STACK_SIZE, sizeof(struct limine_stack_size_response), 0);
	respond(b, FEATURE_ENTRY_POINT, sizeof(struct limine_entry_point_response), 0);
	if (isa_keeps_iommu)
		respond(b, FEATURE_KEEP_IOMMU, sizeof(struct limine_keep_iommu_response), 0);
}

static void hhdm(struct boot *b)
{
	RESPOND(b, HHDM, hhdm);

	if (r)
		r->offset = b->hhdm;
}

static void paging_mode(struct boot *b)
{
	RESPOND(b, PAGING_MODE, paging_mode);

	if (r)
		r->mode = b->paging_mode;
}

static void executable_address(struct boot *b)
{
	RESPOND(b, EXECUTABLE_ADDRESS, executable_address);

	if (r) {
		r->physical_base = (paddr_t)b->image.memory;
		r->virtual_base = b->elf.base + b->image.slide;
	}
}

static void tsc_frequency(struct boot *b)
{
	u64 rate = isa_counter_rate(b->machine);

	if (!rate)
		return;
	RESPOND(b, TSC_FREQUENCY, tsc_frequency);

	if (r)
		r->frequency = rate;
}

static void date_at_boot(struct boot *b)
{
	if (!b->tables.has_date)
		return;
	RESPOND(b, DATE_AT_BOOT, date_at_boot);

	if (r)
		r->timestamp = b->tables.date;
}

static void boot_hart(struct boot *b)
{
	if (!isa_has_harts)
		return;
	RESPOND(b, RISCV_BSP_HARTID, riscv_bsp_hartid);

	if (r)
		r->bsp_hartid = isa_boot_cpu(b);
}

static void entropy(struct boot *b)
{
	const struct limine_entropy_request *request = scan_request(&b->requests, ENTROPY, entropy);
	u64 count = request ? min(request->count, (u64)ENTROPY_WORDS_MAX) : 0;
	u64 *values;

	/* What nobody can vouch for is not handed out as entropy. */
	if (b->entropy_bits < ENTROPY_BITS_FULL)
		count = min(count, (u64)b->entropy_bits / 64);
	if (count == 0)
		return;
	RESPOND(b, ENTROPY, entropy);

	values = arena_take(&b->arena, count * sizeof(*values));
	if (!r || !values)
		return;
	rand_bytes(&b->rand, values, count * sizeof(*values));
	r->count = count;
	r->values = space_pointer(b, values);
}

/* --- Firmware's tables ------------------------------------------------------------------ */

/* As the base revision wants it; 0 stays 0. */
static u64 table_address(const struct boot *b, paddr_t at, bool physical)
{
	return at && !physical ? space_virtual(b, at) : at;
}

static void rsdp(struct boot *b)
{
	if (!b->tables.rsdp)
		return;
	RESPOND(b, RSDP, rsdp);

	if (r)
		r->address = table_address(b, b->tables.rsdp, b->rules->rsdp_physical);
}

static void smbios(struct boot *b)
{
	if (!b->tables.smbios_32 && !b->tables.smbios_64)
		return;
	RESPOND(b, SMBIOS, smbios);

	if (!r)
		return;
	r->entry_32 = table_address(b, b->tables.smbios_32, b->rules->smbios_physical);
	r->entry_64 = table_address(b, b->tables.smbios_64, b->rules->smbios_physical);
}

static void efi_system_table(struct boot *b)
{
	paddr_t table = b->tables.efi_system_table;

	if (!table)
		return;
	RESPOND(b, EFI_SYSTEM_TABLE, efi_system_table);

	if (r)
		r->address = table_address(b, table, b->rules->smbios_physical);
}

static void dtb(struct boot *b)
{
	if (!b->dtb)
		return;
	RESPOND(b, DTB, dtb);

	if (r)
		r->dtb = space_pointer(b, b->dtb);
}

/* --- Files ------------------------------------------------------------------------------ */

static vaddr_t file(struct boot *b, const struct file *from)
{
	struct limine_file *out = arena_take(&b->arena, sizeof(*out));

	if (!out)
		return 0;
	*out = (struct limine_file){
		.address = space_virtual(b, from->at),
		.size = from->size,
		.path = space_pointer(b, from->path),
		.string = space_pointer(b, from->string),
		.media_type = from->media,
		.partition_index = from->partition,
		.mbr_disk_id = from->mbr_disk,
		.gpt_disk_uuid = from->gpt_disk,
		.gpt_part_uuid = from->gpt_partition,
	};
	return space_pointer(b, out);
}

static void executable_file(struct boot *b)
{
	RESPOND(b, EXECUTABLE_FILE, executable_file);

	if (r)
		r->executable_file = file(b, &b->kernel_file);
}

static void executable_cmdline(struct boot *b)
{
	RESPOND(b, EXECUTABLE_CMDLINE, executable_cmdline);

	if (r)
		r->cmdline = space_pointer(b, b->kernel_file.string);
}

/* Revision 1: modules that the kernel asks for itself. */
static void modules(struct boot *b)
{
	struct limine_module_response *r;
	u64 *list;

	if (b->module_count == 0)
		return;
	r = respond(b, FEATURE_MODULE, sizeof(*r), 1);
	list = arena_take(&b->arena, b->module_count * sizeof(*list));
	if (!r || !list)
		return;
	for (u32 i = 0; i < b->module_count; i++)
		list[i] = file(b, &b->modules[i]);
	r->module_count = b->module_count;
	r->modules = space_pointer(b, list);
}

/* --- What comes later -------------------------------------------------------------------- */

/* Room for them now; respond_memory() and respond_time() fill them in. */
static void reserve(struct boot *b)
{
	b->memmap_response = respond(b, FEATURE_MEMMAP, sizeof(struct limine_memmap_response), 0);
	b->efi_memmap_response =
		respond(b, FEATURE_EFI_MEMMAP, sizeof(struct limine_efi_memmap_response), 0);
	b->performance_response =
		respond(b, FEATURE_PERFORMANCE, sizeof(struct limine_performance_response), 0);
	b->memmap_list = arena_take(&b->arena, b->entries_max * sizeof(*b->memmap_list));
}

static void (*const responders[])(struct boot *) = {
	bootloader_info,
	firmware,
	silent,
	hhdm,
	paging_mode,
	executable_address,
	tsc_frequency,
	date_at_boot,
	boot_hart,
	entropy,
	rsdp,
	smbios,
	efi_system_table,
	dtb,
	executable_file,
	executable_cmdline,
	modules,
	respond_framebuffer,
	reserve,
};

status_t respond_all(struct boot *b, struct diag *d)
{
	for (size_t i = 0; i < ARRAY_SIZE(responders); i++)
		responders[i](b);
	scan_confirm(&b->requests, b->revision);
	if (b->arena.exhausted)
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for the answers to its requests");
	return 0;
}

void respond_memory(struct boot *b)
{
	struct limine_memmap_response *r = b->memmap_response;
	struct limine_efi_memmap_response *efi = b->efi_memmap_response;
	u64 count = memory_entries(&b->memory, b->rules, b->entries, b->entries_max);

	for (u64 i = 0; i < count; i++)
		b->memmap_list[i] = space_pointer(b, &b->entries[i]);
	if (r) {
		r->entry_count = count;
		r->entries = space_pointer(b, b->memmap_list);
	}
	if (efi) {
		efi->memmap = space_virtual(b, b->firmware_map.at);
		efi->memmap_size = b->firmware_map.size;
		efi->desc_size = b->firmware_map.descriptor_size;
		efi->desc_version = b->firmware_map.descriptor_version;
	}
}

/* The counter starts at the machine's reset, or near enough: that is our time 0. */
void respond_time(struct boot *b)
{
	struct limine_performance_response *r = b->performance_response;
	u64 per_us = b->counter_rate / 1000000;

	if (!r || !per_us)
		return;
	r->init_us = b->init_time / per_us;
	r->exec_us = isa_counter() / per_us;
}
