/* SPDX-License-Identifier: MIT */
/* The one page size of all three machines, and of UEFI. */
#pragma once

#include <base/types.h>

constexpr u64 PAGE_SHIFT = 12;
constexpr u64 PAGE_SIZE = 1ul << PAGE_SHIFT;
