/* SPDX-License-Identifier: MIT */
/*
 * Keeps a display in step with a text grid.
 *
 * The view remembers the cell that each place of the display shows. To show the grid
 * is to compare, in the lines marked dirty, what is wanted with what is there, and to
 * draw the difference: blanks that stay blank cost a comparison, and a scroll redraws
 * only the cells whose content really changed. That needs no copy of the pixels and no
 * read of the display's memory. The cursor is a flag on the cell it stands on, so it
 * comes and goes by the same comparison.
 */
#pragma once

#include <base/types.h>
#include <gfx/textgrid.h>

struct textview {
	const struct textgrid *grid;
	struct cell *shown; /* rows x columns, by screen row */
	void (*draw)(struct textview *view, u32 row, u32 column, const struct cell *cell);
};

/* Memory for `shown`, alignment that of struct cell. */
size_t textview_bytes(u32 columns, u32 rows);

void textview_init(struct textview *view, const struct textgrid *grid, void *memory,
	void (*draw)(struct textview *view, u32 row, u32 column, const struct cell *cell));

/* Nothing is known of what the display shows: everything will be drawn. */
void textview_invalidate(struct textview *view);

/* Draws what differs. */
void textview_show(struct textview *view, bool cursor_visible);
