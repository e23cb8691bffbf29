/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

struct boot_info;

/* Starts handing out memory that the boot road has mapped. */
void bump_init(struct boot_info *info);

/* The root of the kernel's page tables. */
paddr_t mm_kernel_root(void);

/* All usable memory is mapped now. */
void bump_use_all(void);
