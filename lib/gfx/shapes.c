/* SPDX-License-Identifier: MIT */
/*
 * Outlines of simple shapes.
 *
 * Curves become straight pieces, more of them the larger the radius: n pieces a turn
 * miss a circle of radius r by r (pi / n)^2 / 2, so n = 9 sqrt(r) keeps that within
 * a sixteenth of a pixel.
 */
#include <base/compiler.h>
#include <gfx/raster.h>

enum { QUARTER = RASTER_TURN / 4, HALF = RASTER_TURN / 2 };

struct point {
	s32 x, y;
};

/*
 * Sine in 1/65536. For a quarter turn z = 0..1 the polynomial of fifth degree
 * z (pi - z^2 (2 pi - 5 - z^2 (pi - 3))) / 2 is exact at both ends, slopes included,
 * and off by 1/2500 at most between.
 */
static s32 sine(s32 angle)
{
	u32 turn = (u32)angle & (RASTER_TURN - 1);
	bool falling = turn & QUARTER, negative = turn & HALF;
	s64 z = (s64)(falling ? QUARTER - turn % QUARTER : turn % QUARTER) << 8; /* 1 = 65536 */
	s64 z2 = z * z >> 16;
	s64 sum = 205887 - (z2 * (84095 - (z2 * 9279 >> 16)) >> 16);
	s32 value = (s32)(z * sum >> 17);

	return negative ? -value : value;
}

static struct point rotate(struct point v, s32 angle)
{
	s64 s = sine(angle), c = sine(angle + QUARTER);

	return (struct point){
		.x = (s32)((v.x * c - v.y * s + 32768) >> 16),
		.y = (s32)((v.x * s + v.y * c + 32768) >> 16),
	};
}

static s64 square_root(s64 n)
{
	s64 root = 0;

	for (s64 bit = INT64_C(1) << 30; bit > 0; bit >>= 1)
		if ((root + bit) * (root + bit) <= n)
			root += bit;
	return root;
}

/* --- A pen that closes its outline ---------------------------------------------- */

struct pen {
	struct raster *raster;
	struct point start, at;
	bool down;
};

static void pen_to(struct pen *pen, struct point to)
{
	if (pen->down)
		raster_edge(pen->raster, pen->at.x, pen->at.y, to.x, to.y);
	else
		pen->start = to;
	pen->at = to;
	pen->down = true;
}

static void pen_close(struct pen *pen)
{
	raster_edge(pen->raster, pen->at.x, pen->at.y, pen->start.x, pen->start.y);
	raster_end_shape(pen->raster);
}

static s64 square(s64 n)
{
	return n * n;
}

static s32 length(s32 x, s32 y)
{
	return (s32)square_root(square(x) + square(y));
}

/* Pieces for `angle` on a circle of that radius; sqrt(r in pixels) is sqrt(r) / 16. */
static s32 pieces(s32 angle, s32 radius)
{
	s32 whole_turn = max((s32)square_root(radius) * 9 / 16, 8);

	return (angle < 0 ? -angle : angle) * whole_turn / RASTER_TURN + 1;
}

/* Turns `spoke` around `centre` by `angle`, which may be negative. */
static void pen_turn(struct pen *pen, struct point centre, struct point spoke, s32 angle)
{
	s32 count = pieces(angle, length(spoke.x, spoke.y));

	for (s32 i = 0; i <= count; i++) {
		struct point v = rotate(spoke, angle * i / count);

		pen_to(pen, (struct point){ centre.x + v.x, centre.y + v.y });
	}
}

/* --- Shapes ------------------------------------------------------------------------ */

void raster_round_rect(struct raster *raster, s32 x, s32 y, s32 width, s32 height, s32 radius)
{
	struct pen pen = { .raster = raster };
	s32 right = x + width - radius, bottom = y + height - radius;

	pen_turn(&pen, (struct point){ x + radius, y + radius }, (struct point){ -radius, 0 },
		QUARTER);
	pen_turn(&pen, (struct point){ right, y + radius }, (struct point){ 0, -radius }, QUARTER);
	pen_turn(&pen, (struct point){ right, bottom }, (struct point){ radius, 0 }, QUARTER);
	pen_turn(&pen, (struct point){ x + radius, bottom }, (struct point){ 0, radius }, QUARTER);
	pen_close(&pen);
}

void raster_line(struct raster *raster, s32 x0, s32 y0, s32 x1, s32 y1, s32 weight)
{
	struct pen pen = { .raster = raster };
	s32 dx = x1 - x0, dy = y1 - y0, way = length(dx, dy);
	struct point side = { 0, -weight / 2 }; /* a line of no length is a dot */

	if (way > 0)
		side = (struct point){ (s32)((s64)dy * weight / 2 / way),
			(s32)(-(s64)dx * weight / 2 / way) };

	pen_turn(&pen, (struct point){ x1, y1 }, side, HALF);
	pen_turn(&pen, (struct point){ x0, y0 }, (struct point){ -side.x, -side.y }, HALF);
	pen_close(&pen);
}

void raster_arc(struct raster *raster, s32 x, s32 y, s32 radius, s32 a0, s32 a1, s32 weight)
{
	struct pen pen = { .raster = raster };
	struct point centre = { x, y };
	struct point first = rotate((struct point){ radius, 0 }, a0);
	struct point last = rotate((struct point){ radius, 0 }, a1);

	pen_turn(&pen, centre, rotate((struct point){ radius + weight / 2, 0 }, a0), a1 - a0);
	pen_turn(&pen, (struct point){ x + last.x, y + last.y },
		rotate((struct point){ weight / 2, 0 }, a1), HALF);
	pen_turn(&pen, centre, rotate((struct point){ radius - weight / 2, 0 }, a1), a0 - a1);
	pen_turn(&pen, (struct point){ x + first.x, y + first.y },
		rotate((struct point){ -weight / 2, 0 }, a0), HALF);
	pen_close(&pen);
}
