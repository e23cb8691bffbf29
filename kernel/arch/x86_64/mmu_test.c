/* SPDX-License-Identifier: MIT */
/* Entries, bit by bit: what the inlines write is what the manual says. */
#include <arch/mmu.h>
#include <test/test.h>

#include "features.h"

enum : u64 {
	P = 1 << 0,
	W = 1 << 1,
	PWT = 1 << 3,
	PCD = 1 << 4,
	A = 1 << 5,
	D = 1 << 6,
	PS = 1 << 7,
	PAT_4K = 1 << 7,
	G = 1 << 8,
	PAT_LARGE = 1 << 12,
};

/* What the CPU at hand has of it. */
static u64 nx(void)
{
	return cpu_has(CPU_NX) ? 1ul << 63 : 0;
}

TEST(table_entry)
{
	EXPECT_EQ(arch_pte_table(0x12345000), 0x12345000 | A | W | P);
	EXPECT(arch_pte_present(arch_pte_table(0)));
	EXPECT(!arch_pte_is_leaf(arch_pte_table(0x12345000), 1));
	EXPECT_EQ(arch_pte_address(arch_pte_table(0x12345000), 1), 0x12345000);
	EXPECT(!arch_pte_present(0));
}

TEST(leaf_rights)
{
	EXPECT_EQ(arch_pte_leaf(0x5000, 0, 0), 0x5000 | nx() | G | A | P);
	EXPECT_EQ(arch_pte_leaf(0x5000, 0, MMU_EXECUTE), 0x5000 | G | A | P);
	EXPECT_EQ(arch_pte_leaf(0x5000, 0, MMU_WRITE), 0x5000 | nx() | G | D | A | W | P);
}

TEST(leaf_sizes)
{
	EXPECT_EQ(arch_pte_leaf(0x600000, 1, MMU_EXECUTE), 0x600000 | G | PS | A | P);
	EXPECT_EQ(arch_pte_leaf(0x40000000, 2, MMU_EXECUTE), 0x40000000 | G | PS | A | P);
	EXPECT(arch_pte_is_leaf(arch_pte_leaf(0x600000, 1, 0), 1));
	EXPECT_EQ(arch_mmu_leaf_level_max(), cpu_has(CPU_PDPE1GB) ? 2 : 1);
}

TEST(memory_types)
{
	u64 device = 0x200000 | nx() | G | D | A | W | P | PCD | PWT;

	EXPECT_EQ(arch_pte_leaf(0x200000, 0, MMU_WRITE | MMU_DEVICE), device);
	EXPECT_EQ(arch_pte_leaf(0x200000, 1, MMU_WRITE | MMU_DEVICE), device | PS);
	if (!x86_has_pat)
		SKIP("this CPU has no PAT");
	u64 combining = 0x200000 | nx() | G | D | A | W | P | PWT;

	EXPECT_EQ(arch_pte_leaf(0x200000, 0, MMU_WRITE | MMU_WRITE_COMBINE), combining | PAT_4K);
	EXPECT_EQ(arch_pte_leaf(0x200000, 1, MMU_WRITE | MMU_WRITE_COMBINE),
		combining | PS | PAT_LARGE);
}

/* The PAT bit of a large page lies among the address bits: it must not leak into them. */
TEST(what_goes_in_comes_out)
{
	static const unsigned flags[] = { 0, MMU_WRITE, MMU_EXECUTE, MMU_WRITE | MMU_DEVICE,
		MMU_WRITE | MMU_WRITE_COMBINE };

	if (!x86_has_pat || x86_pte_nx == 0)
		SKIP("this CPU has no PAT or no NX");
	for (unsigned level = 0; level <= 2; level++) {
		paddr_t page = 0xc0ffeul << 30;

		for (size_t i = 0; i < ARRAY_SIZE(flags); i++) {
			pte_t pte = arch_pte_leaf(page, level, flags[i]);

			EXPECT_EQ(arch_pte_address(pte, level), page);
			EXPECT_EQ(arch_pte_flags(pte, level), flags[i]);
		}
	}
}

TEST(active_tables)
{
	paddr_t pa;
	unsigned flags, levels = arch_mmu_levels();

	EXPECT(levels == 4 || levels == 5);
	EXPECT(IS_ALIGNED(arch_mmu_root(), (paddr_t)PAGE_SIZE));
	REQUIRE(arch_mmu_lookup((vaddr_t)&pa, &pa, &flags));
	arch_tlb_flush_page((vaddr_t)&pa);
	arch_tlb_flush_all();
	EXPECT_EQ(*(volatile paddr_t *)phys_to_virt(pa), pa);
}
