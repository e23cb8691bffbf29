/* SPDX-License-Identifier: MIT */
/*
 * A drawn alphabet, for signs: letters are skeletons of lines and arcs, their weight
 * is the width of the stroke. It holds what our signs say and no more.
 */
#pragma once

#include <base/types.h>
#include <gfx/raster.h>

struct lettering {
	s32 x, y;    /* upper left corner of the first capital, in 1/256 pixel */
	s32 height;  /* of a capital, stroke included */
	s32 weight;  /* of the stroke */
	s32 spacing; /* between letters, measured between strokes */
};

/* Width of `text`, strokes included; letters that the alphabet lacks have none. */
s32 lettering_width(const struct lettering *how, const char *text);

/* Adds the outlines of `text` to what the raster will fill. */
void lettering_add(struct raster *raster, const struct lettering *how, const char *text);
