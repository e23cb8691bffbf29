/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/crc32.h>
#include <base/utf8.h>
#include <gfx/textgrid.h>

size_t textgrid_bytes(u32 columns, u32 rows)
{
	return (size_t)rows * (columns * sizeof(struct cell) + sizeof(struct textgrid_span));
}

struct cell *textgrid_line(const struct textgrid *grid, u32 row)
{
	u32 line = grid->top + row;

	if (line >= grid->rows)
		line -= grid->rows;
	return grid->cells + (size_t)line * grid->columns;
}

static void mark(struct textgrid *grid, u32 row, u32 from, u32 to)
{
	struct textgrid_span *span = &grid->dirty[row];

	if (span->from >= span->to) {
		*span = (struct textgrid_span){ from, to };
	} else {
		span->from = min(span->from, from);
		span->to = max(span->to, to);
	}
}

/* The cursor is shown too; when it waits behind the last column, it is shown on it. */
static void mark_cursor(struct textgrid *grid)
{
	u32 column = min(grid->column, grid->columns - 1);

	mark(grid, grid->row, column, column + 1);
}

void textgrid_init(
	struct textgrid *grid, void *memory, u32 columns, u32 rows, const struct cell *pen)
{
	struct cell *cells = memory;

	*grid = (struct textgrid){
		.columns = columns,
		.rows = rows,
		.pen = *pen,
		.cells = cells,
		.dirty = (struct textgrid_span *)(cells + (size_t)rows * columns),
	};
	grid->pen.code = ' ';
	textgrid_clear(grid);
}

/* Half a wide glyph means nothing: when one half goes, so does the other. */
static void blank_halves(struct cell *line, u32 columns, u32 from, u32 to)
{
	if (from > 0 && (line[from].flags & CELL_TAIL)) {
		line[from - 1].code = ' ';
		line[from - 1].flags &= (u8)~CELL_WIDE;
	}
	if (to < columns && (line[to].flags & CELL_TAIL)) {
		line[to].code = ' ';
		line[to].flags &= (u8)~CELL_TAIL;
	}
}

void textgrid_erase(struct textgrid *grid, u32 row, u32 from, u32 to)
{
	struct cell *line = textgrid_line(grid, row);
	struct cell blank = grid->pen;

	blank.flags = 0;
	blank_halves(line, grid->columns, from, to);
	for (u32 i = from; i < to; i++)
		line[i] = blank;
	mark(grid, row, from > 0 ? from - 1 : 0, min(to + 1, grid->columns));
}

void textgrid_clear(struct textgrid *grid)
{
	for (u32 row = 0; row < grid->rows; row++)
		textgrid_erase(grid, row, 0, grid->columns);
	grid->full = false;
	textgrid_move(grid, 0, 0);
}

void textgrid_move(struct textgrid *grid, u32 row, u32 column)
{
	mark_cursor(grid);
	grid->row = min(row, grid->rows - 1);
	grid->column = min(column, grid->columns - 1);
	mark_cursor(grid);
}

static void scroll(struct textgrid *grid)
{
	grid->top = grid->top + 1 < grid->rows ? grid->top + 1 : 0;
	for (u32 row = 0; row < grid->rows; row++)
		mark(grid, row, 0, grid->columns);
	textgrid_erase(grid, grid->rows - 1, 0, grid->columns);
}

void textgrid_line_feed(struct textgrid *grid)
{
	if (grid->row + 1 < grid->rows)
		textgrid_move(grid, grid->row + 1, grid->column);
	else if (grid->keep_head)
		grid->full = true;
	else
		scroll(grid);
}

void textgrid_put(struct textgrid *grid, u32 code, u32 cells)
{
	struct cell *at;

	if (grid->column + cells > grid->columns) {
		textgrid_move(grid, grid->row, 0);
		textgrid_line_feed(grid);
	}
	if (grid->full)
		return;

	at = textgrid_line(grid, grid->row);
	blank_halves(at, grid->columns, grid->column, grid->column + cells);
	at += grid->column;
	at[0] = grid->pen;
	at[0].code = code & 0xffffff;
	if (cells == 2) {
		at[1] = at[0];
		at[0].flags |= CELL_WIDE;
		at[1].flags |= CELL_TAIL;
	}
	mark(grid, grid->row, grid->column > 0 ? grid->column - 1 : 0,
		min(grid->column + cells + 1, grid->columns));
	grid->column += cells;
}

static void picture_line(
	struct textgrid *grid, u32 row, u32 piece, const struct textgrid_patch *patch)
{
	struct cell *line = textgrid_line(grid, row);
	struct cell cell = grid->pen;

	cell.flags = CELL_PICTURE;
	for (u32 i = 0; i < patch->columns && patch->column + i < grid->columns; i++) {
		cell.code = (piece + i) & 0xffffff;
		line[patch->column + i] = cell;
	}
	mark(grid, row, 0, grid->columns);
}

void textgrid_picture(struct textgrid *grid, const struct textgrid_patch *patch)
{
	for (u32 i = 0; i < patch->rows; i++) {
		s32 row = patch->row + (s32)i;

		if (row >= 0 && (u32)row < grid->rows)
			picture_line(grid, (u32)row, patch->first + i * patch->stride, patch);
	}
}

/* Text is hashed as it comes, except that blanks and line ends wait for what follows. */
struct hash_state {
	u32 crc;
	u32 blanks, lines;
	bool any;
};

static void hash_repeat(struct hash_state *state, char c, u32 *times)
{
	for (; *times > 0; --*times)
		state->crc = crc32(state->crc, &c, 1);
}

static void hash_cell(struct hash_state *state, const struct cell *cell)
{
	char text[UTF8_MAX];

	if (cell->flags & CELL_TAIL)
		return;
	if (cell->code == ' ' || (cell->flags & CELL_PICTURE)) {
		state->blanks++;
		return;
	}
	hash_repeat(state, '\n', &state->lines);
	hash_repeat(state, ' ', &state->blanks);
	state->crc = crc32(state->crc, text, utf8_encode(cell->code, text));
	state->any = true;
}

u32 textgrid_hash(const struct textgrid *grid)
{
	struct hash_state state = { .crc = 0 };
	u32 last = 1;

	for (u32 row = 0; row < grid->rows; row++) {
		const struct cell *line = textgrid_line(grid, row);

		for (u32 column = 0; column < grid->columns; column++)
			hash_cell(&state, &line[column]);
		state.blanks = 0;
		state.lines++;
	}
	if (state.any)
		hash_repeat(&state, '\n', &last);
	return state.crc;
}
