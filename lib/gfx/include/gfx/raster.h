/* SPDX-License-Identifier: MIT */
/*
 * Shapes with smooth edges, in whole numbers.
 *
 * Outlines are collected as straight edges, then filled: for every pixel the area
 * that a shape covers is computed exactly (raster.c says how) and weighs the paint's
 * colour. Shapes that are filled together become one: where they overlap, the one
 * that covers more of a pixel decides, so that no seam shows.
 *
 * Coordinates are in 1/256 of a pixel, y downward; angles in 1/1024 of a turn,
 * clockwise from the right. Shapes may lie partly or wholly outside the surface.
 */
#pragma once

#include <base/types.h>
#include <gfx/paint.h>
#include <gfx/surface.h>

enum { RASTER_ONE = 256, RASTER_TURN = 1024 };

struct raster_edge {
	s32 x0, y0, x1, y1;
};

struct raster {
	struct raster_edge *edges;
	u32 count, capacity;
	bool overflow;	   /* an edge found no room: the fill is refused */
	u32 width;	   /* of the widest surface */
	s32 *cover, *area; /* sums of one shape in one line */
	s32 *weight;	   /* and what all shapes together cover, of RASTER_ONE */
};

/* Memory for that many edges and surfaces up to `width` pixels, aligned to 4 bytes. */
size_t raster_bytes(u32 edges, u32 width);
void raster_init(struct raster *raster, void *memory, u32 edges, u32 width);

/* An outline of one's own: its edges in either order, closed, then the end of the shape. */
void raster_edge(struct raster *raster, s32 x0, s32 y0, s32 x1, s32 y1);
void raster_end_shape(struct raster *raster);

void raster_round_rect(struct raster *raster, s32 x, s32 y, s32 width, s32 height, s32 radius);

/* Lines with round ends, `weight` wide. An arc runs from angle a0 to a1 >= a0. */
void raster_line(struct raster *raster, s32 x0, s32 y0, s32 x1, s32 y1, s32 weight);
void raster_arc(struct raster *raster, s32 x, s32 y, s32 radius, s32 a0, s32 a1, s32 weight);

/* Fills what was collected, and forgets it. */
void raster_fill(struct raster *raster, const struct surface *surface, const struct paint *paint);
