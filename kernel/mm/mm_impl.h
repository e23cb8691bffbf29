/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

struct boot_info;

/* Starts handing out memory that the boot road has mapped. */
void bump_init(struct boot_info *info);

/* The root of the kernel's page tables. */
paddr_t mm_kernel_root(void);

/* Physical addresses from here on have no place in the direct map. */
paddr_t mm_direct_map_limit(void);

/* Whether phys_to_virt() is good for all of a piece of memory that is not our image. */
bool mm_in_direct_map(paddr_t base, u64 length);

/* All usable memory is mapped now. */
void bump_use_all(void);
