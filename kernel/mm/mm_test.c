/* SPDX-License-Identifier: MIT */
/* The promises of kmap.c, read back from the page tables that are in force. */
#include <abi/errors.h>
#include <arch/mmu.h>
#include <arch/stack.h>
#include <mm/mm.h>
#include <mm/pagetable.h>
#include <test/test.h>

#include "mm_impl.h"

extern u8 __text_start[], __text_end[], __rodata_start[], __rodata_end[];
extern u8 __data_start[], __data_end[];

#define CANNOT_FORBID "this CPU cannot forbid execution"

/* Every page of a section is mapped with exactly these rights, here and in the direct map. */
static void expect_section(const u8 *from, const u8 *to, unsigned rights)
{
	if (!mmu_can_forbid_execution())
		SKIP(CANNOT_FORBID);
	for (const u8 *page = from; page < to; page += PAGE_SIZE) {
		paddr_t pa, alias;
		unsigned flags;

		if (stack_area_by_guard((vaddr_t)page) != NULL)
			continue;
		REQUIRE(arch_mmu_lookup((vaddr_t)page, &pa, &flags));
		EXPECT_EQ(flags, rights);
		REQUIRE(arch_mmu_lookup((vaddr_t)phys_to_virt(pa), &alias, &flags));
		EXPECT_EQ(alias, pa);
		EXPECT_EQ(flags, rights & MMU_WRITE);
	}
}

TEST(kmap_text_is_read_execute)
{
	expect_section(__text_start, __text_end, MMU_EXECUTE);
}

TEST(kmap_rodata_is_read_only)
{
	expect_section(__rodata_start, __rodata_end, 0);
}

TEST(kmap_data_is_read_write)
{
	expect_section(__data_start, __data_end, MMU_WRITE);
}

TEST(kmap_guards_and_null_are_unmapped)
{
	paddr_t pa;
	unsigned flags;

	EXPECT(!arch_mmu_lookup(0, &pa, &flags));
	REQUIRE(__stack_areas_start < __stack_areas_end);
	for (const struct stack_area *area = __stack_areas_start; area < __stack_areas_end;
		area++) {
		EXPECT(!arch_mmu_lookup((vaddr_t)area->guard, &pa, &flags));
		EXPECT(arch_mmu_lookup((vaddr_t)area->top - 1, &pa, &flags));
	}
}

struct leaf_count {
	u64 leaves;
	u64 write_and_execute;
};

static void count_leaves(paddr_t table, unsigned level, struct leaf_count *count)
{
	const pte_t *entries = phys_to_virt(table);

	for (unsigned i = 0; i < PTE_COUNT; i++) {
		if (!arch_pte_present(entries[i]))
			continue;
		if (!arch_pte_is_leaf(entries[i], level)) {
			count_leaves(arch_pte_address(entries[i], level), level - 1, count);
			continue;
		}
		unsigned both = MMU_WRITE | MMU_EXECUTE;

		count->leaves++;
		count->write_and_execute += (arch_pte_flags(entries[i], level) & both) == both;
	}
}

/* Not only the image: the whole tree, whoever mapped what. */
TEST(kmap_nothing_is_writable_and_executable)
{
	struct leaf_count count = {};

	if (!mmu_can_forbid_execution())
		SKIP(CANNOT_FORBID);
	count_leaves(arch_mmu_root(), arch_mmu_levels() - 1, &count);
	EXPECT(count.leaves > 0);
	EXPECT_EQ(count.write_and_execute, 0);
}

TEST(lookup_refuses_addresses_that_are_none)
{
	paddr_t pa;
	unsigned flags;

	EXPECT(!arch_mmu_lookup(0x8000000000000000, &pa, &flags));
	EXPECT(!arch_mmu_lookup(0x00007fffffffffff, &pa, &flags));
	/* Every bit that a walk looks at is that of our code. */
	EXPECT(!arch_mmu_lookup((vaddr_t)__text_start ^ 1ull << 62, &pa, &flags));
}

TEST(boot_alloc_gives_zeroed_pages_apart)
{
	paddr_t first, second;

	REQUIRE(mm_boot_alloc(1, &first) == 0);
	REQUIRE(mm_boot_alloc(PAGE_SIZE + 1, &second) == 0);
	EXPECT(first % PAGE_SIZE == 0 && second % PAGE_SIZE == 0);
	EXPECT(second >= first + PAGE_SIZE || first >= second + 2 * PAGE_SIZE);
	const u64 *words = phys_to_virt(second);

	for (unsigned i = 0; i < 2 * PAGE_SIZE / sizeof(*words); i++)
		EXPECT_EQ(words[i], 0);
}

TEST(boot_alloc_refuses_what_there_is_not)
{
	paddr_t pa = 7;

	EXPECT_EQ(mm_boot_alloc(0, &pa), -EINVAL);
	EXPECT_EQ(mm_boot_alloc(UINT64_MAX, &pa), -EINVAL);
	EXPECT_EQ(mm_boot_alloc(1ull << 60, &pa), -ENOMEM);
	EXPECT_EQ(pa, 7);
}

TEST(pagetable_uses_the_largest_pages_that_fit)
{
	paddr_t root, table;
	u64 large = mmu_level_size(1);

	REQUIRE(pagetable_create(&root) == 0);
	/* One small page, one large, one small: the middle needs no table of its own. */
	REQUIRE(pagetable_map(root, DEVICE_BASE + large - PAGE_SIZE, large - PAGE_SIZE,
			large + 2 * PAGE_SIZE, MMU_WRITE) == 0);
	table = root;
	for (unsigned level = arch_mmu_levels() - 1; level > 1; level--) {
		const pte_t *entries = phys_to_virt(table);

		table = arch_pte_address(entries[mmu_level_index(DEVICE_BASE, level)], level);
	}
	const pte_t *middle = phys_to_virt(table);

	EXPECT(!arch_pte_is_leaf(middle[0], 1));
	EXPECT(arch_pte_is_leaf(middle[1], 1));
	EXPECT_EQ(arch_pte_address(middle[1], 1), large);
	EXPECT_EQ(arch_pte_flags(middle[1], 1) & ~MMU_EXECUTE, MMU_WRITE);
	EXPECT(!arch_pte_is_leaf(middle[2], 1));
	EXPECT(!arch_pte_present(middle[3]));
}

TEST(pagetable_refuses_to_map_twice)
{
	paddr_t root;

	REQUIRE(pagetable_create(&root) == 0);
	REQUIRE(pagetable_map(root, DEVICE_BASE, 0, PAGE_SIZE, 0) == 0);
	EXPECT_EQ(pagetable_map(root, DEVICE_BASE, 0, PAGE_SIZE, 0), -EEXIST);
}

TEST(device_map_gives_one_address_to_one_page)
{
	paddr_t page;

	REQUIRE(mm_boot_alloc(2 * PAGE_SIZE, &page) == 0);
	u8 *first = device_map(page + 16, 64, MMU_WRITE);
	u8 *again = device_map(page + 32, 16, MMU_WRITE);
	u8 *other = device_map(page + 32, 16, 0);

	REQUIRE(first != NULL && again != NULL && other != NULL);
	EXPECT(again == first + 16);
	EXPECT(other != again);
	*first = 0x5a;
	EXPECT_EQ(*((const u8 *)phys_to_virt(page) + 16), 0x5a);
}

TEST(device_map_refuses_nonsense)
{
	EXPECT(device_map(0x1000, 0, MMU_DEVICE) == NULL);
	EXPECT(device_map(UINT64_MAX - 1, 4, MMU_DEVICE) == NULL);
	EXPECT(device_map(0, 1ull << 50, MMU_DEVICE) == NULL);
	EXPECT(device_map(1ull << arch_mmu_physical_bits(), PAGE_SIZE, MMU_DEVICE) == NULL);
	EXPECT(device_map((1ull << arch_mmu_physical_bits()) - 1, 2, MMU_DEVICE) == NULL);
}

TEST(readable_is_read_only_and_in_the_direct_map)
{
	paddr_t page = ALIGN_DOWN(mm_direct_map_limit() / 2, PAGE_SIZE), pa;
	unsigned flags;

	if (mm_in_direct_map(page, 1))
		SKIP("there is memory where none was expected");
	const u8 *text = mm_readable(page + PAGE_SIZE - 1, 2);

	REQUIRE(text == (u8 *)phys_to_virt(page) + PAGE_SIZE - 1);
	for (unsigned i = 0; i < 2; i++) {
		REQUIRE(arch_mmu_lookup((vaddr_t)text + i, &pa, &flags));
		EXPECT_EQ(pa, page + PAGE_SIZE - 1 + i);
		EXPECT_EQ(flags & ~MMU_EXECUTE, 0);
	}
	EXPECT(mm_readable(page, 2 * PAGE_SIZE) == phys_to_virt(page));
}

TEST(readable_refuses_nonsense)
{
	EXPECT(mm_readable(0, 0) == NULL);
	EXPECT(mm_readable(UINT64_MAX, 2) == NULL);
	EXPECT(mm_readable(mm_direct_map_limit() - 1, 2) == NULL);
}

TEST(direct_map_knows_its_bounds)
{
	paddr_t page;

	REQUIRE(mm_boot_alloc(PAGE_SIZE, &page) == 0);
	EXPECT(mm_in_direct_map(page, PAGE_SIZE));
	EXPECT(mm_in_direct_map(page + 1, 1));
	EXPECT(!mm_in_direct_map(page, UINT64_MAX - page));
	EXPECT(!mm_in_direct_map(UINT64_MAX, 1));
	EXPECT(!mm_in_direct_map(KERNEL_WINDOW_BASE - arch_hhdm, 1));
}
