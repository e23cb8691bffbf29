/* SPDX-License-Identifier: MIT */
/*
 * The framebuffer console.
 *
 * Its only copy of what is on the screen are the cells of the view: pixels are made
 * when a cell changes and go straight to the framebuffer, which is mapped for
 * write-combining and never read. The grid is centred, with a margin of at least the
 * width of a cell.
 */
#include <arch/boot.h>
#include <arch/mmu.h>
#include <base/compiler.h>
#include <debug/log.h>
#include <gfx/cellpaint.h>
#include <gfx/logo.h>
#include <mm/mm.h>

#include "screen.h"

/* Beyond these, the description is not believed. */
enum { SIDE_MAX = 16384, PITCH_MAX = SIDE_MAX * 8 };
enum { COLUMNS_MIN = 20, ROWS_MIN = 5 };

struct fbscreen {
	struct screen screen;
	struct canvas canvas;
	struct cellpaint paint;
	struct surface logo; /* once it is drawn */
};

static struct fbscreen fbscreen;

static struct fbscreen *of_screen(struct screen *screen)
{
	return container_of(screen, struct fbscreen, screen);
}

static void fb_draw(struct textview *view, u32 row, u32 column, const struct cell *cell)
{
	struct screen *screen = container_of(view, struct screen, view);

	cellpaint_draw(&of_screen(screen)->paint, row, column, cell);
}

/* --- Panic ---------------------------------------------------------------------- */

static void frame(const struct canvas *canvas, u32 inset, u32 width, colour_t colour)
{
	u32 right = canvas->width - inset, bottom = canvas->height - inset;

	canvas_fill(canvas, inset, inset, right - inset, width, colour);
	canvas_fill(canvas, inset, bottom - width, right - inset, width, colour);
	canvas_fill(canvas, inset, inset, width, bottom - inset, colour);
	canvas_fill(canvas, right - width, inset, width, bottom - inset, colour);
}

/* A red frame with a thin one of copper in it; the text moves in by a cell or two. */
static void fb_panic(struct screen *screen, u32 *columns, u32 *rows)
{
	struct fbscreen *fb = of_screen(screen);
	const struct canvas *canvas = &fb->canvas;
	u32 unit = fb->paint.scale;

	canvas_fill(
		canvas, 0, 0, canvas->width, canvas->height, palette_panic.ansi[PALETTE_GROUND]);
	frame(canvas, 0, 6 * unit, 0xc8321f);
	frame(canvas, 8 * unit, unit, COLOUR_COPPER);
	*columns -= 4;
	*rows -= 2;
	fb->paint.x += 2 * cellpaint_width(&fb->paint);
	fb->paint.y += cellpaint_height(&fb->paint);
	fb->paint.cursor = palette_panic.cursor;
	fb->paint.ready = false;
}

/* --- Logo ------------------------------------------------------------------------ */

static bool draw_logo(struct fbscreen *fb)
{
	struct surface logo = {
		.width = LOGO_COLUMNS * cellpaint_width(&fb->paint),
		.height = LOGO_ROWS * cellpaint_height(&fb->paint),
		.stride = LOGO_COLUMNS * cellpaint_width(&fb->paint),
	};
	u64 bytes = (u64)logo.width * logo.height * sizeof(colour_t);
	paddr_t memory;

	if (mm_boot_alloc(bytes + logo_scratch_bytes(fb->paint.scale), &memory) != 0)
		return false;
	logo.pixels = phys_to_virt(memory);
	logo_draw(&logo, fb->paint.scale, palette_normal.ansi[PALETTE_GROUND],
		phys_to_virt(memory + bytes));
	fb->logo = logo;
	fb->paint.picture = &fb->logo;
	return true;
}

static void fb_show_logo(struct screen *screen, s32 row)
{
	struct fbscreen *fb = of_screen(screen);
	struct textgrid_patch plate = {
		.row = row,
		.stride = LOGO_COLUMNS,
		.columns = LOGO_PLATE_COLUMNS,
		.rows = LOGO_ROWS,
	};
	struct textgrid_patch name = {
		.row = row,
		.column = LOGO_NAME_COLUMN,
		.first = LOGO_NAME_COLUMN,
		.stride = LOGO_COLUMNS,
		.columns = LOGO_NAME_COLUMNS,
		.rows = LOGO_NAME_ROWS,
	};

	if (fb->logo.pixels == NULL && !draw_logo(fb))
		return;
	textgrid_picture(&screen->grid, &plate);
	textgrid_picture(&screen->grid, &name);
}

/* --- Start ------------------------------------------------------------------------ */

static const struct screen_ops ops = {
	.draw = fb_draw,
	.panic = fb_panic,
	.show_logo = fb_show_logo,
};

static struct pixel_channel channel(struct boot_channel boot)
{
	return (struct pixel_channel){ .size = boot.size, .shift = boot.shift };
}

/* Takes over what the road says of the framebuffer; false if it cannot be true. */
static bool read_description(struct canvas *canvas, const struct boot_framebuffer *boot)
{
	*canvas = (struct canvas){
		.width = boot->width,
		.height = boot->height,
		.pitch = boot->pitch,
		.format = { .bytes = ((u32)boot->bits_per_pixel + 7) / 8,
			.red = channel(boot->red),
			.green = channel(boot->green),
			.blue = channel(boot->blue) },
	};
	return pixel_format_valid(&canvas->format) && canvas->width <= SIDE_MAX &&
	       canvas->height <= SIDE_MAX && canvas->pitch <= PITCH_MAX &&
	       canvas->pitch >= canvas->width * canvas->format.bytes;
}

/* Whole cells, with a margin of one cell's width on each side and what is left besides. */
static bool lay_out(struct fbscreen *fb, u32 *columns, u32 *rows)
{
	u32 width = cellpaint_width(&fb->paint), height = cellpaint_height(&fb->paint);

	*columns = fb->canvas.width / width;
	*rows = fb->canvas.height / height;
	if (*columns < COLUMNS_MIN || *rows < ROWS_MIN)
		return false;
	*columns -= 2;
	*rows -= 1;
	/* A multiple of four pixels keeps the words of every format aligned. */
	fb->paint.x = ALIGN_DOWN((fb->canvas.width - *columns * width) / 2, 4);
	fb->paint.y = (fb->canvas.height - *rows * height) / 2;
	return true;
}

struct screen *fbscreen_start(const struct boot_framebuffer *boot)
{
	struct fbscreen *fb = &fbscreen;
	u32 columns, rows;

	if (boot->base == 0)
		return NULL;
	fb->paint = (struct cellpaint){ .canvas = &fb->canvas,
		.font = &console_font,
		.scale = cellpaint_scale_for(boot->height),
		.cursor = palette_normal.cursor };
	if (!read_description(&fb->canvas, boot) || !lay_out(fb, &columns, &rows)) {
		log_warn(LOG_CONS, "framebuffer %ux%u, %u bits, pitch %u: not usable", boot->width,
			boot->height, boot->bits_per_pixel, boot->pitch);
		return NULL;
	}
	fb->canvas.memory = device_map(
		boot->base, (u64)boot->pitch * boot->height, MMU_WRITE | MMU_WRITE_COMBINE);
	if (fb->canvas.memory == NULL)
		return NULL;
	log_info(LOG_CONS, "framebuffer %ux%u, %u bits, at %#lx: %u columns, %u rows", boot->width,
		boot->height, boot->bits_per_pixel, boot->base, columns, rows);
	canvas_fill(
		&fb->canvas, 0, 0, boot->width, boot->height, palette_normal.ansi[PALETTE_GROUND]);
	if (screen_start(&fb->screen, "framebuffer", columns, rows, &ops) != 0)
		return NULL;
	return &fb->screen;
}
