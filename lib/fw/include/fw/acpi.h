/* SPDX-License-Identifier: MIT */
/*
 * Static ACPI tables: finding them, and reading them without believing them.
 *
 * acpi_open checks the root pointer and the root table; acpi_find maps a table
 * and checks its length and checksum. After that a table is so many bytes of
 * foreign memory. It is read by offset, and a field beyond its end reads as 0:
 * tables have grown with each revision of the standard, and 0 is what their
 * authors chose for "absent".
 *
 * There is no interpreter for ACPI's byte code. The one thing that only the
 * code tells and that everybody needs, the sleep type of the off state, acpi_s5
 * finds by a bounded search.
 *
 * Nothing is allocated, written or kept; a table of pointers that form a cycle
 * is as harmless as any other, since only a table's own entries are ever
 * followed.
 *
 * Errors: -EFAULT memory that cannot be mapped, -EBADMSG wrong signature,
 * checksum or length, -ENOENT no such table.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>
#include <fw/mem.h>

/* Larger tables are refused: a length is a promise to read that much. */
#define ACPI_TABLE_MAX (16 * MIB)

/* No machine has nearly as many: a root table that lists more is read up to here. */
#define ACPI_ENTRIES_MAX 512

struct acpi {
	struct fw_mem mem;
	const u8 *entries; /* the root table's, behind its header */
	u32 entry_count;
	u32 entry_size; /* 8 in an XSDT, 4 in an RSDT */
};

struct acpi_table {
	paddr_t address;
	const u8 *bytes; /* from the header on */
	u32 length;
	u8 revision;
	char signature[5]; /* terminated, for messages; may hold anything */
};

/* Byte offsets common to all tables. */
#define ACPI_HEADER_SIZE 36

/* rsdp is the physical address of the root pointer, as the loader or firmware told it. */
MUST_CHECK status_t acpi_open(struct acpi *acpi, const struct fw_mem *mem, paddr_t rsdp);

/* The physical address in the root table's entry number index; 0 beyond the last. */
paddr_t acpi_entry(const struct acpi *acpi, u32 index);

/* Just the signature of what is there, unchecked: 4 bytes and a terminator. */
MUST_CHECK status_t acpi_signature(const struct acpi *acpi, paddr_t address, char signature[5]);

/* A table at a physical address, whatever its signature. */
MUST_CHECK status_t acpi_table_at(
	const struct acpi *acpi, paddr_t address, struct acpi_table *table);

/*
 * The first table with this signature that is in order. If there are only bad
 * ones, what was wrong with the first of them.
 */
MUST_CHECK status_t acpi_find(
	const struct acpi *acpi, const char *signature, struct acpi_table *table);

/* The DSDT hangs on the FADT, not on the root table. */
MUST_CHECK status_t acpi_find_dsdt(
	const struct acpi *acpi, const struct acpi_table *fadt, struct acpi_table *dsdt);

/* Little-endian fields; 0 if they are not wholly within the table. */
u8 acpi_u8(const struct acpi_table *table, u32 offset);
u16 acpi_u16(const struct acpi_table *table, u32 offset);
u32 acpi_u32(const struct acpi_table *table, u32 offset);
u64 acpi_u64(const struct acpi_table *table, u32 offset);

/* Generic Address Structure, 12 bytes: where a register is. */
enum acpi_space : u8 {
	ACPI_SPACE_MEMORY = 0,
	ACPI_SPACE_IO = 1,
	ACPI_SPACE_PCI_CONFIG = 2,
	ACPI_SPACE_FIXED_HARDWARE = 0x7f,
};

struct acpi_gas {
	u8 space; /* enum acpi_space */
	u8 bit_width;
	u8 bit_offset;
	u8 access_size; /* 0 undefined, 1 byte, 2 word, 3 dword, 4 qword */
	u64 address;	/* 0: there is no such register */
};

struct acpi_gas acpi_gas(const struct acpi_table *table, u32 offset);

/*
 * The structures that follow each other in MADT, SRAT, GTDT and others. Each is
 * itself read like a table, with offsets from its own beginning. *offset starts
 * as the offset of the first one; false at the end, or at a structure that is
 * cut off or has no length.
 */
struct acpi_item {
	u8 type;
	struct acpi_table bytes;
};

/* Type and length are bytes 0 and 1. */
bool acpi_next_item(const struct acpi_table *table, u32 *offset, struct acpi_item *item);

/* Type is byte 0, length bytes 1 and 2: GTDT's platform timers. */
bool acpi_next_wide_item(const struct acpi_table *table, u32 *offset, struct acpi_item *item);

#define ACPI_MADT_ITEMS 44
#define ACPI_SRAT_ITEMS 48

/* What to write into the sleep type fields for the off state. */
struct acpi_s5 {
	u8 type_a;
	u8 type_b;
};

/*
 * Finds `Name (_S5, Package () {a, b, ...})` in a DSDT (or SSDT) by its byte
 * pattern. It does not follow the code, so it would also find such bytes in a
 * string or in code that is never run, and it does not find a package that is
 * computed: none is known to do either.
 */
MUST_CHECK status_t acpi_find_s5(const struct acpi_table *table, struct acpi_s5 *s5);
