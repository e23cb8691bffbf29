/* SPDX-License-Identifier: MIT */
/* The console's font. Fonts are lib/gfx's: its tests on the host draw with this one too. */
#pragma once

#include <gfx/font.h>
