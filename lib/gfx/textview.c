/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <gfx/textview.h>

/* No grid holds such a cell: code points end below. */
enum { UNKNOWN = 0xffffff };

size_t textview_bytes(u32 columns, u32 rows)
{
	return (size_t)rows * columns * sizeof(struct cell);
}

void textview_init(struct textview *view, const struct textgrid *grid, void *memory,
	void (*draw)(struct textview *view, u32 row, u32 column, const struct cell *cell))
{
	*view = (struct textview){ .grid = grid, .shown = memory, .draw = draw };
	textview_invalidate(view);
}

void textview_invalidate(struct textview *view)
{
	size_t cells = (size_t)view->grid->rows * view->grid->columns;

	for (size_t i = 0; i < cells; i++)
		view->shown[i] = (struct cell){ .code = UNKNOWN };
	for (u32 row = 0; row < view->grid->rows; row++)
		view->grid->dirty[row] = (struct textgrid_span){ 0, view->grid->columns };
}

static void show_line(struct textview *view, u32 row, u32 cursor)
{
	const struct cell *line = textgrid_line(view->grid, row);
	struct cell *shown = view->shown + (size_t)row * view->grid->columns;

	for (u32 column = view->grid->dirty[row].from; column < view->grid->dirty[row].to;
		column++) {
		struct cell wanted = line[column];

		if (column == cursor)
			wanted.flags |= CELL_CURSOR;
		if (cell_equal(&wanted, &shown[column]))
			continue;
		shown[column] = wanted;
		view->draw(view, row, column, &wanted);
	}
}

void textview_show(struct textview *view, bool cursor_visible)
{
	const struct textgrid *grid = view->grid;

	for (u32 row = 0; row < grid->rows; row++) {
		bool here = cursor_visible && row == grid->row;

		if (grid->dirty[row].from >= grid->dirty[row].to)
			continue;
		show_line(view, row, here ? min(grid->column, grid->columns - 1) : grid->columns);
		grid->dirty[row] = (struct textgrid_span){};
	}
}
