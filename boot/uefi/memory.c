/* SPDX-License-Identifier: MIT */
/*
 * Pages from UEFI. Everything we take is of a loader's type, which the protocol calls
 * "bootloader reclaimable", and is noted in a list, so that a boot that fails gives back what
 * it took. The list itself is memory of that kind: blocks of a page, linked.
 */
#include <abi/errors.h>
#include <base/checked.h>
#include <boot/firmware.h>
#include <boot/page.h>
#include <uefi/uefi.h>

struct taken {
	paddr_t at;
	u64 pages;
};

enum {
	TAKEN_PER_BLOCK = (4096 - 16) / sizeof(struct taken),
	/* Room for what reading the map, or leaving, adds to it. */
	SPARE_DESCRIPTORS = 64,
};

struct block {
	struct block *next;
	u64 count;
	struct taken taken[TAKEN_PER_BLOCK];
};
static_assert(sizeof(struct block) <= 4096);

static struct block *blocks;

static bool add_block(void)
{
	paddr_t at;
	struct block *block;

	if (efi->boot->allocate_pages(EFI_ALLOCATE_ANY, EFI_LOADER_DATA, 1, &at) != EFI_SUCCESS)
		return false;
	block = (struct block *)at;
	block->next = blocks;
	block->count = 0;
	blocks = block;
	return true;
}

static bool note(paddr_t at, u64 pages)
{
	if ((!blocks || blocks->count == TAKEN_PER_BLOCK) && !add_block())
		return false;
	blocks->taken[blocks->count++] = (struct taken){ at, pages };
	return true;
}

static void free_pages(paddr_t at, u64 pages)
{
	if (pages > 0)
		efi->boot->free_pages(at, pages);
}

/* Firmware that forbids executing data may forbid it for code that it did not load, too. */
static void allow_code(paddr_t at, u64 pages)
{
	struct efi_memory_attribute *attributes = efi_find(&efi_memory_attribute_guid);

	if (attributes)
		attributes->clear(attributes, at, pages * PAGE_SIZE, EFI_MEMORY_XP);
}

/* UEFI knows no alignment: takes more, and gives back both ends. */
static status_t take_aligned(const struct pages_wish *wish, u64 spare, paddr_t *out)
{
	u32 how = wish->below ? EFI_ALLOCATE_BELOW : EFI_ALLOCATE_ANY;
	u32 type = wish->code ? EFI_LOADER_CODE : EFI_LOADER_DATA;
	paddr_t at = wish->below - 1, aligned;
	u64 pages;

	if (!checked_add(wish->pages, spare, &pages) ||
		efi->boot->allocate_pages(how, type, pages, &at) != EFI_SUCCESS)
		return -ENOMEM;
	aligned = ALIGN_UP(at, (spare + 1) * PAGE_SIZE);
	free_pages(at, (aligned - at) / PAGE_SIZE);
	free_pages(aligned + wish->pages * PAGE_SIZE, spare - (aligned - at) / PAGE_SIZE);
	*out = aligned;
	return 0;
}

status_t firmware_pages(const struct pages_wish *wish, paddr_t *out)
{
	u64 spare = wish->align > PAGE_SIZE ? wish->align / PAGE_SIZE - 1 : 0;
	paddr_t at;

	if (wish->pages == 0 || take_aligned(wish, spare, &at))
		return -ENOMEM;
	if (!note(at, wish->pages)) {
		free_pages(at, wish->pages);
		return -ENOMEM;
	}
	if (wish->code)
		allow_code(at, wish->pages);
	*out = at;
	return 0;
}

/* --- The memory map --------------------------------------------------------------------- */

static bool leaving;
static struct {
	struct efi_memory_descriptor *at;
	u64 room; /* bytes allocated */
	u64 size;
	u64 key;
	u64 descriptor_size;
	u32 version;
} map;

void firmware_release(void)
{
	while (blocks) {
		struct block *block = blocks;

		for (u64 i = 0; i < block->count; i++)
			free_pages(block->taken[i].at, block->taken[i].pages);
		blocks = block->next;
		free_pages((paddr_t)block, 1);
	}
	/* Its memory was one of them. */
	map.at = nullptr;
	map.room = 0;
}

void memory_keep(void)
{
	blocks = nullptr;
	map.at = nullptr;
	map.room = 0;
}

static efi_status_t read_map(void)
{
	map.size = map.room;
	return efi->boot->get_memory_map(
		&map.size, map.at, &map.key, &map.descriptor_size, &map.version);
}

/* After read_map() has told how much it needs. */
static status_t allocate_map(void)
{
	u64 size = map.size + SPARE_DESCRIPTORS * map.descriptor_size;
	struct pages_wish wish = { .pages = DIV_ROUND_UP(size, PAGE_SIZE) };
	paddr_t at;

	if (firmware_pages(&wish, &at))
		return -ENOMEM;
	map.at = (struct efi_memory_descriptor *)at;
	map.room = wish.pages * PAGE_SIZE;
	return 0;
}

static enum memory kind_of(u32 type)
{
	switch (type) {
	case EFI_LOADER_CODE:
	case EFI_LOADER_DATA:
	case EFI_BOOT_CODE:
	case EFI_BOOT_DATA: return MEMORY_LOADER;
	case EFI_CONVENTIONAL: return MEMORY_USABLE;
	case EFI_RUNTIME_CODE:
	case EFI_RUNTIME_DATA: return MEMORY_RUNTIME;
	case EFI_ACPI_RECLAIM: return MEMORY_ACPI_RECLAIMABLE;
	case EFI_ACPI_NVS: return MEMORY_ACPI_NVS;
	default: return MEMORY_RESERVED;
	}
}

static status_t add_descriptors(struct range_map *out)
{
	const u8 *end = (const u8 *)map.at + map.size;
	status_t status = 0;

	for (const u8 *at = (const u8 *)map.at; at + sizeof(struct efi_memory_descriptor) <= end;
		at += map.descriptor_size) {
		const struct efi_memory_descriptor *m = (const void *)at;
		u64 size;

		if (!checked_mul(m->pages, PAGE_SIZE, &size))
			return -EOVERFLOW;
		status = range_map_add(out, m->physical, size, kind_of(m->type));
		if (status)
			break;
	}
	return status;
}

status_t firmware_memory(struct range_map *out, struct firmware_map *raw, struct diag *d)
{
	efi_status_t result = read_map();
	status_t status;

	/* Once leaving was tried, the firmware may no longer be able to allocate. */
	if (result == EFI_BUFFER_TOO_SMALL && !leaving) {
		status = allocate_map();
		if (!status)
			result = read_map();
	}
	status = efi_error(result);
	if (!status && map.descriptor_size < sizeof(struct efi_memory_descriptor))
		status = -EINVAL;
	if (!status)
		status = add_descriptors(out);
	if (status)
		return diag_fail(d, -status, "Update the machine's firmware.",
			"the firmware's memory map cannot be read (error %d)", -status);
	*raw = (struct firmware_map){
		.at = (paddr_t)map.at,
		.size = map.size,
		.descriptor_size = map.descriptor_size,
		.descriptor_version = map.version,
	};
	return 0;
}

bool firmware_exit(void)
{
	leaving = true;
	return efi->boot->exit_boot_services(efi_image, map.key) == EFI_SUCCESS;
}

void firmware_stall(u64 microseconds)
{
	efi->boot->stall(microseconds);
}
