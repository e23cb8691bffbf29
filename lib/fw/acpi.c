/* SPDX-License-Identifier: MIT */
/*
 * Root pointer (RSDP):			Every table:
 *
 *	 0 "RSD PTR "			 0 signature, 4 bytes
 *	 8 checksum of bytes 0..19	 4 length, with this header
 *	15 revision; 0: ends at 20	 8 revision
 *	16 RSDT address, 32 bits	 9 checksum of the whole
 *	20 length of this structure	10 vendor's names and versions
 *	24 XSDT address, 64 bits	36 contents
 *	32 checksum of all of it
 *
 * A checksum is right if the bytes it covers add up to 0. RSDT and XSDT are
 * tables whose contents are addresses of tables, of 32 and of 64 bits.
 */
#include <abi/errors.h>
#include <base/checked.h>
#include <base/endian.h>
#include <base/string.h>
#include <fw/acpi.h>

#define RSDP_SIZE_1   20
#define RSDP_SIZE_2   36
#define RSDP_SIZE_MAX 256

static const u8 *map(const struct acpi *acpi, paddr_t address, u64 length)
{
	u64 last;

	if (address == 0 || !checked_add(address, length - 1, &last))
		return nullptr;
	return acpi->mem.map(acpi->mem.context, address, length);
}

/* Adds the eight bytes of two words, each for itself: what a byte carries over is dropped. */
static u64 add_bytes(u64 a, u64 b)
{
	const u64 low = 0x7f7f7f7f7f7f7f7f;
	return ((a & low) + (b & low)) ^ ((a ^ b) & ~low);
}

/* Tables are tens of kilobytes, and all are summed before anybody sees a banner. */
static bool sums_to_zero(const u8 *bytes, u32 length)
{
	u64 sums = 0;
	u8 sum = 0;

	for (; length >= 8; length -= 8, bytes += 8)
		sums = add_bytes(sums, load_le64(bytes));
	for (; sums; sums >>= 8)
		sum += (u8)sums;
	while (length--)
		sum += *bytes++;
	return sum == 0;
}

/* Which root table a root pointer names, and of which kind. */
struct root_pointer {
	paddr_t rsdt;
	paddr_t xsdt; /* 0: there is none, or the part that names it is damaged */
};

static status_t read_root_pointer(
	const struct acpi *acpi, paddr_t address, struct root_pointer *root)
{
	const u8 *rsdp = map(acpi, address, RSDP_SIZE_1);

	if (!rsdp)
		return -EFAULT;
	if (memcmp(rsdp, "RSD PTR ", 8) != 0 || !sums_to_zero(rsdp, RSDP_SIZE_1))
		return -EBADMSG;
	*root = (struct root_pointer){ .rsdt = load_le32(rsdp + 16) };
	if (rsdp[15] < 2)
		return 0;
	rsdp = map(acpi, address, RSDP_SIZE_2);
	if (!rsdp)
		return 0;
	u32 length = load_le32(rsdp + 20);
	if (length < RSDP_SIZE_2 || length > RSDP_SIZE_MAX)
		return 0;
	rsdp = map(acpi, address, length);
	if (rsdp && sums_to_zero(rsdp, length))
		root->xsdt = load_le64(rsdp + 24);
	return 0;
}

static status_t use_root_table(
	struct acpi *acpi, paddr_t address, const char *signature, u32 entry_size)
{
	struct acpi_table table;
	status_t status = acpi_table_at(acpi, address, &table);

	if (status)
		return status;
	if (strcmp(table.signature, signature) != 0)
		return -EBADMSG;
	acpi->entries = table.bytes + ACPI_HEADER_SIZE;
	acpi->entry_size = entry_size;
	acpi->entry_count =
		min((table.length - ACPI_HEADER_SIZE) / entry_size, (u32)ACPI_ENTRIES_MAX);
	return 0;
}

status_t acpi_open(struct acpi *acpi, const struct fw_mem *mem, paddr_t rsdp)
{
	struct acpi opened = { .mem = *mem };
	struct root_pointer root;
	status_t status = read_root_pointer(&opened, rsdp, &root);

	if (status)
		return status;
	status = -EFAULT;
	if (root.xsdt)
		status = use_root_table(&opened, root.xsdt, "XSDT", 8);
	if (status && root.rsdt)
		status = use_root_table(&opened, root.rsdt, "RSDT", 4);
	if (status)
		return status;
	*acpi = opened;
	return 0;
}

paddr_t acpi_entry(const struct acpi *acpi, u32 index)
{
	if (index >= acpi->entry_count)
		return 0;
	const u8 *entry = acpi->entries + (u64)index * acpi->entry_size;
	return acpi->entry_size == 8 ? load_le64(entry) : load_le32(entry);
}

status_t acpi_signature(const struct acpi *acpi, paddr_t address, char signature[5])
{
	const u8 *header = map(acpi, address, ACPI_HEADER_SIZE);

	if (!header)
		return -EFAULT;
	memcpy(signature, header, 4);
	signature[4] = '\0';
	return 0;
}

status_t acpi_table_at(const struct acpi *acpi, paddr_t address, struct acpi_table *table)
{
	struct acpi_table found = { .address = address };
	const u8 *header = map(acpi, address, ACPI_HEADER_SIZE);

	if (!header)
		return -EFAULT;
	memcpy(found.signature, header, 4);
	found.length = load_le32(header + 4);
	found.revision = header[8];
	if (found.length < ACPI_HEADER_SIZE || found.length > ACPI_TABLE_MAX)
		return -EBADMSG;
	found.bytes = map(acpi, address, found.length);
	if (!found.bytes)
		return -EFAULT;
	if (!sums_to_zero(found.bytes, found.length))
		return -EBADMSG;
	*table = found;
	return 0;
}

status_t acpi_find(const struct acpi *acpi, const char *signature, struct acpi_table *table)
{
	status_t result = -ENOENT;

	for (u32 i = 0; i < acpi->entry_count; i++) {
		paddr_t address = acpi_entry(acpi, i);
		char found[5];
		if (acpi_signature(acpi, address, found) || strcmp(found, signature) != 0)
			continue;
		status_t status = acpi_table_at(acpi, address, table);
		if (!status)
			return 0;
		if (result == -ENOENT)
			result = status;
	}
	return result;
}

#define FADT_DSDT   40
#define FADT_X_DSDT 140

status_t acpi_find_dsdt(
	const struct acpi *acpi, const struct acpi_table *fadt, struct acpi_table *dsdt)
{
	paddr_t address = acpi_u64(fadt, FADT_X_DSDT);
	struct acpi_table found;

	if (!address)
		address = acpi_u32(fadt, FADT_DSDT);
	if (!address)
		return -ENOENT;
	status_t status = acpi_table_at(acpi, address, &found);
	if (status)
		return status;
	if (strcmp(found.signature, "DSDT") != 0)
		return -EBADMSG;
	*dsdt = found;
	return 0;
}

/* --- Fields -------------------------------------------------------------------------- */

u8 acpi_u8(const struct acpi_table *table, u32 offset)
{
	return checked_within(offset, 1, table->length) ? table->bytes[offset] : 0;
}

u16 acpi_u16(const struct acpi_table *table, u32 offset)
{
	return checked_within(offset, 2, table->length) ? load_le16(table->bytes + offset) : 0;
}

u32 acpi_u32(const struct acpi_table *table, u32 offset)
{
	return checked_within(offset, 4, table->length) ? load_le32(table->bytes + offset) : 0;
}

u64 acpi_u64(const struct acpi_table *table, u32 offset)
{
	return checked_within(offset, 8, table->length) ? load_le64(table->bytes + offset) : 0;
}

struct acpi_gas acpi_gas(const struct acpi_table *table, u32 offset)
{
	/* Half a register is none. */
	if (!checked_within(offset, 12, table->length))
		return (struct acpi_gas){};
	return (struct acpi_gas){
		.space = acpi_u8(table, offset),
		.bit_width = acpi_u8(table, offset + 1),
		.bit_offset = acpi_u8(table, offset + 2),
		.access_size = acpi_u8(table, offset + 3),
		.address = acpi_u64(table, offset + 4),
	};
}

/* The item at *offset, whose head is `head` bytes and says `length` bytes in all. */
static bool take_item(
	const struct acpi_table *table, u32 *offset, u32 head, u32 length, struct acpi_item *item)
{
	if (length < head || !checked_within(*offset, length, table->length))
		return false;
	item->type = table->bytes[*offset];
	item->bytes = *table;
	item->bytes.bytes = table->bytes + *offset;
	item->bytes.length = length;
	*offset += length;
	return true;
}

bool acpi_next_item(const struct acpi_table *table, u32 *offset, struct acpi_item *item)
{
	return take_item(table, offset, 2, acpi_u8(table, *offset + 1), item);
}

bool acpi_next_wide_item(const struct acpi_table *table, u32 *offset, struct acpi_item *item)
{
	return take_item(table, offset, 3, acpi_u16(table, *offset + 1), item);
}
