/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* TCR_EL1 for the running CPU, both halves on. */
u64 tcr_value(void);

/*
 * Replaces the tree of the upper half. `here` is where mmu_switch_low is mapped
 * in the lower half.
 */
void mmu_switch(paddr_t root, vaddr_t here);

/* Code, not to be called from C. */
extern const u8 mmu_switch_low[];
