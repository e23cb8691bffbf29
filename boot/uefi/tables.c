/* SPDX-License-Identifier: MIT */
/* What UEFI knows of the machine: its configuration tables, the clock, random numbers. */
#include <boot/firmware.h>

#include <abi/errors.h>
#include <base/endian.h>
#include <base/string.h>
#include <uefi/uefi.h>

const u64 firmware_type = LIMINE_FIRMWARE_EFI_64;

static paddr_t find_table(const struct efi_guid *guid)
{
	for (u64 i = 0; i < efi->table_count; i++)
		if (efi_guid_equal(&efi->tables[i].guid, guid))
			return efi->tables[i].table;
	return 0;
}

/* Days from 1970-01-01 to the first of March of a year that begins in March. */
static s64 days_before(s64 year)
{
	return 365 * year + year / 4 - year / 100 + year / 400 - 719468;
}

static bool read_date(s64 *out)
{
	static const u16 from_march[] = { 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275 };
	struct efi_time time;
	s64 days;

	if (efi->runtime->get_time(&time, nullptr) != EFI_SUCCESS || time.month < 1 ||
		time.month > 12)
		return false;
	/* January and February belong to the year before, so that leap days come last. */
	days = days_before(time.month < 3 ? time.year - 1 : time.year) +
	       from_march[time.month - 1] + time.day - 1;
	*out = days * 86400 + time.hour * 3600 + time.minute * 60 + time.second;
	if (time.time_zone != EFI_UNSPECIFIED_TIMEZONE)
		*out += time.time_zone * 60; /* what to add to get UTC */
	return true;
}

/* OpenSBI starts any hart it likes: only this protocol tells which. */
static void read_boot_hart(struct firmware_tables *out)
{
	struct efi_riscv_boot *boot = efi_find(&efi_riscv_boot_guid);

	out->has_boot_hart = boot && boot->get_boot_hart_id(boot, &out->boot_hart) == EFI_SUCCESS;
}

void firmware_tables(struct firmware_tables *out)
{
	*out = (struct firmware_tables){ .efi_system_table = (paddr_t)efi };
	out->rsdp = find_table(&efi_acpi_20_guid);
	if (!out->rsdp)
		out->rsdp = find_table(&efi_acpi_10_guid);
	out->smbios_32 = find_table(&efi_smbios_guid);
	out->smbios_64 = find_table(&efi_smbios3_guid);
	out->dtb = find_table(&efi_dtb_guid);
	out->has_date = read_date(&out->date);
	read_boot_hart(out);
}

size_t firmware_random(void *out, size_t size)
{
	struct efi_rng *rng = efi_find(&efi_rng_guid);

	if (!rng || rng->get_rng(rng, nullptr, size, out) != EFI_SUCCESS)
		return 0;
	return size;
}

/* --- Pinning ---------------------------------------------------------------------------- */

/* Entry points say where the structures are: "_SM_" in 32 bits, "_SM3_" in 64. */
static status_t pin_smbios(struct range_map *map, const struct revision *r)
{
	paddr_t entry32 = find_table(&efi_smbios_guid), entry64 = find_table(&efi_smbios3_guid);
	const u8 *bytes = (const u8 *)entry32;
	status_t status = 0;

	if (entry32)
		status = memory_pin(map, entry32, 31, r);
	if (!status && entry32)
		status = memory_pin(map, load_le32(bytes + 24), load_le16(bytes + 22), r);
	bytes = (const u8 *)entry64;
	if (!status && entry64)
		status = memory_pin(map, entry64, 24, r);
	if (!status && entry64)
		status = memory_pin(map, load_le64(bytes + 16), load_le32(bytes + 12), r);
	return status;
}

static u64 vendor_size(void)
{
	u64 length = 0;

	while (efi->firmware_vendor[length])
		length++;
	return (length + 1) * sizeof(char16_t);
}

status_t firmware_pin(struct range_map *map, const struct revision *r)
{
	status_t status = pin_smbios(map, r);

	if (!status)
		status = memory_pin(map, (paddr_t)efi, sizeof(*efi), r);
	if (!status)
		status =
			memory_pin(map, (paddr_t)efi->runtime, efi->runtime->header.header_size, r);
	if (!status)
		status = memory_pin(
			map, (paddr_t)efi->tables, efi->table_count * sizeof(*efi->tables), r);
	if (!status)
		status = memory_pin(map, (paddr_t)efi->firmware_vendor, vendor_size(), r);
	return status;
}
