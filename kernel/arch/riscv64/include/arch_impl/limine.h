/* SPDX-License-Identifier: MIT */
/* riscv64: how deep the page tables may be that a loader enters us with. */
#pragma once

#include <abi/boot.h>
#include <base/types.h>

/* Any depth will do; harts with Sv39 alone are common. */
constexpr u64 ARCH_PAGING_PREFERRED = LIMINE_PAGING_RISCV_SV48;
constexpr u64 ARCH_PAGING_LEAST = LIMINE_PAGING_RISCV_SV39;
constexpr u64 ARCH_PAGING_MOST = LIMINE_PAGING_RISCV_SV57;
