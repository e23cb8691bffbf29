/* SPDX-License-Identifier: MIT */
/* Firmware's tables: that they are there, can be reached, and lie where they shall. */
#include <base/endian.h>
#include <conformance/check.h>
#include <conformance/requests.h>
#include <conformance/world.h>
#include <fw/acpi.h>
#include <fw/fdt.h>

/* Types that ACPI's tables may have, and those of SMBIOS and UEFI. */
static u64 acpi_types(void)
{
	return 1 << LIMINE_MEMMAP_ACPI_RECLAIMABLE | 1 << LIMINE_MEMMAP_ACPI_NVS |
	       1 << LIMINE_MEMMAP_RESERVED_MAPPED;
}

static const void *map(void *context, paddr_t at, u64 size)
{
	(void)context;
	(void)size;
	return at_physical(at);
}

static const struct fw_mem mem = { .map = map };

static void check_table(
	const struct acpi *acpi, paddr_t at, struct tally *types, struct tally *sums)
{
	struct acpi_table table;

	if (wanted_revision >= 4)
		tally(types, memory_is(at, ACPI_HEADER_SIZE, acpi_types()),
			"the table at %#lx is in memory of type %lu", at, memory_type(at));
	tally(sums, !acpi_table_at(acpi, at, &table), "the table at %#lx is damaged", at);
	if (wanted_revision >= 4 && !sums->wrong)
		tally(types, memory_is(at, table.length, acpi_types()),
			"%s at %#lx is in memory of type %lu", table.signature, at,
			memory_type(at));
}

static void check_acpi(void)
{
	struct tally types = {}, sums = {};
	struct acpi acpi;
	struct acpi_table fadt, dsdt;
	paddr_t rsdp;

	if (!check(rsdp_request.response, "RSDP: answered"))
		return;
	rsdp = to_physical(rsdp_request.response->address);
	check(memcmp(rsdp_request.response->address, "RSD PTR ", 8) == 0, "RSDP: is one");
	if (wanted_revision >= 4)
		check(memory_is(rsdp, 36, acpi_types()), "RSDP: in memory of the right type");
	if (!check(!acpi_open(&acpi, &mem, rsdp), "RSDP: leads to the root table"))
		return;
	for (u32 i = 0; i < acpi.entry_count; i++)
		check_table(&acpi, acpi_entry(&acpi, i), &types, &sums);
	if (check(!acpi_find(&acpi, "FACP", &fadt) && !acpi_find_dsdt(&acpi, &fadt, &dsdt),
		    "ACPI: FADT and DSDT are there"))
		check_table(&acpi, dsdt.address, &types, &sums);
	check_tally(&sums, "ACPI: all tables are in order");
	check_tally(&types, "ACPI: all tables are in memory of the right types");
}

/* Entry points of 32 and 64 bits differ in all but their meaning. */
static void check_smbios_entry(
	const u8 *entry, const char *anchor, u32 size_at, u32 address_at, bool wide)
{
	paddr_t table = wide ? load_le64(entry + address_at) : load_le32(entry + address_at);
	u64 size = wide ? load_le32(entry + size_at) : load_le16(entry + size_at);

	check(memcmp(entry, anchor, strlen(anchor)) == 0, "SMBIOS: anchor %s", anchor);
	if (wanted_revision < 5)
		return;
	check(memory_is(to_physical(entry), 24, 1 << LIMINE_MEMMAP_RESERVED_MAPPED),
		"SMBIOS: the entry point is in mapped reserved memory");
	/* The structures end with type 127: the size is only a maximum. */
	check(memory_is(table, 4, 1 << LIMINE_MEMMAP_RESERVED_MAPPED),
		"SMBIOS: so are the %lu bytes of structures", size);
}

static void check_smbios(void)
{
	const struct limine_smbios_response *r = smbios_request.response;

	if (!r) {
		check(!option("smbios", 0), "SMBIOS: there is none");
		return;
	}
	check(is_response_memory(r, sizeof(*r)), "SMBIOS: in the loader's memory");
	check(r->entry_32 || r->entry_64, "SMBIOS: at least one entry point");
	if (r->entry_32)
		check_smbios_entry(r->entry_32, "_SM_", 22, 24, false);
	if (r->entry_64)
		check_smbios_entry(r->entry_64, "_SM3_", 12, 16, true);
}

/* Of the system table: vendor at 24, run-time services at 88, tables' count and list. */
static void check_efi(void)
{
	const struct limine_efi_system_table_response *r = efi_system_table_request.response;
	const u64 mapped = 1 << LIMINE_MEMMAP_RESERVED_MAPPED;
	const u8 *table;

	if (!check(r, "EFI system table: answered"))
		return;
	table = r->address;
	check(memcmp(table, "IBI SYST", 8) == 0, "EFI system table: is one");
	if (wanted_revision < 5)
		return;
	check(memory_is(to_physical(table), 120, mapped),
		"EFI system table: in mapped reserved memory");
	check(memory_is(load_le64(table + 24), 2, mapped), "EFI system table: its vendor, too");
	check(memory_is(load_le64(table + 88), 136, mapped),
		"EFI system table: its run-time table, too");
	check(memory_is(load_le64(table + 112), load_le64(table + 104) * 24, mapped),
		"EFI system table: its list of tables, too");
}

/* What the protocol makes of UEFI's memory types, or lays over them; bit n for type n. */
static u64 types_from_efi(u32 type)
{
	u64 pinned = wanted_revision >= 4 ? 1 << LIMINE_MEMMAP_RESERVED_MAPPED : 0;

	switch (type) {
	case 1: /* loader */
	case 2:
	case 3: /* boot services */
	case 4: return 1 << LIMINE_MEMMAP_LOADER | 1 << LIMINE_MEMMAP_EXECUTABLE | pinned;
	case 5: /* run-time services */
	case 6: return wanted_revision >= 5 ? pinned : 1 << LIMINE_MEMMAP_RESERVED;
	case 7: return 1 << LIMINE_MEMMAP_USABLE;
	case 9: return 1 << LIMINE_MEMMAP_ACPI_RECLAIMABLE;
	case 10: return 1 << LIMINE_MEMMAP_ACPI_NVS;
	default: return 1 << LIMINE_MEMMAP_RESERVED | 1 << LIMINE_MEMMAP_FRAMEBUFFER | pinned;
	}
}

static void check_efi_map(void)
{
	const struct limine_efi_memmap_response *r = efi_memmap_request.response;
	struct tally t = {};

	if (!check(r, "EFI memory map: answered"))
		return;
	check(r->desc_size >= 40 && r->desc_version == 1 && r->memmap_size % r->desc_size == 0,
		"EFI memory map: %lu bytes of descriptors of %lu", r->memmap_size, r->desc_size);
	check(is_response_memory(r->memmap, r->memmap_size),
		"EFI memory map: in the loader's memory");
	for (u64 at = 0; at < r->memmap_size; at += r->desc_size) {
		const u8 *d = (const u8 *)r->memmap + at;
		paddr_t base = load_le64(d + 8);

		/* Page 0 is nobody's. */
		if (base)
			tally(&t, memory_is(base, 1, types_from_efi(load_le32(d))),
				"%#lx is of type %lu, for UEFI %u", base, memory_type(base),
				load_le32(d));
	}
	check_tally(&t, "EFI memory map: its types are the memory map's");
}

static void check_dtb(void)
{
	const struct limine_dtb_response *r = dtb_request.response;
	struct tally t = {};
	struct fdt fdt;

	if (!check(r, "device tree: answered"))
		return;
	if (!check(!fdt_open(&fdt, r->dtb, fdt_claimed_size(r->dtb)), "device tree: is one"))
		return;
	check(is_response_memory(r->dtb, fdt.total_size), "device tree: in the loader's memory");
	check(fdt_exists(fdt_find(&fdt, strview_of("/cpus"))), "device tree: has CPUs");
	for (struct fdt_node node = fdt_first_child(&fdt, fdt_root(&fdt)); fdt_exists(node);
		node = fdt_next_sibling(&fdt, node))
		tally(&t, !strview_is(fdt_base_name(&fdt, node), "memory"),
			"there is a memory node");
	check_tally(&t, "device tree: no memory nodes");
}

void check_tables(void)
{
	if (option("acpi", 0))
		check_acpi();
	else
		check(!rsdp_request.response || option("acpi", 1), "RSDP: no ACPI, no answer");
	check_smbios();
	check_efi();
	check_efi_map();
	if (option("dtb", 0))
		check_dtb();
	else
		check(!dtb_request.response || option("dtb", 1), "device tree: none, no answer");
}
