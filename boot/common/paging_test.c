/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/string.h>
#include <boot/page.h>
#include <boot/paging.h>
#include <test/test.h>

#define POOL_PAGES 64

alignas(4096) static u8 pages[POOL_PAGES][4096];
static struct pt_pool pool;
static struct pt pt;

static const struct pt_format *const formats[] = {
	&pt_x86_4_level,
	&pt_x86_5_level,
	&pt_arm64_4_level,
	&pt_riscv_sv39,
	&pt_riscv_sv48,
	&pt_riscv_sv57,
};

static void begin(const struct pt_format *format, u64 count)
{
	memset(pages, 0xff, sizeof(pages));
	pool = (struct pt_pool){ .at = (paddr_t)pages, .pages = count };
	(void)!pt_create(&pt, format, PT_LEVELS_MAX, &pool);
}

/* Walks as a processor would: the leaf for an address and its level, or 0. */
static u64 leaf_of(const struct pt *tables, vaddr_t at, u32 *level)
{
	const u64 *table = (const u64 *)tables->root;

	for (*level = tables->format->levels - 1u;; --*level) {
		u64 entry = table[at >> (12 + 9 * *level) & 511];
		paddr_t next = tables->format->next(entry, *level);

		if (!next)
			return entry;
		table = (const u64 *)next;
	}
}

static u64 leaf(vaddr_t at)
{
	u32 level;

	return leaf_of(&pt, at, &level);
}

TEST(upper_halves)
{
	EXPECT_EQ(pt_upper_half(&pt_x86_4_level), 0xffff800000000000);
	EXPECT_EQ(pt_upper_half(&pt_x86_5_level), 0xff00000000000000);
	EXPECT_EQ(pt_upper_half(&pt_arm64_4_level), 0xffff000000000000);
	EXPECT_EQ(pt_upper_half(&pt_riscv_sv39), 0xffffffc000000000);
	EXPECT_EQ(pt_upper_half(&pt_riscv_sv48), 0xffff800000000000);
	EXPECT_EQ(pt_upper_half(&pt_riscv_sv57), 0xff00000000000000);
}

TEST(maps_pages_of_each_size)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		vaddr_t base = pt_upper_half(formats[i]) + 4 * GIB;
		u32 level;

		begin(formats[i], POOL_PAGES);
		/* 4 KiB, then 2 MiB, then 1 GiB, and back. */
		REQUIRE_OK(pt_map(&pt, base + GIB - 2 * MIB - 0x1000, GIB - 2 * MIB - 0x1000,
			GIB + 2 * (2 * MIB + 0x1000), PT_WRITE));
		EXPECT(leaf_of(&pt, base + GIB - 2 * MIB - 0x1000, &level) && level == 0);
		EXPECT(leaf_of(&pt, base + GIB - 1, &level) && level == 1);
		EXPECT(leaf_of(&pt, base + GIB, &level) && level == 2);
		EXPECT(leaf_of(&pt, base + 2 * GIB, &level) && level == 1);
		EXPECT(leaf_of(&pt, base + 2 * GIB + 2 * MIB, &level) && level == 0);
		EXPECT(!leaf_of(&pt, base + 2 * GIB + 2 * MIB + 0x1000, &level));
		EXPECT(!leaf_of(&pt, base + GIB - 2 * MIB - 0x2000, &level));
	}
}

TEST(keeps_to_the_processors_leaves)
{
	u32 level;

	pool = (struct pt_pool){ .at = (paddr_t)pages, .pages = POOL_PAGES };
	REQUIRE_OK(pt_create(&pt, &pt_x86_4_level, 2, &pool));
	REQUIRE_OK(pt_map(&pt, 0xffff800000000000, 0, 2 * GIB, PT_WRITE));
	EXPECT(leaf_of(&pt, 0xffff800000000000 + GIB, &level) && level == 1);
	EXPECT_EQ(pool.used, 4); /* a table per GiB, and two above */
}

TEST(misaligned_takes_small_pages)
{
	u32 level;

	begin(&pt_x86_4_level, POOL_PAGES);
	REQUIRE_OK(pt_map(&pt, 0xffffffff80000000, 0x1000, 4 * MIB, PT_EXEC));
	EXPECT_EQ(leaf_of(&pt, 0xffffffff80200000, &level), 0x201061);
	EXPECT_EQ(level, 0);
}

TEST(entries_of_x86)
{
	vaddr_t at = 0xffff800000000000;

	begin(&pt_x86_4_level, POOL_PAGES);
	REQUIRE_OK(pt_map(&pt, at, 0x5000, 0x1000, 0));
	REQUIRE_OK(pt_map(&pt, at + 0x1000, 0x6000, 0x1000, PT_WRITE | PT_EXEC));
	REQUIRE_OK(pt_map(&pt, at + 0x2000, 0x7000, 0x1000, PT_WRITE | PT_FRAMEBUFFER));
	REQUIRE_OK(pt_map(&pt, at + 2 * MIB, 2 * MIB, 2 * MIB, PT_WRITE | PT_FRAMEBUFFER));
	EXPECT_EQ(leaf(at), 0x8000000000005061);
	EXPECT_EQ(leaf(at + 0x1000), 0x6063);
	EXPECT_EQ(leaf(at + 0x2000), 0x80000000000070eb);
	EXPECT_EQ(leaf(at + 2 * MIB), 0x80000000002010eb);
}

TEST(entries_of_arm64)
{
	vaddr_t at = 0xffff000000000000;

	begin(&pt_arm64_4_level, POOL_PAGES);
	REQUIRE_OK(pt_map(&pt, at, 0x5000, 0x1000, 0));
	REQUIRE_OK(pt_map(&pt, at + 0x1000, 0x6000, 0x1000, PT_WRITE | PT_EXEC));
	REQUIRE_OK(pt_map(&pt, at + 2 * MIB, 2 * MIB, 2 * MIB, PT_WRITE | PT_FRAMEBUFFER));
	EXPECT_EQ(leaf(at), 0x0060000000005783);
	EXPECT_EQ(leaf(at + 0x1000), 0x0040000000006703);
	EXPECT_EQ(leaf(at + 2 * MIB), 0x0060000000200705);
}

TEST(entries_of_riscv)
{
	vaddr_t at = 0xffffffc000000000;

	begin(&pt_riscv_sv39, POOL_PAGES);
	REQUIRE_OK(pt_map(&pt, at, 0x5000, 0x1000, 0));
	REQUIRE_OK(pt_map(&pt, at + 0x1000, 0x6000, 0x1000, PT_WRITE | PT_EXEC));
	EXPECT_EQ(leaf(at), 0x14c3);
	EXPECT_EQ(leaf(at + 0x1000), 0x18cf);
	begin(&pt_riscv_sv39_pbmt, POOL_PAGES);
	REQUIRE_OK(pt_map(&pt, at, 0x5000, 0x1000, PT_WRITE | PT_FRAMEBUFFER));
	EXPECT_EQ(leaf(at), 0x20000000000014c7);
}

TEST(refuses_to_map_twice)
{
	vaddr_t at = 0xffff800000000000;

	begin(&pt_x86_4_level, POOL_PAGES);
	REQUIRE_OK(pt_map(&pt, at, 0, 0x1000, 0));
	EXPECT_STATUS(pt_map(&pt, at, 0, 0x1000, 0), -EEXIST);
	EXPECT_STATUS(pt_map(&pt, at, 0, 2 * MIB, 0), -EEXIST);
	REQUIRE_OK(pt_map(&pt, at + GIB, 0, GIB, 0));
	EXPECT_STATUS(pt_map(&pt, at + GIB, 0x1000, 0x1000, 0), -EEXIST);
}

TEST(says_when_the_pool_is_dry)
{
	begin(&pt_x86_4_level, 3);
	EXPECT_STATUS(pt_map(&pt, 0xffff800000000000, 0, 0x1000, 0), -ENOMEM);
	begin(&pt_x86_4_level, 4);
	EXPECT_OK(pt_map(&pt, 0xffff800000000000, 0, 0x1000, 0));
	struct pt fork;
	EXPECT_STATUS(pt_fork(&pt, &fork), -ENOMEM);
}

TEST(forks_share_the_upper_half)
{
	vaddr_t at = 0xffff800000000000;
	struct pt fork;
	u32 level;

	begin(&pt_x86_4_level, POOL_PAGES);
	REQUIRE_OK(pt_map(&pt, at, 0x5000, 0x1000, 0));
	REQUIRE_OK(pt_fork(&pt, &fork));
	REQUIRE_OK(pt_map(&fork, 0x7000, 0x7000, 0x1000, PT_EXEC));
	EXPECT_EQ(leaf_of(&fork, at, &level), leaf(at));
	EXPECT_EQ(leaf_of(&fork, 0x7000, &level), 0x7061);
	EXPECT_EQ(leaf(0x7000), 0);
}

TEST(forks_of_split_formats_begin_empty)
{
	struct pt fork;
	u32 level;

	begin(&pt_arm64_4_level, POOL_PAGES);
	REQUIRE_OK(pt_map(&pt, 0xffff800000000000, 0x5000, 0x1000, 0));
	REQUIRE_OK(pt_fork(&pt, &fork));
	REQUIRE_OK(pt_map(&fork, 0x7000, 0x7000, 0x1000, PT_EXEC));
	EXPECT_EQ(leaf_of(&fork, 0xffff800000000000, &level), 0);
}

/* The bound holds, and is not absurd. */
TEST(cost_is_an_upper_bound)
{
	static const struct {
		u64 from, to, size;
	} cases[] = {
		{ 0, 0, 0x1000 },
		{ 0x1000, 0x1000, 5 * GIB },
		{ GIB, GIB, 4 * GIB },
		{ 0x1ff000, 0x1ff000, 0x2000 },
		{ 0x200000, 0x1000, 16 * MIB },
		{ 511 * GIB, 511 * GIB, 3 * GIB },
	};

	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		for (size_t j = 0; j < ARRAY_SIZE(cases); j++) {
			vaddr_t at = pt_upper_half(formats[i]) + cases[j].from;

			/* Beyond the end of the smallest address space. */
			if (formats[i]->levels == 3 && cases[j].from > 200 * GIB)
				continue;
			begin(formats[i], POOL_PAGES);
			REQUIRE_OK(pt_map(&pt, at, cases[j].to, cases[j].size, PT_WRITE));
			u64 bound = pt_cost(&pt, at, cases[j].to, cases[j].size);
			EXPECT(pool.used - 1 <= bound);
			EXPECT(bound <= pool.used + 8);
		}
	}
	EXPECT_EQ(pt_cost(&pt, 0, 0, 0), 0);
}
