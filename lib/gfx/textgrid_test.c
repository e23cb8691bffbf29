/* SPDX-License-Identifier: MIT */
#include <base/crc32.h>
#include <base/string.h>
#include <gfx/textgrid.h>
#include <test/test.h>

enum { COLUMNS = 6, ROWS = 3 };

static const struct cell pen = { .code = ' ', .front = 0xffffff, .back = 0x101010 };

struct fixture {
	struct textgrid grid;
	struct cell memory[ROWS * (COLUMNS + 1)]; /* cells, and the dirty spans behind them */
};

static_assert(sizeof(struct textgrid_span) <= sizeof(struct cell));

static void start(struct fixture *f)
{
	textgrid_init(&f->grid, f->memory, COLUMNS, ROWS, &pen);
}

static void put_text(struct textgrid *grid, const char *text)
{
	while (*text)
		textgrid_put(grid, (u8)*text++, 1);
}

/* What a line says, blanks and all. */
static const char *line_text(const struct textgrid *grid, u32 row)
{
	static char text[COLUMNS + 1];
	const struct cell *line = textgrid_line(grid, row);

	for (u32 i = 0; i < COLUMNS; i++)
		text[i] = (char)line[i].code;
	return text;
}

static void forget_dirty(struct textgrid *grid)
{
	for (u32 row = 0; row < grid->rows; row++)
		grid->dirty[row] = (struct textgrid_span){};
}

static bool is_dirty(const struct textgrid *grid, u32 row, u32 from, u32 to)
{
	return grid->dirty[row].from == from && grid->dirty[row].to == to;
}

TEST(starts_blank_and_dirty)
{
	struct fixture f;

	start(&f);
	EXPECT_STR(line_text(&f.grid, 2), "      ");
	for (u32 row = 0; row < ROWS; row++)
		EXPECT(is_dirty(&f.grid, row, 0, COLUMNS));
	EXPECT_EQ(textgrid_line(&f.grid, 1)[3].back, 0x101010);
}

TEST(a_line_that_fits_does_not_wrap_yet)
{
	struct fixture f;

	start(&f);
	put_text(&f.grid, "abcdef");
	EXPECT_EQ(f.grid.row, 0);
	EXPECT_EQ(f.grid.column, COLUMNS);
	put_text(&f.grid, "g");
	EXPECT_STR(line_text(&f.grid, 0), "abcdef");
	EXPECT_STR(line_text(&f.grid, 1), "g     ");
}

TEST(scrolls_round_the_ring)
{
	struct fixture f;

	start(&f);
	for (char c = 'a'; c < 'k'; c++) {
		textgrid_move(&f.grid, f.grid.row, 0);
		textgrid_put(&f.grid, (u8)c, 1);
		textgrid_line_feed(&f.grid);
	}
	EXPECT_STR(line_text(&f.grid, 0), "i     ");
	EXPECT_STR(line_text(&f.grid, 1), "j     ");
	EXPECT_STR(line_text(&f.grid, 2), "      ");
}

TEST(a_scroll_makes_every_line_dirty)
{
	struct fixture f;

	start(&f);
	textgrid_move(&f.grid, ROWS - 1, 0);
	forget_dirty(&f.grid);
	textgrid_line_feed(&f.grid);
	for (u32 row = 0; row < ROWS; row++)
		EXPECT(is_dirty(&f.grid, row, 0, COLUMNS));
}

TEST(writing_dirties_what_it_touches)
{
	struct fixture f;

	start(&f);
	textgrid_move(&f.grid, 1, 0);
	forget_dirty(&f.grid);
	put_text(&f.grid, "x");
	EXPECT(is_dirty(&f.grid, 0, 0, 0));
	EXPECT(is_dirty(&f.grid, 1, 0, 2)); /* the glyph, and where the cursor is now */
	EXPECT(is_dirty(&f.grid, 2, 0, 0));
}

TEST(keep_head_stops_at_the_end)
{
	struct fixture f;

	start(&f);
	f.grid.keep_head = true;
	put_text(&f.grid, "aaaaaabbbbbbccccccdddddd");
	EXPECT(f.grid.full);
	EXPECT_STR(line_text(&f.grid, 0), "aaaaaa");
	EXPECT_STR(line_text(&f.grid, 2), "cccccc");
	textgrid_clear(&f.grid);
	EXPECT(!f.grid.full);
}

TEST(a_wide_glyph_takes_two_cells)
{
	struct fixture f;
	const struct cell *line;

	start(&f);
	textgrid_put(&f.grid, 0x2728, 2);
	line = textgrid_line(&f.grid, 0);
	EXPECT_EQ(line[0].code, 0x2728);
	EXPECT_EQ(line[0].flags, CELL_WIDE);
	EXPECT_EQ(line[1].code, 0x2728);
	EXPECT_EQ(line[1].flags, CELL_TAIL);
	EXPECT_EQ(f.grid.column, 2);
}

TEST(a_wide_glyph_is_never_cut_by_the_margin)
{
	struct fixture f;

	start(&f);
	put_text(&f.grid, "abcde");
	textgrid_put(&f.grid, 0x2728, 2);
	EXPECT_STR(line_text(&f.grid, 0), "abcde ");
	EXPECT_EQ(textgrid_line(&f.grid, 1)[0].flags, CELL_WIDE);
}

TEST(half_a_wide_glyph_does_not_survive)
{
	struct fixture f;
	const struct cell *line;

	start(&f);
	line = textgrid_line(&f.grid, 0);
	textgrid_put(&f.grid, 0x2728, 2);
	textgrid_move(&f.grid, 0, 1);
	put_text(&f.grid, "x");
	EXPECT_STR(line_text(&f.grid, 0), " x    ");
	EXPECT_EQ(line[0].flags, 0);

	textgrid_move(&f.grid, 0, 2);
	textgrid_put(&f.grid, 0x2728, 2);
	textgrid_move(&f.grid, 0, 2);
	put_text(&f.grid, "y");
	EXPECT_STR(line_text(&f.grid, 0), " xy   ");
	EXPECT_EQ(line[3].flags, 0);

	textgrid_put(&f.grid, 0x2728, 2);
	textgrid_erase(&f.grid, 0, 4, COLUMNS);
	EXPECT_STR(line_text(&f.grid, 0), " xy   ");
	EXPECT_EQ(line[3].flags, 0);
}

TEST(moves_stay_inside)
{
	struct fixture f;

	start(&f);
	textgrid_move(&f.grid, 99, 99);
	EXPECT_EQ(f.grid.row, ROWS - 1);
	EXPECT_EQ(f.grid.column, COLUMNS - 1);
}

TEST(a_picture_is_cut_at_the_edges)
{
	struct fixture f;
	struct textgrid_patch patch = {
		.row = -1, .column = 4, .first = 10, .stride = 8, .columns = 3, .rows = 3
	};

	start(&f);
	textgrid_picture(&f.grid, &patch);
	EXPECT_EQ(textgrid_line(&f.grid, 0)[4].code, 18);
	EXPECT_EQ(textgrid_line(&f.grid, 1)[5].code, 27);
	EXPECT_EQ(textgrid_line(&f.grid, 1)[5].flags, CELL_PICTURE);
	EXPECT_EQ(textgrid_line(&f.grid, 2)[4].code, ' ');
}

TEST(hash_is_of_the_text_alone)
{
	static const char text[] = "\nab  c\n\xe2\x9c\xa8!\n";
	struct fixture f;

	start(&f);
	EXPECT_EQ(textgrid_hash(&f.grid), 0);
	textgrid_move(&f.grid, 1, 0);
	put_text(&f.grid, "ab  c ");
	textgrid_move(&f.grid, 2, 0);
	f.grid.pen.front = 0xff0000;
	textgrid_put(&f.grid, 0x2728, 2);
	put_text(&f.grid, "!");
	EXPECT_EQ(textgrid_hash(&f.grid), crc32(0, text, strlen(text)));
}
