/* SPDX-License-Identifier: MIT */
/*
 * The page tables of the Image road, until mm has built the real ones: the
 * image at its link address, and the gigabytes of memory that hold the image
 * and the device tree at the direct map's.
 */
#pragma once

#include <base/types.h>

/*
 * Builds the tables for a tree `levels` deep; the value for satp. Called by
 * start.S while paging is off.
 */
u64 early_map_build(unsigned levels, paddr_t dtb);

/*
 * Goes over to a tree of another depth, with paging on and the image, as always,
 * at its link address. A hart that has a mode has all smaller ones.
 */
void early_map_change(unsigned levels, paddr_t image, paddr_t dtb);

/* Where the direct map begins: the lowest address of the upper half. */
vaddr_t early_map_hhdm(unsigned levels);
