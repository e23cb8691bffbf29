/* SPDX-License-Identifier: MIT */
#include "acpi_build.h"

#include <abi/errors.h>
#include <test/test.h>

static struct acpi_build b;
static struct acpi acpi;

static status_t open_tables(void)
{
	struct fw_mem mem = acpi_build_mem(&b);
	return acpi_open(&acpi, &mem, ACPI_BUILD_RSDP);
}

/* Two tables AAAA and BBBB under a root of this revision. */
static void build(u8 revision)
{
	acpi_build_begin(&b);
	acpi_build_table(&b, "AAAA", 1, "\x11\x22\x33\x44\x55\x66\x77\x88", 8);
	acpi_build_table(&b, "BBBB", 2, "", 0);
	acpi_build_end(&b, revision);
}

TEST(finds_tables_under_both_roots)
{
	for (u8 revision = 0; revision <= 2; revision += 2) {
		struct acpi_table table = {};
		build(revision);
		REQUIRE_OK(open_tables());
		EXPECT_EQ(acpi.entry_size, revision ? 8 : 4);
		EXPECT_EQ(acpi.entry_count, 2);
		EXPECT_OK(acpi_find(&acpi, "BBBB", &table));
		EXPECT_STR(table.signature, "BBBB");
		EXPECT_EQ(table.length, ACPI_HEADER_SIZE);
		EXPECT_EQ(table.revision, 2);
		EXPECT_STATUS(acpi_find(&acpi, "CCCC", &table), -ENOENT);
		EXPECT_EQ(acpi_entry(&acpi, 2), 0);
	}
}

/* Each entry costs its mapping, and each search looks at all of them. */
TEST(a_root_table_is_read_up_to_a_bound)
{
	static u8 entries[8 * (ACPI_ENTRIES_MAX + 1)];
	u8 *rsdp = b.memory;

	build(2);
	for (u32 i = 0; i <= ACPI_ENTRIES_MAX; i++)
		store_le64(entries + 8 * i, b.tables[i == ACPI_ENTRIES_MAX]);
	store_le64(rsdp + 24, acpi_build_lone(&b, "XSDT", 1, entries, sizeof(entries)));
	acpi_build_sum(rsdp, 36, 32);
	REQUIRE_OK(open_tables());
	EXPECT_EQ(acpi.entry_count, ACPI_ENTRIES_MAX);
	EXPECT_EQ(acpi_entry(&acpi, ACPI_ENTRIES_MAX), 0);
}

TEST(fields_beyond_the_end_are_zero)
{
	struct acpi_table table;

	build(2);
	REQUIRE_OK(open_tables());
	REQUIRE_OK(acpi_find(&acpi, "AAAA", &table));
	EXPECT_EQ(acpi_u8(&table, 43), 0x88);
	EXPECT_EQ(acpi_u8(&table, 44), 0);
	EXPECT_EQ(acpi_u16(&table, 42), 0x8877);
	EXPECT_EQ(acpi_u16(&table, 43), 0);
	EXPECT_EQ(acpi_u32(&table, 40), 0x88776655);
	EXPECT_EQ(acpi_u32(&table, 41), 0);
	EXPECT_EQ(acpi_u64(&table, 36), 0x8877665544332211);
	EXPECT_EQ(acpi_u64(&table, 37), 0);
	EXPECT_EQ(acpi_u64(&table, UINT32_MAX), 0);
	EXPECT_EQ(acpi_gas(&table, 36).address, 0);
}

TEST(bad_root_pointers)
{
	struct fw_mem mem = acpi_build_mem(&b);

	build(2);
	b.memory[3] ^= 1;
	EXPECT_STATUS(open_tables(), -EBADMSG);
	build(2);
	b.memory[10] ^= 1;
	EXPECT_STATUS(open_tables(), -EBADMSG);
	EXPECT_STATUS(acpi_open(&acpi, &mem, 0), -EFAULT);
	EXPECT_STATUS(acpi_open(&acpi, &mem, UINT64_MAX - 4), -EFAULT);
	EXPECT_STATUS(acpi_open(&acpi, &mem, ACPI_BUILD_BASE - 16), -EFAULT);
}

TEST(falls_back_to_the_old_root)
{
	struct acpi_table table;

	build(2);
	b.memory[33] ^= 1; /* the longer checksum only */
	REQUIRE_OK(open_tables());
	EXPECT_EQ(acpi.entry_size, 4);
	build(2);
	store_le64(b.memory + 24, 0x1000); /* an XSDT that cannot be mapped */
	acpi_build_sum(b.memory, 36, 32);
	REQUIRE_OK(open_tables());
	EXPECT_EQ(acpi.entry_size, 4);
	EXPECT_OK(acpi_find(&acpi, "AAAA", &table));
	build(2);
	store_le32(b.memory + 20, UINT32_MAX);
	REQUIRE_OK(open_tables());
	EXPECT_EQ(acpi.entry_size, 4);
}

/* A root pointer that names something else, or itself. */
TEST(bad_root_tables)
{
	build(0);
	store_le32(b.memory + 16, (u32)b.tables[0]);
	acpi_build_sum(b.memory, 20, 8);
	EXPECT_STATUS(open_tables(), -EBADMSG);
	store_le32(b.memory + 16, (u32)ACPI_BUILD_RSDP);
	acpi_build_sum(b.memory, 20, 8);
	EXPECT_STATUS(open_tables(), -EBADMSG);
	store_le32(b.memory + 16, 0);
	acpi_build_sum(b.memory, 20, 8);
	EXPECT_STATUS(open_tables(), -EFAULT);
}

TEST(bad_tables)
{
	struct acpi_table table;

	build(2);
	REQUIRE_OK(open_tables());
	u8 *bytes = acpi_build_at(&b, b.tables[0]);
	bytes[40] ^= 1;
	EXPECT_STATUS(acpi_find(&acpi, "AAAA", &table), -EBADMSG);
	store_le32(bytes + 4, ACPI_HEADER_SIZE - 1);
	EXPECT_STATUS(acpi_find(&acpi, "AAAA", &table), -EBADMSG);
	store_le32(bytes + 4, ACPI_BUILD_SIZE);
	EXPECT_STATUS(acpi_find(&acpi, "AAAA", &table), -EFAULT);
	store_le32(bytes + 4, UINT32_MAX);
	EXPECT_STATUS(acpi_find(&acpi, "AAAA", &table), -EBADMSG);
	/* A second one that is good is taken. */
	memcpy(acpi_build_at(&b, b.tables[1]), "AAAA", 4);
	acpi_build_sum(acpi_build_at(&b, b.tables[1]), ACPI_HEADER_SIZE, 9);
	EXPECT_OK(acpi_find(&acpi, "AAAA", &table));
	EXPECT_EQ(table.revision, 2);
}

TEST(items)
{
	static const u8 items[] = { 7, 4, 1, 2, 8, 2, 9, 3, 5 };
	struct acpi_table table;
	struct acpi_item item;
	u32 offset = ACPI_HEADER_SIZE;

	acpi_build_begin(&b);
	acpi_build_table(&b, "ITEM", 1, items, sizeof(items));
	acpi_build_end(&b, 2);
	REQUIRE_OK(open_tables());
	REQUIRE_OK(acpi_find(&acpi, "ITEM", &table));
	REQUIRE(acpi_next_item(&table, &offset, &item));
	EXPECT_EQ(item.type, 7);
	EXPECT_EQ(acpi_u16(&item.bytes, 2), 0x0201);
	EXPECT_EQ(acpi_u8(&item.bytes, 4), 0);
	REQUIRE(acpi_next_item(&table, &offset, &item));
	EXPECT_EQ(item.type, 8);
	REQUIRE(acpi_next_item(&table, &offset, &item));
	EXPECT_EQ(acpi_u8(&item.bytes, 2), 5);
	EXPECT(!acpi_next_item(&table, &offset, &item));
	EXPECT_EQ(offset, table.length);
	offset = ACPI_HEADER_SIZE; /* type 7, length 0x0104: too long */
	EXPECT(!acpi_next_wide_item(&table, &offset, &item));
	EXPECT_EQ(offset, ACPI_HEADER_SIZE);
}

/* --- The sleep type ------------------------------------------------------------------ */

static status_t find_s5(const void *code, u32 length, struct acpi_s5 *s5)
{
	struct acpi_table table;

	acpi_build_begin(&b);
	acpi_build_table(&b, "DSDT", 2, code, length);
	acpi_build_end(&b, 2);
	status_t status = open_tables();
	if (!status)
		status = acpi_find(&acpi, "DSDT", &table);
	return status ? status : acpi_find_s5(&table, s5);
}

#define FIND(code) find_s5(code, sizeof(code) - 1, &s5)

TEST(sleep_type_forms)
{
	struct acpi_s5 s5 = {};

	EXPECT_OK(FIND("\x08_S5_\x12\x06\x04\x0a\x05\x0a\x07"));
	EXPECT_EQ(s5.type_a, 5);
	EXPECT_EQ(s5.type_b, 7);
	EXPECT_OK(FIND("abc\x08\\_S5_\x12\x06\x04\x00\x01\x00\x00"));
	EXPECT_EQ(s5.type_a, 0);
	EXPECT_EQ(s5.type_b, 1);
	/* A length of two bytes; numbers of two and four. */
	EXPECT_OK(FIND("\x08_S5_\x12\x4b\x00\x02\x0b\x03\x00\x0c\x04\x00\x00\x00"));
	EXPECT_EQ(s5.type_a, 3);
	EXPECT_EQ(s5.type_b, 4);
	EXPECT_OK(FIND("\x08_S5_\x12\x05\x01\x0b\x06\x02"));
	EXPECT_EQ(s5.type_a, 6);
	EXPECT_EQ(s5.type_b, 2);
}

TEST(sleep_type_lies)
{
	struct acpi_s5 s5 = { 9, 9 };

	EXPECT_STATUS(FIND(""), -ENOENT);
	EXPECT_STATUS(FIND("_S5_\x12\x06\x04\x0a\x05\x0a\x07"), -ENOENT);
	EXPECT_STATUS(FIND("\\_S5_\x12\x06\x04\x0a\x05\x0a\x07"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12\x06\x00\x0a\x05\x0a\x07"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12\x07\x04\x0a\x05\x0a\x07"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12\x05\x04\x0a\x05\x0a\x07"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12\x00\x04\x0a\x05\x0a\x07"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12\x40\x00\x04\x0a\x05\x0a\x07"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12\xff\xff\xff\xff\x04"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12\x06\x04\x0a\x08\x0a\x07"), -ENOENT);
	EXPECT_STATUS(FIND("\x08_S5_\x12\x06\x04\x70\x05\x0a\x07"), -ENOENT);
	EXPECT_EQ(s5.type_a, 9);
	/* A bad one does not hide a good one. */
	EXPECT_OK(FIND("\x08_S5_\x12\x00\x08_S5_\x12\x06\x04\x0a\x05\x0a\x07"));
}
