/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/string.h>
#include <test/test.h>

#include "screen.h"

enum { COLUMNS = 12, ROWS = 4 };

/* A display of characters that counts what is drawn. */
struct display {
	struct screen screen;
	struct cell memory[2 * ROWS * (COLUMNS + 1)];
	char text[ROWS][COLUMNS + 1];
	u32 drawn;
};

static struct display display;

static void draw(struct textview *view, u32 row, u32 column, const struct cell *cell)
{
	struct screen *screen = container_of(view, struct screen, view);
	struct display *d = container_of(screen, struct display, screen);

	d->text[row][column] = (char)cell->code;
	d->drawn++;
}

static void panic_smaller(struct screen *screen, u32 *columns, u32 *rows)
{
	struct display *d = container_of(screen, struct display, screen);

	memset(d->text, 0, sizeof(d->text));
	*columns -= 2;
	*rows -= 1;
}

static const struct screen_ops ops = { .draw = draw, .panic = panic_smaller };

static void start(void)
{
	memset(&display, 0, sizeof(display));
	screen_prepare(&display.screen, display.memory, COLUMNS, ROWS, &ops);
}

static void say(const char *text)
{
	display.screen.console.write(&display.screen.console, text, strlen(text));
}

TEST(memory_is_enough)
{
	EXPECT(screen_bytes(COLUMNS, ROWS) <= sizeof(display.memory));
}

TEST(what_is_written_is_shown)
{
	start();
	say("hello");
	EXPECT_STR(display.text[0], "hello       ");
	say("\nworld");
	EXPECT_STR(display.text[1], "world       ");
}

TEST(a_held_screen_shows_later)
{
	start();
	screen_hold(&display.screen);
	screen_hold(&display.screen);
	say("one");
	screen_release(&display.screen);
	say("\ntwo");
	EXPECT_EQ(display.drawn, 0);
	screen_release(&display.screen);
	EXPECT_EQ(display.drawn, ROWS * COLUMNS);
	EXPECT_STR(display.text[1], "two         ");
}

/* Whatever it was in the middle of, a panic begins on an empty grid and keeps its head. */
TEST(panic_starts_over)
{
	start();
	say("half a sequence \x1b[38;2;1");
	screen_hold(&display.screen);
	display.screen.console.panic(&display.screen.console);
	say("first\nsecond\nthird\nfourth\nfifth");
	EXPECT_STR(display.text[0], "first     ");
	EXPECT_STR(display.text[2], "third     ");
	EXPECT_STR(display.text[3], "");
	EXPECT_EQ(textgrid_line(&display.screen.grid, 0)->back, palette_panic.ansi[PALETTE_GROUND]);
}
