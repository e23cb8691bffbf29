/* SPDX-License-Identifier: MIT */
#include <arch/mmu.h>
#include <base/compiler.h>
#include <debug/log.h>
#include <mm/mm.h>

#include "screen.h"

static void show(struct screen *screen)
{
	bool visible = screen->term.cursor_visible;

	if (screen->holds > 0)
		return;
	textview_show(&screen->view, visible && screen->ops->place_cursor == NULL);
	if (screen->ops->place_cursor != NULL)
		screen->ops->place_cursor(screen, visible, screen->grid.row, screen->grid.column);
}

void screen_hold(struct screen *screen)
{
	screen->holds++;
}

void screen_release(struct screen *screen)
{
	screen->holds--;
	show(screen);
}

void screen_logo(struct screen *screen, u32 rows)
{
	if (screen->ops->show_logo != NULL)
		screen->ops->show_logo(screen, (s32)screen->grid.row - (s32)rows);
}

static void set_up(struct screen *screen, u32 columns, u32 rows, const struct palette *palette)
{
	struct cell blank = term_blank(palette);
	u8 *memory = screen->memory;

	textgrid_init(&screen->grid, memory, columns, rows, &blank);
	textview_init(&screen->view, &screen->grid, memory + textgrid_bytes(columns, rows),
		screen->ops->draw);
	term_init(&screen->term, &screen->grid, palette, &console_font);
}

static void screen_write(struct console *console, const char *text, size_t length)
{
	struct screen *screen = container_of(console, struct screen, console);

	term_write(&screen->term, text, length);
	show(screen);
}

/* The beginning of a report says more than its end: when the screen is full, it stays. */
static void screen_panic(struct console *console)
{
	struct screen *screen = container_of(console, struct screen, console);
	u32 columns = screen->grid.columns, rows = screen->grid.rows;

	screen->holds = 0;
	screen->ops->panic(screen, &columns, &rows);
	set_up(screen, columns, rows, &palette_panic);
	screen->grid.keep_head = true;
	screen->term.cursor_visible = false;
	show(screen);
}

size_t screen_bytes(u32 columns, u32 rows)
{
	return textgrid_bytes(columns, rows) + textview_bytes(columns, rows);
}

void screen_prepare(
	struct screen *screen, void *memory, u32 columns, u32 rows, const struct screen_ops *ops)
{
	*screen = (struct screen){
		.console = { .write = screen_write, .panic = screen_panic },
		.ops = ops,
		.memory = memory,
	};
	set_up(screen, columns, rows, &palette_normal);
}

status_t screen_start(struct screen *screen, const char *name, u32 columns, u32 rows,
	const struct screen_ops *ops)
{
	paddr_t memory;
	status_t status = mm_boot_alloc(screen_bytes(columns, rows), &memory);

	if (status != 0) {
		log_warn(LOG_CONS, "%s: no memory for its text", name);
		return status;
	}
	screen_prepare(screen, phys_to_virt(memory), columns, rows, ops);
	screen->console.name = name;
	screen_hold(screen);
	console_register(&screen->console);
	screen_release(screen);
	return 0;
}
