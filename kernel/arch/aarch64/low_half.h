/* SPDX-License-Identifier: MIT */
/*
 * The lower half of the address space, before it is user programs': nothing is
 * there, so that null pointers fault, but for two guests.
 *
 * One is a serial port, from arch_console_early_init() until there is
 * device_map(): without it a panic up to then would be silent, as loaders map
 * no devices. The other is the page of code in which mmu_switch() hides while
 * the upper half is away. Both stand at their physical addresses.
 */
#pragma once

#include <base/types.h>

/* Takes away whatever a loader, or the Image road, had mapped. */
void low_half_clear(void);

/* Maps the page of registers at `base`; NULL if that cannot be. */
void *low_half_map_device(paddr_t base);

/* Maps the page of code that holds `code`, an address of the image; where it is. */
paddr_t low_half_map_code(const void *code);
void low_half_unmap_code(const void *code);
