/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

/* Called by entry_image.S with the MMU on: where the tree and the image lie. */
[[noreturn]] void image_main(paddr_t dtb, paddr_t image);
