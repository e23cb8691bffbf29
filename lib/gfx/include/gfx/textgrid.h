/* SPDX-License-Identifier: MIT */
/*
 * The grid of a text screen: what it says, not how it looks.
 *
 * A grid is `rows` lines of `columns` cells. Lines live in a ring: to scroll is to
 * move the ring's start and to blank one line, whatever the screen's size. For each
 * line of the screen it keeps which columns have changed, until whoever shows the grid
 * has seen to it (gfx/textview.h).
 *
 * A wide glyph takes two cells, CELL_WIDE and CELL_TAIL, both with its code point;
 * overwriting one half blanks the other. The cursor may stand one past the last
 * column: a line that exactly fits does not scroll until something follows it.
 *
 * A grid does no locking and allocates nothing; its memory is the caller's.
 */
#pragma once

#include <base/types.h>
#include <gfx/colour.h>

enum cell_flags {
	CELL_UNDERLINE = 1 << 0,
	CELL_WIDE = 1 << 1,    /* left half of a wide glyph */
	CELL_TAIL = 1 << 2,    /* right half */
	CELL_PICTURE = 1 << 3, /* shows piece `code` of a picture */
	CELL_CURSOR = 1 << 4,  /* only in what a textview shows */
};

struct cell {
	u32 code : 24; /* code point */
	u32 flags : 8;
	colour_t front, back;
};

static inline bool cell_equal(const struct cell *a, const struct cell *b)
{
	return a->code == b->code && a->flags == b->flags && a->front == b->front &&
	       a->back == b->back;
}

/* The columns [from, to) of a line; none if from >= to. */
struct textgrid_span {
	u32 from, to;
};

struct textgrid {
	u32 columns, rows;
	u32 row, column; /* cursor; column == columns: the next glyph wraps first */
	struct cell pen; /* what is written looks like this; its code is a blank */
	bool keep_head;	 /* a full screen takes nothing more, instead of scrolling */
	bool full;	 /* and that has happened */
	u32 top;	 /* the ring's line that is on screen row 0 */
	struct cell *cells;
	struct textgrid_span *dirty; /* by screen row */
};

/* Memory that a grid of this size needs, alignment that of struct cell. */
size_t textgrid_bytes(u32 columns, u32 rows);

/* An empty grid in `memory`, with the cursor home; both sizes at least 2. */
void textgrid_init(
	struct textgrid *grid, void *memory, u32 columns, u32 rows, const struct cell *pen);

struct cell *textgrid_line(const struct textgrid *grid, u32 row);

/* Writes a glyph of 1 or 2 cells at the cursor and moves on. */
void textgrid_put(struct textgrid *grid, u32 code, u32 cells);

/* To the line below, in the same column; scrolls at the bottom. */
void textgrid_line_feed(struct textgrid *grid);

/* Moves the cursor, as near as the grid allows. */
void textgrid_move(struct textgrid *grid, u32 row, u32 column);

/* Blanks [from, to) of a line with the pen's ground. */
void textgrid_erase(struct textgrid *grid, u32 row, u32 from, u32 to);

/* Everything blank, cursor home. */
void textgrid_clear(struct textgrid *grid);

/*
 * A part of a picture: columns x rows pieces, of which the upper left one is number
 * `first` and the one below it number first + stride, to stand at (row, column).
 */
struct textgrid_patch {
	s32 row;
	u32 column;
	u32 first, stride;
	u32 columns, rows;
};

/* Shows a part of a picture in place of text; what lies outside the grid is cut off. */
void textgrid_picture(struct textgrid *grid, const struct textgrid_patch *patch);

/*
 * CRC-32 of what the screen says, as UTF-8: trailing blanks of lines and trailing
 * empty lines left out, a line feed after each line, pieces of pictures as blanks.
 * So it depends on neither the screen's size nor its colours.
 */
u32 textgrid_hash(const struct textgrid *grid);
