/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

struct elf64_dyn;

void efi_relocate(u64 slide, const struct elf64_dyn *dynamic);
