/* SPDX-License-Identifier: MIT */
/* Any bytes, on a small screen: no fault, no cursor outside, no half of a wide glyph. */
#include <gfx/term.h>
#include <stdlib.h>

enum { COLUMNS = 7, ROWS = 5 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void check_line(const struct cell *line)
{
	for (u32 i = 0; i < COLUMNS; i++) {
		bool wide = line[i].flags & CELL_WIDE;
		bool tail_follows = i + 1 < COLUMNS && (line[i + 1].flags & CELL_TAIL);

		if (wide != tail_follows)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct cell memory[ROWS * (COLUMNS + 1)];
	struct cell blank = term_blank(&palette_normal);
	struct textgrid grid;
	struct term term;

	textgrid_init(&grid, memory, COLUMNS, ROWS, &blank);
	term_init(&term, &grid, &palette_normal, &console_font);
	grid.keep_head = size % 2;
	term_write(&term, (const char *)data, size);
	if (grid.row >= ROWS || grid.column > COLUMNS)
		abort();
	for (u32 row = 0; row < ROWS; row++)
		check_line(textgrid_line(&grid, row));
	textgrid_hash(&grid);
	return 0;
}
