/* SPDX-License-Identifier: MIT */
/*
 * Makes ACPI tables in a piece of pretended physical memory, for tests and the
 * fuzzer. Checksums are right; a test that wants a wrong one spoils a byte
 * afterwards.
 */
#pragma once

#include <base/checked.h>
#include <base/endian.h>
#include <base/string.h>
#include <fw/acpi.h>

#define ACPI_BUILD_BASE 0x7fe0000ul /* the physical address of memory[0] */
#define ACPI_BUILD_SIZE 16384u
#define ACPI_BUILD_RSDP ACPI_BUILD_BASE

struct acpi_build {
	u8 memory[ACPI_BUILD_SIZE];
	u32 used;
	paddr_t tables[32];
	u32 count;
};

static inline const void *acpi_build_map(void *context, paddr_t address, u64 length)
{
	struct acpi_build *b = context;
	u64 offset;

	if (!checked_sub(address, ACPI_BUILD_BASE, &offset) ||
		!checked_within(offset, length, sizeof(b->memory)))
		return nullptr;
	return b->memory + offset;
}

static inline struct fw_mem acpi_build_mem(struct acpi_build *b)
{
	return (struct fw_mem){ acpi_build_map, b };
}

static inline void acpi_build_begin(struct acpi_build *b)
{
	memset(b, 0, sizeof(*b));
	b->used = 64; /* the root pointer's place */
}

/* Makes bytes add up to 0 by the one at `at`. */
static inline void acpi_build_sum(u8 *bytes, u32 length, u32 at)
{
	u8 sum = 0;

	bytes[at] = 0;
	for (u32 i = 0; i < length; i++)
		sum += bytes[i];
	bytes[at] = (u8)(0 - sum);
}

/* A table that the root table does not list; contents follow the header. Its address. */
static inline paddr_t acpi_build_lone(
	struct acpi_build *b, const char *signature, u8 revision, const void *contents, u32 length)
{
	u8 *table = b->memory + b->used;
	paddr_t address = ACPI_BUILD_BASE + b->used;

	memcpy(table, signature, 4);
	store_le32(table + 4, ACPI_HEADER_SIZE + length);
	table[8] = revision;
	memcpy(table + 10, "CUPRUXTESTTABL", 14);
	memcpy(table + ACPI_HEADER_SIZE, contents, length);
	acpi_build_sum(table, ACPI_HEADER_SIZE + length, 9);
	b->used = ALIGN_UP(b->used + ACPI_HEADER_SIZE + length, 16);
	return address;
}

static inline paddr_t acpi_build_table(
	struct acpi_build *b, const char *signature, u8 revision, const void *contents, u32 length)
{
	paddr_t address = acpi_build_lone(b, signature, revision, contents, length);
	b->tables[b->count++] = address;
	return address;
}

/* Where a table's bytes are, to spoil them. */
static inline u8 *acpi_build_at(struct acpi_build *b, paddr_t address)
{
	return b->memory + (address - ACPI_BUILD_BASE);
}

/* Root table and pointer; revision 0 has an RSDT only, revision 2 both. */
static inline void acpi_build_end(struct acpi_build *b, u8 revision)
{
	u8 entries[32 * 8];
	paddr_t xsdt = 0;
	u32 count = b->count;

	for (u32 i = 0; i < count; i++)
		store_le32(entries + 4 * i, (u32)b->tables[i]);
	paddr_t rsdt = acpi_build_lone(b, "RSDT", 1, entries, 4 * count);
	for (u32 i = 0; i < count; i++)
		store_le64(entries + 8 * i, b->tables[i]);
	if (revision >= 2)
		xsdt = acpi_build_lone(b, "XSDT", 1, entries, 8 * count);

	u8 *rsdp = b->memory;
	memcpy(rsdp, "RSD PTR ", 8);
	rsdp[15] = revision;
	store_le32(rsdp + 16, (u32)rsdt);
	acpi_build_sum(rsdp, 20, 8);
	if (revision >= 2) {
		store_le32(rsdp + 20, 36);
		store_le64(rsdp + 24, xsdt);
		acpi_build_sum(rsdp, 36, 32);
	}
}
