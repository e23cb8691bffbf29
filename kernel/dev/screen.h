/* SPDX-License-Identifier: MIT */
/*
 * What framebuffer and character display have in common: a terminal on a grid, a
 * view that keeps the display in step with it, and the console that feeds it.
 *
 * Nothing here locks. Consoles are written to by one CPU at a time (debug/console.h),
 * and a panic, which may interrupt a write at any point, starts over with an empty
 * grid in the same memory: nothing that was half done is used again.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>
#include <debug/console.h>
#include <gfx/term.h>
#include <gfx/textgrid.h>
#include <gfx/textview.h>

struct screen;

struct screen_ops {
	void (*draw)(struct textview *view, u32 row, u32 column, const struct cell *cell);

	/* NULL if draw() shows the cursor; else it is shown at (row, column) or not at all. */
	void (*place_cursor)(struct screen *screen, bool visible, u32 row, u32 column);

	/* Prepares the display for a panic's colours; may make the grid smaller. */
	void (*panic)(struct screen *screen, u32 *columns, u32 *rows);

	/*
	 * Draws the logo in place of the characters that stand for it, from `row` on.
	 * NULL if the display has no pixels.
	 */
	void (*show_logo)(struct screen *screen, s32 row);
};

struct screen {
	struct console console;
	const struct screen_ops *ops;
	void *memory; /* of grid and view */
	struct textgrid grid;
	struct term term;
	struct textview view;
	u32 holds; /* while not 0, nothing is drawn */
};

/* An empty screen in `memory`, which is aligned to 4 and of screen_bytes(). */
size_t screen_bytes(u32 columns, u32 rows);
void screen_prepare(
	struct screen *screen, void *memory, u32 columns, u32 rows, const struct screen_ops *ops);

/* The same in memory of its own; shows the log so far and is a console then. -ENOMEM. */
MUST_CHECK status_t screen_start(struct screen *screen, const char *name, u32 columns, u32 rows,
	const struct screen_ops *ops);

/*
 * Between these two the display stays as it is: what is written in many small pieces is
 * drawn once. They nest.
 */
void screen_hold(struct screen *screen);
void screen_release(struct screen *screen);

/* The logo in place of the `rows` lines above the cursor, if the display has pixels. */
void screen_logo(struct screen *screen, u32 rows);

/* The two kinds; NULL if the machine has no such thing, or it makes no sense. */
struct boot_framebuffer;
struct screen *fbscreen_start(const struct boot_framebuffer *framebuffer);
struct screen *textscreen_start(void);

/* The screen in use, or NULL. */
struct screen *dev_screen(void);
