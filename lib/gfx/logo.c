/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <gfx/lettering.h>
#include <gfx/logo.h>
#include <gfx/raster.h>

enum { EDGES = 1536, CELL_WIDTH = 8, CELL_HEIGHT = 16 };

struct drawing {
	const struct surface *surface;
	struct raster raster;
	s32 unit; /* one pixel at scale 1, in 1/256 of a real pixel */
};

size_t logo_scratch_bytes(u32 scale)
{
	return raster_bytes(EDGES, LOGO_COLUMNS * CELL_WIDTH * scale);
}

static void fill(struct drawing *drawing, const struct paint *paint)
{
	raster_fill(&drawing->raster, drawing->surface, paint);
}

/* The direction a ramp runs in, in pixels at scale 1. */
static void aim(const struct drawing *drawing, struct paint *paint, s32 x0, s32 y0, s32 x1, s32 y1)
{
	paint->x0 = x0 * drawing->unit / RASTER_ONE;
	paint->y0 = y0 * drawing->unit / RASTER_ONE;
	paint->x1 = x1 * drawing->unit / RASTER_ONE;
	paint->y1 = y1 * drawing->unit / RASTER_ONE;
}

/* --- The plate ------------------------------------------------------------------- */

enum { PLATE_X = 4, PLATE_Y = 4, PLATE_SIZE = 152, PLATE_RADIUS = 18 };

static void add_plate(struct drawing *drawing, s32 inset)
{
	s32 unit = drawing->unit;

	raster_round_rect(&drawing->raster, PLATE_X * unit + inset, PLATE_Y * unit + inset,
		PLATE_SIZE * unit - 2 * inset, PLATE_SIZE * unit - 2 * inset,
		PLATE_RADIUS * unit - inset);
}

/* A bright rim above, a dark one below, and between them the metal: a bevel. */
static void draw_metal(struct drawing *drawing)
{
	static const struct paint_stop rim[] = {
		{ 0, 0xffdfb8 },
		{ 90, 0xd99a60 },
		{ 150, 0x9a5a2a },
		{ 255, 0x4a220c },
	};
	static const struct paint_stop metal[] = {
		{ 0, 0x9c5926 },
		{ 50, 0xc98446 },
		{ 96, 0xf3c79a },
		{ 128, 0xdc9c5f },
		{ 190, 0xb87333 },
		{ 255, 0x7d441c },
	};
	struct paint paint;

	paint_ramp(&paint, rim, ARRAY_SIZE(rim));
	aim(drawing, &paint, PLATE_X, PLATE_Y, PLATE_X + PLATE_SIZE, PLATE_Y + PLATE_SIZE);
	add_plate(drawing, 0);
	fill(drawing, &paint);

	paint_ramp(&paint, metal, ARRAY_SIZE(metal));
	aim(drawing, &paint, PLATE_X, PLATE_Y + 20, PLATE_X + PLATE_SIZE,
		PLATE_Y + PLATE_SIZE - 20);
	paint.grain = 18;
	add_plate(drawing, 2 * drawing->unit);
	fill(drawing, &paint);
}

/* Letters cut into the metal: light catches the lower edge of each stroke. */
static void engrave(struct drawing *drawing, const struct lettering *how, const char *text)
{
	struct lettering light = *how;
	struct paint paint;

	light.x += drawing->unit;
	light.y += drawing->unit;
	paint_solid(&paint, 0xffe9cf, 150);
	lettering_add(&drawing->raster, &light, text);
	fill(drawing, &paint);

	paint_solid(&paint, 0x2b1206, 256);
	lettering_add(&drawing->raster, how, text);
	fill(drawing, &paint);
}

/* In pixels at scale 1; weight and spacing in quarters of one. */
static struct lettering lettering(
	const struct drawing *drawing, s32 x, s32 y, s32 height, s32 weight, s32 spacing)
{
	return (struct lettering){
		.x = x * drawing->unit,
		.y = y * drawing->unit,
		.height = height * drawing->unit,
		.weight = weight * drawing->unit / 4,
		.spacing = spacing * drawing->unit / 4,
	};
}

static void draw_plate(struct drawing *drawing)
{
	struct lettering number = lettering(drawing, 20, 20, 15, 9, 16);
	struct lettering mass = number;
	struct lettering symbol = lettering(drawing, 20, 52, 60, 40, 36);
	struct lettering name = lettering(drawing, 21, 128, 12, 7, 17);

	draw_metal(drawing);
	engrave(drawing, &number, "29");
	mass.x = (PLATE_X + PLATE_SIZE - 16) * drawing->unit - lettering_width(&mass, "63.546");
	engrave(drawing, &mass, "63.546");
	engrave(drawing, &symbol, "Cu");
	engrave(drawing, &name, "COPPER");
}

/* --- The name --------------------------------------------------------------------- */

static void draw_name(struct drawing *drawing)
{
	static const struct paint_stop copper[] = {
		{ 0, 0xffe3c4 },
		{ 90, 0xe0a066 },
		{ 150, 0xb87333 },
		{ 255, 0x8a4d20 },
	};
	static const struct paint_stop patina[] = {
		{ 0, 0xb87333 },
		{ 120, 0x4fa79b },
		{ 255, 0x12100e },
	};
	const s32 left = LOGO_NAME_COLUMN * CELL_WIDTH + 2, top = 8;
	struct lettering how = lettering(drawing, left, top, 38, 28, 38);
	struct paint paint;

	paint_ramp(&paint, copper, ARRAY_SIZE(copper));
	aim(drawing, &paint, left, top, left, top + 38);
	lettering_add(&drawing->raster, &how, "CUPRUX");
	fill(drawing, &paint);

	paint_ramp(&paint, patina, ARRAY_SIZE(patina));
	aim(drawing, &paint, left, 0, left + LOGO_NAME_COLUMNS * CELL_WIDTH, 0);
	raster_line(&drawing->raster, (left + 1) * drawing->unit, 57 * drawing->unit,
		(left + LOGO_NAME_COLUMNS * CELL_WIDTH) * drawing->unit, 57 * drawing->unit,
		drawing->unit * 3 / 2);
	fill(drawing, &paint);
}

void logo_draw(const struct surface *surface, u32 scale, colour_t ground, void *scratch)
{
	struct drawing drawing = { .surface = surface, .unit = (s32)scale * RASTER_ONE };

	raster_init(&drawing.raster, scratch, EDGES, surface->width);
	surface_clear(surface, ground);
	draw_plate(&drawing);
	draw_name(&drawing);
}
