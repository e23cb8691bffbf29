/* SPDX-License-Identifier: MIT */
#include <arch/mmu.h>
#include <arch_impl/sysreg.h>
#include <test/test.h>

#include "features.h"
#include "regs.h"

static constexpr paddr_t FRAME = 0x0000123400000000;

/* Attribute bits of the architecture, spelled out once more. */
static constexpr u64 LEAF = 1ull << 54 | 1ull << 10 | 3ull << 8 | 1;

TEST(pte_has_the_bits_of_the_architecture)
{
	EXPECT_EQ(arch_pte_leaf(FRAME, 0, 0), FRAME | LEAF | 2 | 1ull << 53 | 1ull << 7);
	EXPECT_EQ(arch_pte_leaf(FRAME, 0, MMU_WRITE), FRAME | LEAF | 2 | 1ull << 53);
	EXPECT_EQ(arch_pte_leaf(FRAME, 0, MMU_EXECUTE), FRAME | LEAF | 2 | 1ull << 7);
	EXPECT_EQ(arch_pte_leaf(FRAME, 1, MMU_WRITE), FRAME | LEAF | 1ull << 53);
	EXPECT_EQ(arch_pte_leaf(FRAME, 0, MMU_WRITE | MMU_DEVICE),
		FRAME | LEAF | 2 | 1ull << 53 | 2 << 2);
	EXPECT_EQ(arch_pte_leaf(FRAME, 2, MMU_WRITE | MMU_WRITE_COMBINE),
		FRAME | LEAF | 1ull << 53 | 3 << 2);
	EXPECT_EQ(arch_pte_table(FRAME), FRAME | 3);
}

TEST(pte_tells_what_it_was_told)
{
	static const unsigned some[] = { 0, MMU_WRITE, MMU_EXECUTE, MMU_WRITE | MMU_DEVICE,
		MMU_WRITE | MMU_WRITE_COMBINE };

	for (unsigned level = 0; level <= arch_mmu_leaf_level_max(); level++) {
		for (unsigned i = 0; i < ARRAY_SIZE(some); i++) {
			pte_t pte = arch_pte_leaf(FRAME, level, some[i]);

			EXPECT(arch_pte_present(pte));
			EXPECT(arch_pte_is_leaf(pte, level));
			EXPECT_EQ(arch_pte_address(pte, level), FRAME);
			EXPECT_EQ(arch_pte_flags(pte, level), some[i]);
		}
	}
	EXPECT(!arch_pte_is_leaf(arch_pte_table(FRAME), 1));
	EXPECT(!arch_pte_present(0));
}

TEST(translates_the_upper_half_only)
{
	EXPECT(arch_mmu_translates(0xffff000000000000));
	EXPECT(arch_mmu_translates(0xffffffffffffffff));
	EXPECT(!arch_mmu_translates(0xfffe000000000000));
	EXPECT(!arch_mmu_translates(0x00ff000000000000));
	EXPECT(!arch_mmu_translates(0));
}

/* Writes to these have been seen to stick; what EL0 might do stays off. */
TEST(control_registers_are_as_written)
{
	u64 span = cpu_has(FEATURE_PAN) ? 0 : SCTLR_SPAN;

	EXPECT_EQ(sysreg_read(sctlr_el1) | SCTLR_SPAN, SCTLR_MMU_ON);
	EXPECT_EQ(sysreg_read(sctlr_el1) & SCTLR_SPAN, span);
	EXPECT_EQ(sysreg_read(cpacr_el1), 0);
	EXPECT_EQ(sysreg_read(tcr_el1) & TCR_COMMON, TCR_COMMON);
	EXPECT_EQ(sysreg_read(mair_el1) & ~MAIR_LOADERS, MAIR_OURS);
	EXPECT_EQ(sysreg_read(SPSel), 1);
	EXPECT_EQ(sysreg_read(CurrentEL), 1 << 2);
}
