/* SPDX-License-Identifier: MIT */
/* The one kind of relocation in a static PIE, by its number on each machine. */
#pragma once

#if defined(__x86_64__)
#define EFI_RELOCATE_TYPE 8
#elif defined(__aarch64__)
#define EFI_RELOCATE_TYPE 1027
#elif defined(__riscv)
#define EFI_RELOCATE_TYPE 3
#else
#error "no such machine"
#endif
