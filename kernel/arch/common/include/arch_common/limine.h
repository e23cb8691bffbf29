/* SPDX-License-Identifier: MIT */
/*
 * The protocol road: from a loader's answers to boot_info.
 *
 * An instruction set's `_start` switches to the kernel's own boot stack and
 * calls limine_main(); what only it can read of the answers it tells through
 * limine_boot_cpu().
 */
#pragma once

#include <base/types.h>

struct limine_response;

[[noreturn]] void limine_main(void);

/* Hardware id of the boot CPU; `mp` is the answer to the MP request or NULL. */
u64 limine_boot_cpu(const struct limine_response *mp);
