/* SPDX-License-Identifier: MIT */
/*
 * The tests write small device trees themselves: a header, the reservation
 * list, the structure; names of properties are collected behind it.
 */
#include <abi/errors.h>
#include <arch_common/fdt_boot.h>
#include <base/endian.h>
#include <base/string.h>
#include <test/test.h>

enum {
	HEADER = 40,
	RESERVATIONS = 32, /* one, and the end */
	STRINGS = 1024,
	SIZE = 1536,
};

static alignas(8) u8 tree[SIZE];
static u32 at, strings_at;
static struct boot_info info;

static void cell(u32 value)
{
	store_be32(tree + at, value);
	at += 4;
}

static void bytes(const void *from, u32 length)
{
	memcpy(tree + at, from, length);
	at = ALIGN_UP(at + length, 4u);
}

static void tree_begin(u64 reserved, u64 size)
{
	memset(tree, 0, sizeof(tree));
	memset(&info, 0, sizeof(info));
	at = HEADER;
	strings_at = STRINGS;
	cell((u32)(reserved >> 32));
	cell((u32)reserved);
	cell((u32)(size >> 32));
	cell((u32)size);
	at = HEADER + RESERVATIONS;
}

static void node(const char *name)
{
	cell(1);
	bytes(name, (u32)strlen(name) + 1);
}

static void end(void)
{
	cell(2);
}

static void property(const char *name, const void *value, u32 length)
{
	cell(3);
	cell(length);
	cell(strings_at - STRINGS);
	bytes(value, length);
	memcpy(tree + strings_at, name, strlen(name) + 1);
	strings_at += (u32)strlen(name) + 1;
}

static void text_property(const char *name, const char *value)
{
	property(name, value, (u32)strlen(value) + 1);
}

/* Two cells of address, two of size; or any other pair of numbers. */
static void pair_property(const char *name, u64 first, u64 second)
{
	u8 pair[16];

	store_be64(pair, first);
	store_be64(pair + 8, second);
	property(name, pair, sizeof(pair));
}

static void number_property(const char *name, u64 value)
{
	u8 be[8];

	store_be64(be, value);
	property(name, be, sizeof(be));
}

static void cells_properties(void)
{
	static const u8 two[] = { 0, 0, 0, 2 };

	property("#address-cells", two, sizeof(two));
	property("#size-cells", two, sizeof(two));
}

static void root(void)
{
	node("");
	cells_properties();
}

static void memory(u64 base, u64 size)
{
	node("memory");
	text_property("device_type", "memory");
	pair_property("reg", base, size);
	end();
}

static void reserved_memory(void)
{
	node("reserved-memory");
	cells_properties();
	property("ranges", "", 0);
}

static status_t tree_boot(void)
{
	end();
	cell(9);
	u32 structure_end = at;

	at = 0;
	cell(0xd00dfeed);
	cell(SIZE);
	cell(HEADER + RESERVATIONS);
	cell(STRINGS);
	cell(HEADER);
	cell(17);
	cell(16);
	cell(0);
	cell(strings_at - STRINGS);
	cell(structure_end - HEADER - RESERVATIONS);
	return fdt_boot(&info, tree, 0x48000000);
}

static u32 kind_at(paddr_t address)
{
	return range_map_type(&info.memory, address);
}

TEST(memory_and_what_is_kept_of_it)
{
	tree_begin(0x40010000, 0x1000);
	root();
	memory(0x40000000, 0x10000000);
	memory(0x800000000, 0x40000000);
	reserved_memory();
	node("mapped");
	pair_property("reg", 0x41000000, 0x2000);
	end();
	node("unmapped");
	property("no-map", "", 0);
	pair_property("reg", 0x42000000, 0x1000);
	end();
	node("a-wish");
	number_property("size", 0x100000);
	end();
	end();
	REQUIRE_OK(tree_boot());

	EXPECT_EQ(kind_at(0x3fffffff), RANGE_NONE);
	EXPECT_EQ(kind_at(0x40000000), BOOT_MEMORY_USABLE);
	EXPECT_EQ(kind_at(0x4000ffff), BOOT_MEMORY_USABLE);
	EXPECT_EQ(kind_at(0x40010000), BOOT_MEMORY_FIRMWARE);
	EXPECT_EQ(kind_at(0x40011000), BOOT_MEMORY_USABLE);
	EXPECT_EQ(kind_at(0x41001fff), BOOT_MEMORY_FIRMWARE);
	EXPECT_EQ(kind_at(0x42000000), BOOT_MEMORY_RESERVED);
	EXPECT_EQ(kind_at(0x42001000), BOOT_MEMORY_USABLE);
	EXPECT_EQ(kind_at(0x48000000), BOOT_MEMORY_LOADER);
	EXPECT_EQ(kind_at(0x4fffffff), BOOT_MEMORY_USABLE);
	EXPECT_EQ(kind_at(0x50000000), RANGE_NONE);
	EXPECT_EQ(kind_at(0x83fffffff), BOOT_MEMORY_USABLE);
	EXPECT_EQ(info.dtb, 0x48000000);
}

TEST(what_was_chosen)
{
	static const u8 seed[40] = { [0] = 1, [8] = 2, [31] = 3, [32] = 4 };

	tree_begin(0, 0);
	root();
	memory(0x40000000, 0x10000000);
	node("chosen");
	text_property("bootargs", "test log=debug");
	number_property("linux,initrd-start", 0x44000000);
	number_property("linux,initrd-end", 0x44001234);
	property("rng-seed", seed, sizeof(seed));
	number_property("kaslr-seed", 0x1100);
	end();
	REQUIRE_OK(tree_boot());

	EXPECT_STR(info.cmdline, "test log=debug");
	REQUIRE_EQ(info.module_count, 1);
	EXPECT_EQ(info.modules[0].base, 0x44000000);
	EXPECT_EQ(info.modules[0].size, 0x1234);
	EXPECT_STR(info.modules[0].path, "initrd");
	EXPECT_EQ(kind_at(0x44001233), BOOT_MEMORY_MODULE);
	EXPECT_EQ(info.entropy[0], 0x1105);
	EXPECT_EQ(info.entropy[1], 2);
	EXPECT_EQ(info.entropy[3], 3ull << 56);
}

TEST(trees_that_are_no_help)
{
	tree_begin(0, 0);
	root();
	EXPECT_STATUS(tree_boot(), -ENOENT);
	tree_begin(0, 0);
	EXPECT_STATUS(fdt_boot(&info, tree, 0), -EBADMSG);
	/* Even so, what comes next finds an empty map and not none. */
	EXPECT_EQ(info.memory.count, 1);
	EXPECT_EQ(info.memory.capacity, BOOT_RANGES_MAX);
}
