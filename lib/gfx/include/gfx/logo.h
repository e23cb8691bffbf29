/* SPDX-License-Identifier: MIT */
/*
 * Cuprux's picture: copper's place in the periodic table as a plate of brushed
 * metal, and the name beside it. Drawn, not stored, so that it fits any screen.
 *
 * Sizes are in cells of 8 x 16 pixels times scale, because the picture stands in
 * a text grid: the plate in columns 0 to LOGO_PLATE_COLUMNS - 1 of all LOGO_ROWS
 * rows, the name in the columns from LOGO_NAME_COLUMN on and the first LOGO_NAME_ROWS
 * rows. The rest is ground.
 */
#pragma once

#include <base/types.h>
#include <gfx/surface.h>

enum {
	LOGO_ROWS = 10,
	LOGO_PLATE_COLUMNS = 20,
	LOGO_NAME_COLUMN = 22,
	LOGO_NAME_COLUMNS = 36,
	LOGO_NAME_ROWS = 4,
	LOGO_COLUMNS = LOGO_NAME_COLUMN + LOGO_NAME_COLUMNS,
};

/* Bytes that logo_draw() wants to work in, aligned to 4. */
size_t logo_scratch_bytes(u32 scale);

/* Draws on a surface of LOGO_COLUMNS x LOGO_ROWS cells. */
void logo_draw(const struct surface *surface, u32 scale, colour_t ground, void *scratch);
