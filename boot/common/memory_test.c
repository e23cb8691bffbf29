/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <boot/memory.h>
#include <test/test.h>

#define MAX 64

static struct range_change changes[MAX], hhdm_changes[MAX];
static struct range_map map, hhdm;
static struct limine_memmap_entry entries[MAX];
static u64 count;

static void add(u64 base, u64 size, enum memory kind)
{
	EXPECT_OK(range_map_add(&map, base, size, kind));
}

/* A small machine: usable, a hole, run-time services, tables; devices; memory above 4 GiB. */
static void build(void)
{
	range_map_init(&map, changes, MAX);
	add(0, 0xa0000, MEMORY_USABLE);
	add(0x100000, 0x7f00000, MEMORY_USABLE);
	add(0x200000, 0x10000, MEMORY_LOADER);
	add(0x8000000, 0x100000, MEMORY_RUNTIME);
	add(0x8100000, 0x10000, MEMORY_ACPI_RECLAIMABLE);
	add(0x8110000, 0x10000, MEMORY_ACPI_NVS);
	add(0xfed00000, 0x1000, MEMORY_RESERVED);
	add(0x100000000, 0x40000000, MEMORY_USABLE);
	add(0x140000000, 0x10000, MEMORY_RESERVED);
}

static void list(u64 revision)
{
	count = memory_entries(&map, &revisions[revision], entries, MAX);
}

static bool has(u64 base, u64 length, u64 type)
{
	for (u64 i = 0; i < count; i++)
		if (entries[i].base == base && entries[i].length == length &&
			entries[i].type == type)
			return true;
	return false;
}

TEST(entries_by_revision)
{
	build();
	list(2);
	EXPECT(has(0x200000, 0x10000, LIMINE_MEMMAP_LOADER));
	EXPECT(has(0x8000000, 0x100000, LIMINE_MEMMAP_RESERVED));
	list(6);
	EXPECT(has(0x8000000, 0x100000, LIMINE_MEMMAP_RESERVED_MAPPED));
	EXPECT(has(0x8100000, 0x10000, LIMINE_MEMMAP_ACPI_RECLAIMABLE));
	EXPECT(has(0xfed00000, 0x1000, LIMINE_MEMMAP_RESERVED));
	for (u64 i = 1; i < count; i++)
		EXPECT(entries[i - 1].base + entries[i - 1].length <= entries[i].base);
}

TEST(one_entry_for_two_kinds_of_one_name)
{
	build();
	add(0x8120000, 0x1000, MEMORY_RUNTIME);
	add(0x8121000, 0x1000, MEMORY_RESERVED);
	list(2);
	EXPECT(has(0x8120000, 0x2000, LIMINE_MEMMAP_RESERVED));
	list(6);
	EXPECT(has(0x8120000, 0x1000, LIMINE_MEMMAP_RESERVED_MAPPED));
}

TEST(page_0_is_kept)
{
	build();
	EXPECT_OK(memory_keep_page_0(&map));
	list(6);
	EXPECT(has(0, 0x1000, LIMINE_MEMMAP_RESERVED));
	EXPECT(has(0x1000, 0x9f000, LIMINE_MEMMAP_USABLE));
	build();
	EXPECT_OK(range_map_set(&map, 0, 0x1000, MEMORY_LOADER));
	EXPECT_OK(memory_keep_page_0(&map));
	list(6);
	EXPECT(has(0, 0x1000, LIMINE_MEMMAP_RESERVED));
}

TEST(marks_are_whole_pages)
{
	build();
	EXPECT_OK(memory_mark(&map, 0x300123, 0x1000, MEMORY_EXECUTABLE));
	list(6);
	EXPECT(has(0x300000, 0x2000, LIMINE_MEMMAP_EXECUTABLE));
	EXPECT_STATUS(memory_mark(&map, UINT64_MAX, 2, MEMORY_EXECUTABLE), -EOVERFLOW);
}

TEST(pins_what_cannot_be_reached)
{
	build();
	EXPECT_OK(memory_pin(&map, 0xfed00010, 16, &revisions[6]));  /* reserved */
	EXPECT_OK(memory_pin(&map, 0x300010, 16, &revisions[6]));    /* would be given away */
	EXPECT_OK(memory_pin(&map, 0x8000010, 16, &revisions[6]));   /* mapped already */
	EXPECT_OK(memory_pin(&map, 0x200000000, 16, &revisions[6])); /* nowhere */
	list(6);
	EXPECT(has(0xfed00000, 0x1000, LIMINE_MEMMAP_RESERVED_MAPPED));
	EXPECT(has(0x300000, 0x1000, LIMINE_MEMMAP_RESERVED_MAPPED));
	EXPECT(has(0x8000000, 0x100000, LIMINE_MEMMAP_RESERVED_MAPPED));
	EXPECT(has(0x200000000, 0x1000, LIMINE_MEMMAP_RESERVED_MAPPED));
}

static bool mapped(paddr_t at)
{
	return range_map_type(&hhdm, at) != RANGE_NONE;
}

static void compute(u64 revision)
{
	range_map_init(&hhdm, hhdm_changes, MAX);
	EXPECT_OK(hhdm_ranges(&map, &revisions[revision], &hhdm));
}

TEST(hhdm_of_revision_2)
{
	build();
	EXPECT_OK(memory_pin(&map, 0x140001000, 16, &revisions[2]));
	compute(2);
	EXPECT(mapped(0) && mapped(0xfee00000) && mapped(0xffffffff));
	EXPECT(mapped(0x100000000) && mapped(0x13fffffff));
	EXPECT(!mapped(0x140000000)); /* reserved, above 4 GiB */
	EXPECT(mapped(0x140001000));  /* but for tables */
	EXPECT_EQ(hhdm_top(&hhdm), 0x140002000);
	list(2);
	EXPECT(has(0x140000000, 0x10000, LIMINE_MEMMAP_RESERVED));
}

TEST(hhdm_of_revision_6)
{
	build();
	EXPECT_OK(memory_mark(&map, 0xc0000000, 0x300000, MEMORY_FRAMEBUFFER));
	compute(6);
	EXPECT(mapped(0) && mapped(0x8000000) && mapped(0x8110000));
	EXPECT(!mapped(0xa0000) && !mapped(0xfee00000) && !mapped(0xfed00000));
	EXPECT_EQ(range_map_type(&hhdm, 0xc0000000), HHDM_FRAMEBUFFER);
	EXPECT_EQ(hhdm_top(&hhdm), 0x140000000);
}

/* Firmware without page granularity: the HHDM rounds outward. */
TEST(hhdm_is_whole_pages)
{
	range_map_init(&map, changes, MAX);
	add(0x10100, 0x100, MEMORY_ACPI_NVS);
	compute(6);
	EXPECT(mapped(0x10000) && mapped(0x10fff));
	EXPECT(!mapped(0xffff) && !mapped(0x11000));
}
