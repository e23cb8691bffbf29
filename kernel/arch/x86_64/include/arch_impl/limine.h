/* SPDX-License-Identifier: MIT */
/* x86_64: how deep the page tables may be that a loader enters us with. */
#pragma once

#include <abi/boot.h>
#include <base/types.h>

/* Four levels reach 64 TiB of memory; five only if somebody asks for them. */
constexpr u64 ARCH_PAGING_PREFERRED = LIMINE_PAGING_X86_4LVL;
constexpr u64 ARCH_PAGING_LEAST = LIMINE_PAGING_X86_4LVL;
constexpr u64 ARCH_PAGING_MOST = LIMINE_PAGING_X86_5LVL;
