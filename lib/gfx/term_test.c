/* SPDX-License-Identifier: MIT */
#include <base/string.h>
#include <gfx/term.h>
#include <test/test.h>

enum { COLUMNS = 20, ROWS = 4 };

struct fixture {
	struct textgrid grid;
	struct term term;
	struct cell memory[ROWS * (COLUMNS + 1)];
};

static void start(struct fixture *f)
{
	struct cell blank = term_blank(&palette_normal);

	textgrid_init(&f->grid, f->memory, COLUMNS, ROWS, &blank);
	term_init(&f->term, &f->grid, &palette_normal, &console_font);
}

static void say(struct fixture *f, const char *text)
{
	term_write(&f->term, text, strlen(text));
}

static const struct cell *at(const struct fixture *f, u32 row, u32 column)
{
	return textgrid_line(&f->grid, row) + column;
}

TEST(line_feed_returns_too)
{
	struct fixture f;

	start(&f);
	say(&f, "ab\nc\rd");
	EXPECT_EQ(at(&f, 1, 0)->code, 'd');
	EXPECT_EQ(f.grid.row, 1);
	EXPECT_EQ(f.grid.column, 1);
}

TEST(tab_and_backspace)
{
	struct fixture f;

	start(&f);
	say(&f, "a\tb\b\bc");
	EXPECT_EQ(at(&f, 0, 8)->code, 'b');
	EXPECT_EQ(at(&f, 0, 7)->code, 'c');
	say(&f, "\r\b\b");
	EXPECT_EQ(f.grid.column, 0);
}

TEST(basic_colours_and_reset)
{
	struct fixture f;

	start(&f);
	say(&f, "\x1b[31;44mx\x1b[92my\x1b[mz");
	EXPECT_EQ(at(&f, 0, 0)->front, palette_normal.ansi[1]);
	EXPECT_EQ(at(&f, 0, 0)->back, palette_normal.ansi[4]);
	EXPECT_EQ(at(&f, 0, 1)->front, palette_normal.ansi[10]);
	EXPECT_EQ(at(&f, 0, 2)->front, palette_normal.ansi[PALETTE_TEXT]);
	EXPECT_EQ(at(&f, 0, 2)->back, palette_normal.ansi[PALETTE_GROUND]);
}

TEST(bold_brightens_whatever_the_order)
{
	struct fixture f;

	start(&f);
	say(&f, "\x1b[1;31mx\x1b[0;31;1my\x1b[22mz");
	EXPECT_EQ(at(&f, 0, 0)->front, palette_normal.ansi[9]);
	EXPECT_EQ(at(&f, 0, 1)->front, palette_normal.ansi[9]);
	EXPECT_EQ(at(&f, 0, 2)->front, palette_normal.ansi[1]);
}

TEST(reverse_and_underline)
{
	struct fixture f;

	start(&f);
	say(&f, "\x1b[32;7mx\x1b[27;4my");
	EXPECT_EQ(at(&f, 0, 0)->back, palette_normal.ansi[2]);
	EXPECT_EQ(at(&f, 0, 1)->front, palette_normal.ansi[2]);
	EXPECT_EQ(at(&f, 0, 1)->flags, CELL_UNDERLINE);
}

TEST(true_and_indexed_colours)
{
	struct fixture f;

	start(&f);
	say(&f, "\x1b[38;2;184;115;51;48;5;231mx\x1b[38;5;16;4my");
	EXPECT_EQ(at(&f, 0, 0)->front, COLOUR_COPPER);
	EXPECT_EQ(at(&f, 0, 0)->back, 0xffffff);
	EXPECT_EQ(at(&f, 0, 1)->front, 0);
	EXPECT_EQ(at(&f, 0, 1)->flags, CELL_UNDERLINE);
}

TEST(colours_out_of_range_change_nothing)
{
	struct fixture f;

	start(&f);
	say(&f, "\x1b[38;2;300;0;0mx\x1b[38;5mx\x1b[48;9;1;1mx");
	for (u32 i = 0; i < 3; i++)
		EXPECT_EQ(at(&f, 0, i)->front, palette_normal.ansi[PALETTE_TEXT]);
}

TEST(cursor_sequences)
{
	struct fixture f;

	start(&f);
	say(&f, "\x1b[3;5H*");
	EXPECT_EQ(at(&f, 2, 4)->code, '*');
	say(&f, "\x1b[2A\x1b[3D*\x1b[B\x1b[2C*\x1b[H*");
	EXPECT_EQ(at(&f, 0, 2)->code, '*');
	EXPECT_EQ(at(&f, 1, 5)->code, '*');
	EXPECT_EQ(at(&f, 0, 0)->code, '*');
	say(&f, "\x1b[99A\x1b[99D");
	EXPECT_EQ(f.grid.row + f.grid.column, 0);
	say(&f, "\x1b[9999;9999H");
	EXPECT_EQ(f.grid.row, ROWS - 1);
	EXPECT_EQ(f.grid.column, COLUMNS - 1);
}

TEST(erasing)
{
	struct fixture f;

	start(&f);
	say(&f, "aaaa\nbbbb\ncccc\x1b[2;3H\x1b[K");
	EXPECT_EQ(at(&f, 1, 1)->code, 'b');
	EXPECT_EQ(at(&f, 1, 2)->code, ' ');
	say(&f, "\x1b[1J");
	EXPECT_EQ(at(&f, 0, 0)->code, ' ');
	EXPECT_EQ(at(&f, 2, 0)->code, 'c');
	say(&f, "\x1b[2J");
	EXPECT_EQ(textgrid_hash(&f.grid), 0);
	EXPECT_EQ(f.grid.row, 1);
}

TEST(cursor_can_be_hidden)
{
	struct fixture f;

	start(&f);
	EXPECT(f.term.cursor_visible);
	say(&f, "\x1b[?25l");
	EXPECT(!f.term.cursor_visible);
	say(&f, "\x1b[?25h");
	EXPECT(f.term.cursor_visible);
}

TEST(what_it_does_not_know_is_swallowed)
{
	struct fixture f;

	start(&f);
	say(&f, "\x1b]0;a title\x07\x1b]8;;x\x1b\\\x1b[>4;2m\x1b[5n\x1b(\x1b[1;2;3qok");
	EXPECT_EQ(at(&f, 0, 0)->code, 'o');
	EXPECT_EQ(at(&f, 0, 1)->code, 'k');
	EXPECT_EQ(at(&f, 0, 2)->code, ' ');
}

TEST(scripts_and_widths)
{
	struct fixture f;

	start(&f);
	say(&f, "\xd0\xa9\xce\xa9\xe2\x9c\xa8\xe2\x94\x80\xcc\x81");
	EXPECT_EQ(at(&f, 0, 0)->code, 0x429);
	EXPECT_EQ(at(&f, 0, 1)->code, 0x3a9);
	EXPECT_EQ(at(&f, 0, 2)->flags, CELL_WIDE);
	EXPECT_EQ(at(&f, 0, 4)->code, 0x2500);
	EXPECT_EQ(f.grid.column, 5);
}

TEST(malformed_text_shows_as_such)
{
	struct fixture f;

	start(&f);
	say(&f, "\xff\xe2\x82\n\xc3(");
	EXPECT_EQ(at(&f, 0, 0)->code, UTF8_REPLACEMENT);
	EXPECT_EQ(at(&f, 0, 1)->code, UTF8_REPLACEMENT);
	EXPECT_EQ(at(&f, 1, 0)->code, UTF8_REPLACEMENT);
	EXPECT_EQ(at(&f, 1, 1)->code, '(');
}

/* However a text is cut into writes, the screen is the same. */
TEST(writes_may_end_anywhere)
{
	static const char text[] =
		"\x1b[1;33m\xe2\x9c\x93 d\xc3\xa9j\xc3\xa0\x1b]0;t\x1b\\\x1b[0m\n"
		"\x1b[38;2;1;2;3m\xe2\x9c\xa8\xd0\x96\x1b[4;1H\x1b[Kend\xe2\x82";
	struct fixture whole, cut;

	start(&whole);
	term_write(&whole.term, text, strlen(text));
	for (size_t split = 1; split < strlen(text); split++) {
		start(&cut);
		term_write(&cut.term, text, split);
		term_write(&cut.term, text + split, strlen(text) - split);
		EXPECT_MEM(cut.memory, whole.memory, ROWS * COLUMNS * sizeof(struct cell));
	}
}
