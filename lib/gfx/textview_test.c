/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <gfx/textview.h>
#include <test/test.h>

enum { COLUMNS = 8, ROWS = 4 };

static const struct cell pen = { .code = ' ' };

/* A display that counts what is drawn on it. */
struct fixture {
	struct textview view;
	struct textgrid grid;
	struct cell cells[ROWS * (COLUMNS + 1)];
	struct cell shown[ROWS * COLUMNS];
	struct cell display[ROWS][COLUMNS];
	u32 drawn;
};

static void draw(struct textview *view, u32 row, u32 column, const struct cell *cell)
{
	struct fixture *f = container_of(view, struct fixture, view);

	f->display[row][column] = *cell;
	f->drawn++;
}

static u32 show(struct fixture *f)
{
	f->drawn = 0;
	textview_show(&f->view, true);
	return f->drawn;
}

static void start(struct fixture *f)
{
	textgrid_init(&f->grid, f->cells, COLUMNS, ROWS, &pen);
	textview_init(&f->view, &f->grid, f->shown, draw);
}

TEST(first_everything_then_nothing)
{
	struct fixture f;

	start(&f);
	EXPECT_EQ(show(&f), ROWS * COLUMNS);
	EXPECT_EQ(show(&f), 0);
	EXPECT_EQ(f.display[0][0].flags, CELL_CURSOR);
}

TEST(a_glyph_is_a_glyph_and_a_cursor)
{
	struct fixture f;

	start(&f);
	show(&f);
	textgrid_put(&f.grid, 'x', 1);
	EXPECT_EQ(show(&f), 2);
	EXPECT_EQ(f.display[0][0].code, 'x');
	EXPECT_EQ(f.display[0][0].flags, 0);
	EXPECT_EQ(f.display[0][1].flags, CELL_CURSOR);
}

TEST(a_scroll_draws_only_what_differs)
{
	struct fixture f;

	start(&f);
	textgrid_put(&f.grid, 'a', 1);
	textgrid_move(&f.grid, 1, 0);
	textgrid_put(&f.grid, 'a', 1);
	textgrid_put(&f.grid, 'b', 1);
	textgrid_move(&f.grid, ROWS - 1, 0);
	show(&f);
	textgrid_line_feed(&f.grid);
	/* Row 0 gains b, row 1 loses both; the cursor's cell looks as before. */
	EXPECT_EQ(show(&f), 3);
	EXPECT_EQ(f.display[0][1].code, 'b');
	EXPECT_EQ(f.display[1][0].code, ' ');
}

TEST(a_waiting_cursor_stands_on_the_last_column)
{
	struct fixture f;

	start(&f);
	for (u32 i = 0; i < COLUMNS; i++)
		textgrid_put(&f.grid, 'x', 1);
	show(&f);
	EXPECT_EQ(f.display[0][COLUMNS - 1].flags, CELL_CURSOR);
}

TEST(a_hidden_cursor_is_drawn_away)
{
	struct fixture f;

	start(&f);
	show(&f);
	textgrid_move(&f.grid, 0, 0);
	f.drawn = 0;
	textview_show(&f.view, false);
	EXPECT_EQ(f.drawn, 1);
	EXPECT_EQ(f.display[0][0].flags, 0);
}

TEST(invalidate_draws_all_again)
{
	struct fixture f;

	start(&f);
	show(&f);
	textview_invalidate(&f.view);
	EXPECT_EQ(show(&f), ROWS * COLUMNS);
}

static u32 next_random(u32 *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 16;
}

static void do_something(struct textgrid *grid, u32 *random)
{
	u32 row = next_random(random) % ROWS, column = next_random(random) % COLUMNS;

	switch (next_random(random) % 8) {
	case 0: textgrid_move(grid, row, column); break;
	case 1: textgrid_line_feed(grid); break;
	case 2: textgrid_erase(grid, row, column, COLUMNS); break;
	case 3: textgrid_put(grid, 0x2728, 2); break;
	case 4: textgrid_erase(grid, row, 0, column); break;
	default: textgrid_put(grid, 'a' + next_random(random) % 3, 1);
	}
}

static bool display_is_right(const struct fixture *f)
{
	u32 cursor = min(f->grid.column, (u32)COLUMNS - 1);

	for (u32 row = 0; row < ROWS; row++) {
		for (u32 column = 0; column < COLUMNS; column++) {
			struct cell wanted = textgrid_line(&f->grid, row)[column];

			if (row == f->grid.row && column == cursor)
				wanted.flags |= CELL_CURSOR;
			if (!cell_equal(&wanted, &f->display[row][column]))
				return false;
		}
	}
	return true;
}

/* Whatever happens to the grid, and whenever it is shown: the dirty spans miss nothing. */
TEST(the_display_keeps_in_step)
{
	struct fixture f;
	u32 random = 1;

	start(&f);
	for (u32 i = 0; i < 3000; i++) {
		do_something(&f.grid, &random);
		if (next_random(&random) % 3)
			continue;
		show(&f);
		REQUIRE(display_is_right(&f));
	}
}
