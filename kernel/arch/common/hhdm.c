/* SPDX-License-Identifier: MIT */
#include <arch/mmu.h>

vaddr_t arch_hhdm;
