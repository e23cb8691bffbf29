/* SPDX-License-Identifier: MIT */
/* aarch64: how deep the page tables may be that a loader enters us with. */
#pragma once

#include <abi/boot.h>
#include <base/types.h>

/* Five levels need entries of another layout, which mmu.h does not write. */
constexpr u64 ARCH_PAGING_PREFERRED = LIMINE_PAGING_ARM64_4LVL;
constexpr u64 ARCH_PAGING_LEAST = LIMINE_PAGING_ARM64_4LVL;
constexpr u64 ARCH_PAGING_MOST = LIMINE_PAGING_ARM64_4LVL;
