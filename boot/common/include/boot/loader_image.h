/* SPDX-License-Identifier: MIT */
/* Our own image in memory, in whole pages: symbols of the linker script. */
#pragma once

#include <base/types.h>

extern u8 loader_image[], loader_image_end[];
