/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/string.h>
#include <gfx/logo.h>
#include <gfx/term.h>
#include <test/test.h>

#include "banner_impl.h"

enum { COLUMNS = BANNER_COLUMNS + 2, ROWS = LOGO_ROWS + 1 };

/* A terminal a bit wider than the banner may be. */
struct paper {
	struct fmt_sink sink;
	struct textgrid grid;
	struct term term;
	struct cell memory[ROWS * (COLUMNS + 1)];
	u32 bytes;
};

static struct paper paper;

static void paper_write(struct fmt_sink *sink, const char *text, size_t length)
{
	struct paper *p = container_of(sink, struct paper, sink);

	term_write(&p->term, text, length);
	p->bytes += (u32)length;
}

static void print(const struct banner *banner)
{
	struct cell blank = term_blank(&palette_normal);

	paper.sink.write = paper_write;
	paper.bytes = 0;
	textgrid_init(&paper.grid, paper.memory, COLUMNS, ROWS, &blank);
	term_init(&paper.term, &paper.grid, &palette_normal, &console_font);
	banner_print(&paper.sink, banner);
}

static bool is_blank(u32 row, u32 from, u32 to)
{
	const struct cell *line = textgrid_line(&paper.grid, row);

	for (u32 i = from; i < to; i++)
		if (line[i].code != ' ' || line[i].back != palette_normal.ansi[PALETTE_GROUND])
			return false;
	return true;
}

static const struct banner wordy = {
	.version = "1.2.3, a version whose description has no end of words and numbers",
	.machine = "A Machine Of A Maker With A Long Name And A Longer Model, Revision 7",
	.cpu = "Processor With Every Extension That Anybody Ever Thought Of (R) (TM)",
	.cpu_count = 512,
	.memory = 0x7fffffffffff,
	.road = "some boot loader of a version with more digits than one would think",
};

TEST(keeps_to_its_lines_and_columns)
{
	print(&wordy);
	EXPECT_EQ(paper.grid.row, LOGO_ROWS);
	for (u32 row = 0; row < ROWS; row++)
		EXPECT(is_blank(row, BANNER_COLUMNS, COLUMNS));
}

/* What a picture will be drawn over has to be there, and nothing else may stand there. */
TEST(leaves_the_places_of_the_logo)
{
	print(&wordy);
	EXPECT_EQ(textgrid_line(&paper.grid, 0)[0].code, 0x256d);
	EXPECT_EQ(textgrid_line(&paper.grid, LOGO_ROWS - 1)[LOGO_PLATE_COLUMNS - 1].code, 0x256f);
	for (u32 row = 0; row < LOGO_ROWS; row++)
		EXPECT(is_blank(row, LOGO_PLATE_COLUMNS, LOGO_NAME_COLUMN));
	for (u32 row = 0; row < LOGO_NAME_ROWS; row++)
		EXPECT(is_blank(row, LOGO_COLUMNS, BANNER_COLUMNS));
}

TEST(is_printed_in_copper)
{
	print(&wordy);
	EXPECT_EQ(textgrid_line(&paper.grid, 0)[0].front, COLOUR_COPPER);
}

TEST(says_only_what_is_known)
{
	print(&(struct banner){ .memory = 64 * MIB });
	EXPECT(!is_blank(LOGO_ROWS - 1, LOGO_NAME_COLUMN, BANNER_COLUMNS));
	EXPECT(is_blank(LOGO_ROWS - 2, LOGO_NAME_COLUMN, BANNER_COLUMNS));
}

/* Names come from firmware, and a banner is no place for its tricks. */
TEST(takes_no_orders)
{
	print(&(struct banner){ .machine = "\x1b[2J\x1b[Hnothing\nleft" });
	EXPECT_EQ(textgrid_line(&paper.grid, 0)[0].code, 0x256d);
	EXPECT_EQ(paper.grid.row, LOGO_ROWS);
}

/* Each byte costs its share of the boot's budget on a serial line. */
TEST(is_cheap)
{
	print(&wordy);
	EXPECT(paper.bytes < 2000);
}
