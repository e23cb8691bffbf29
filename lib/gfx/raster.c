/* SPDX-License-Identifier: MIT */
/*
 * Filling outlines by exact area.
 *
 * Take one line of pixels and let an edge cross it. To the right of the edge the
 * shape begins (or ends, for an edge that runs upward): every pixel there gains the
 * edge's height within the line. The pixel that the edge passes through gains only
 * the part of its area that lies right of the edge. So two sums per pixel are enough:
 *
 *	cover[x]  height of the edges that pass through pixel x, signed
 *	area[x]   twice the area between these edges and the pixel's left side
 *
 * and the coverage of pixel x is (sum of cover up to and with x) * 2 - area, in units
 * of 1/512 of a height of 256. No sorting, no sampling, and a shape's edges may come
 * in any order.
 *
 * An edge that crosses several pixels of a line is cut at their borders. The cut
 * points are computed from the edge's own ends each time, so no error builds up.
 *
 * Sums would count twice what two shapes cover, and half-covered pixels along a
 * common border would come out full. So each shape has sums of its own, and of what
 * the shapes of a fill cover in a pixel, the largest counts.
 */
#include <base/compiler.h>
#include <gfx/raster.h>

size_t raster_bytes(u32 edges, u32 width)
{
	return edges * sizeof(struct raster_edge) + 3 * (size_t)width * sizeof(s32);
}

void raster_init(struct raster *raster, void *memory, u32 edges, u32 width)
{
	s32 *sums = (s32 *)((struct raster_edge *)memory + edges);

	*raster = (struct raster){
		.edges = memory,
		.capacity = edges,
		.width = width,
		.cover = sums,
		.area = sums + width,
		.weight = sums + 2 * (size_t)width,
	};
}

static void add_record(struct raster *raster, struct raster_edge edge)
{
	if (raster->count == raster->capacity)
		raster->overflow = true;
	else
		raster->edges[raster->count++] = edge;
}

/* Level edges have no height and so no effect; a level one in the list ends a shape. */
void raster_edge(struct raster *raster, s32 x0, s32 y0, s32 x1, s32 y1)
{
	if (y0 != y1)
		add_record(raster, (struct raster_edge){ x0, y0, x1, y1 });
}

void raster_end_shape(struct raster *raster)
{
	add_record(raster, (struct raster_edge){});
}

static bool ends_shape(const struct raster_edge *edge)
{
	return edge->y0 == edge->y1;
}

/* Where the edge is at height y. */
static s32 edge_x(const struct raster_edge *edge, s32 y)
{
	return edge->x0 +
	       (s32)((s64)(edge->x1 - edge->x0) * (y - edge->y0) / (edge->y1 - edge->y0));
}

/*
 * A piece of edge that stays within one pixel: from x0 to x1, `height` high. Left of
 * the surface it counts in full for all pixels; right of it, for none.
 */
static void add_piece(struct raster *raster, s32 x0, s32 x1, s32 height)
{
	s32 pixel = min(x0, x1) >> 8;

	if (pixel >= (s32)raster->width)
		return;
	if (pixel < 0) {
		raster->cover[0] += height;
		return;
	}
	raster->cover[pixel] += height;
	raster->area[pixel] += height * (x0 + x1 - 2 * pixel * RASTER_ONE);
}

/* The part of an edge within one line, cut at the borders of pixels. */
static void add_span(struct raster *raster, s32 x0, s32 y0, s32 x1, s32 y1)
{
	s32 step = x1 > x0 ? 1 : -1;
	s32 from = x0, from_y = y0;
	s32 last = (s32)raster->width * RASTER_ONE;

	/* Far outside there is nothing to tell apart. */
	if ((x0 >= last && x1 >= last) || (x0 < 0 && x1 < 0) || x0 >> 8 == x1 >> 8) {
		add_piece(raster, x0 < 0 ? -1 : x0, x0 < 0 ? -1 : x1, y1 - y0);
		return;
	}
	for (;;) {
		s32 border =
			step > 0 ? ((from >> 8) + 1) * RASTER_ONE : ((from - 1) >> 8) * RASTER_ONE;
		s32 to_y;

		if (step > 0 ? border >= x1 : border <= x1)
			break;
		to_y = y0 + (s32)((s64)(y1 - y0) * (border - x0) / (x1 - x0));
		add_piece(raster, from, border, to_y - from_y);
		from = border;
		from_y = to_y;
	}
	add_piece(raster, from, x1, y1 - from_y);
}

/* What the edge adds to the line that begins at height `top`, if it reaches it. */
static bool add_edge(struct raster *raster, const struct raster_edge *edge, s32 top)
{
	s32 bottom = top + RASTER_ONE;
	s32 from = clamp(edge->y0, top, bottom), to = clamp(edge->y1, top, bottom);

	if (from == to)
		return false;
	add_span(raster, edge_x(edge, from), from, edge_x(edge, to), to);
	return true;
}

/* --- Filling ---------------------------------------------------------------------- */

/* Takes the sums of a shape that has ended into the line's weights, and clears them. */
static void take_shape(struct raster *raster)
{
	s32 cover = 0;

	for (u32 x = 0; x < raster->width; x++) {
		s32 doubled, weight;

		cover += raster->cover[x];
		doubled = cover * 2 * RASTER_ONE - raster->area[x];
		weight = min((doubled < 0 ? -doubled : doubled) >> 9, RASTER_ONE);
		raster->weight[x] = max(raster->weight[x], weight);
		raster->cover[x] = 0;
		raster->area[x] = 0;
	}
}

static void weigh_line(struct raster *raster, s32 top)
{
	bool touched = false;

	for (u32 x = 0; x < raster->width; x++)
		raster->cover[x] = raster->area[x] = raster->weight[x] = 0;
	for (u32 i = 0; i < raster->count; i++) {
		const struct raster_edge *edge = &raster->edges[i];

		if (!ends_shape(edge)) {
			touched |= add_edge(raster, edge, top);
		} else if (touched) {
			take_shape(raster);
			touched = false;
		}
	}
}

static void paint_line(const struct raster *raster, const struct surface *surface, u32 y,
	const struct paint *paint)
{
	for (u32 x = 0; x < min(raster->width, surface->width); x++) {
		u32 weight = (u32)raster->weight[x] * paint->opacity >> 8;
		colour_t *pixel = surface_at(surface, x, y);

		if (weight > 0)
			*pixel = colour_mix(*pixel, paint_colour(paint, (s32)x, (s32)y), weight);
	}
}

/* The lines that the outlines reach, as a range within the surface. */
static void vertical_extent(const struct raster *raster, u32 height, u32 *from, u32 *to)
{
	s32 top = (s32)height * RASTER_ONE, bottom = 0;

	for (u32 i = 0; i < raster->count; i++) {
		const struct raster_edge *edge = &raster->edges[i];

		if (ends_shape(edge))
			continue;
		top = min(top, edge->y0);
		top = min(top, edge->y1);
		bottom = max(bottom, edge->y0);
		bottom = max(bottom, edge->y1);
	}
	*from = (u32)max(top, 0) >> 8;
	*to = min((u32)(bottom + RASTER_ONE - 1) >> 8, height);
}

void raster_fill(struct raster *raster, const struct surface *surface, const struct paint *paint)
{
	u32 from, to;

	vertical_extent(raster, surface->height, &from, &to);
	for (u32 y = from; y < to && !raster->overflow; y++) {
		weigh_line(raster, (s32)y * RASTER_ONE);
		paint_line(raster, surface, y, paint);
	}
	raster->count = 0;
	raster->overflow = false;
}
