/* SPDX-License-Identifier: MIT */
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <test/test.h>

#include "early_map.h"

/* Runs the body as if the harts had Svpbmt, or had not. */
static pte_t leaf_with_pbmt(bool has_svpbmt, unsigned flags)
{
	pte_t before = riscv_pbmt_mask;

	riscv_pbmt_mask = has_svpbmt ? PTE_PBMT_MASK : 0;
	pte_t pte = arch_pte_leaf(0x80000000, 0, flags);

	riscv_pbmt_mask = before;
	return pte;
}

TEST(leaf_encoding)
{
	EXPECT_EQ(arch_pte_leaf(0x80000000, 0, 0), 0x200000e3);
	EXPECT_EQ(arch_pte_leaf(0x80000000, 0, MMU_WRITE), 0x200000e7);
	EXPECT_EQ(arch_pte_leaf(0x80200000, 1, MMU_EXECUTE), 0x200800eb);
	EXPECT_EQ(arch_pte_leaf(0xfffffffffff000, 0, 0), 0x003ffffffffffce3);
}

TEST(leaf_memory_types)
{
	unsigned device = MMU_WRITE | MMU_DEVICE, combine = MMU_WRITE | MMU_WRITE_COMBINE;

	EXPECT_EQ(leaf_with_pbmt(true, device) >> 61, 2);
	EXPECT_EQ(leaf_with_pbmt(true, combine) >> 61, 1);
	EXPECT_EQ(leaf_with_pbmt(true, MMU_WRITE) >> 61, 0);
	EXPECT_EQ(leaf_with_pbmt(false, device) >> 61, 0);
	EXPECT_EQ(arch_pte_flags(leaf_with_pbmt(true, device), 0), device);
	EXPECT_EQ(arch_pte_flags(leaf_with_pbmt(true, combine), 0), combine);
}

TEST(entries_decode)
{
	pte_t table = arch_pte_table(0x123456000);
	pte_t leaf = arch_pte_leaf(0x1c0000000, 2, MMU_WRITE);

	EXPECT(arch_pte_present(table) && !arch_pte_is_leaf(table, 1));
	EXPECT_EQ(arch_pte_address(table, 1), 0x123456000);
	EXPECT(arch_pte_present(leaf) && arch_pte_is_leaf(leaf, 2));
	EXPECT_EQ(arch_pte_address(leaf, 2), 0x1c0000000);
	EXPECT_EQ(arch_pte_flags(leaf, 2), MMU_WRITE);
	EXPECT(!arch_pte_present(0));
	/* Memory types and the top bit are no part of the address. */
	EXPECT_EQ(arch_pte_address(leaf | 7ull << 61, 2), 0x1c0000000);
}

TEST(direct_map_begins_the_upper_half)
{
	EXPECT_EQ(early_map_hhdm(3), 0xffffffc000000000);
	EXPECT_EQ(early_map_hhdm(4), 0xffff800000000000);
	EXPECT_EQ(early_map_hhdm(5), 0xff00000000000000);
}

TEST(satp_names_the_tree)
{
	EXPECT(arch_mmu_levels() >= 3 && arch_mmu_levels() <= 5);
	EXPECT_EQ(csr_read(satp) >> SATP_MODE_SHIFT, arch_mmu_levels() + 5);
	EXPECT_EQ(csr_read(satp) & SATP_PPN_MASK, arch_mmu_root() >> PAGE_SHIFT);
}
