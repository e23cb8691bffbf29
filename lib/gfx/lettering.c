/* SPDX-License-Identifier: MIT */
/*
 * Skeletons stand in a square of UNITS; capitals and figures use its full height.
 * The stroke runs along the skeleton's middle, so the skeleton is drawn smaller than
 * the letter by half a stroke on each side and all weights keep to the same lines.
 */
#include <base/compiler.h>
#include <gfx/lettering.h>

enum { UNITS = 100, STROKES_MAX = 5 };

enum stroke_kind : u8 { STROKE_NONE, STROKE_LINE, STROKE_ARC };

struct stroke {
	enum stroke_kind kind;
	s16 x, y; /* start of a line, centre of an arc */
	union {
		struct {
			s16 x1, y1;
		};
		struct {
			s16 from, to; /* in 1/1024 of a turn, clockwise from the right */
		};
	};
	s16 radius;
};

struct letter {
	char name;
	u8 width;
	struct stroke strokes[STROKES_MAX];
};

#define LINE(ax, ay, bx, by) { .kind = STROKE_LINE, .x = (ax), .y = (ay), .x1 = (bx), .y1 = (by) }
#define ARC(cx, cy, r, begin, finish) \
	{ .kind = STROKE_ARC, .x = (cx), .y = (cy), .radius = (r), .from = (begin), .to = (finish) }

static const struct letter alphabet[] = {
	{ '.', 0, { LINE(0, 100, 0, 100) } },
	{ '2', 58, { ARC(29, 29, 29, 540, 1130), LINE(52, 47, 0, 100), LINE(0, 100, 58, 100) } },
	{ '3', 54, { ARC(26, 24, 24, 540, 1280), ARC(26, 74, 26, 768, 1500) } },
	{ '4', 64, { LINE(48, 100, 48, 0), LINE(48, 0, 0, 68), LINE(0, 68, 64, 68) } },
	{ '5', 58, { LINE(52, 0, 12, 0), LINE(12, 0, 6, 44), ARC(27, 68, 32, 655, 1440) } },
	{ '6', 60, { ARC(30, 70, 30, 0, 1024), LINE(6, 52, 38, 0) } },
	{ '9', 60, { ARC(30, 30, 30, 0, 1024), LINE(54, 48, 22, 100) } },
	{ 'C', 86, { ARC(50, 50, 50, 128, 896) } },
	{ 'E', 56,
		{ LINE(56, 0, 0, 0), LINE(0, 0, 0, 100), LINE(0, 100, 56, 100),
			LINE(0, 50, 48, 50) } },
	{ 'O', 100, { ARC(50, 50, 50, 0, 1024) } },
	{ 'P', 66,
		{ LINE(0, 100, 0, 0), LINE(0, 0, 37, 0), ARC(37, 29, 29, 768, 1280),
			LINE(37, 58, 0, 58) } },
	{ 'R', 68,
		{ LINE(0, 100, 0, 0), LINE(0, 0, 37, 0), ARC(37, 29, 29, 768, 1280),
			LINE(37, 58, 0, 58), LINE(34, 58, 68, 100) } },
	{ 'U', 78, { LINE(0, 0, 0, 61), ARC(39, 61, 39, 0, 512), LINE(78, 61, 78, 0) } },
	{ 'X', 78, { LINE(0, 0, 78, 100), LINE(78, 0, 0, 100) } },
	{ 'u', 60, { LINE(0, 34, 0, 70), ARC(30, 70, 30, 0, 512), LINE(60, 34, 60, 100) } },
};

static const struct letter *letter_find(char name)
{
	for (size_t i = 0; i < ARRAY_SIZE(alphabet); i++)
		if (alphabet[i].name == name)
			return &alphabet[i];
	return nullptr;
}

/* Units to 1/256 pixel: the skeleton is one stroke less high than the letter. */
static s32 measure(const struct lettering *how, s32 units)
{
	return units * (how->height - how->weight) / UNITS;
}

static s32 advance(const struct lettering *how, const struct letter *letter)
{
	return measure(how, letter->width) + how->weight + how->spacing;
}

s32 lettering_width(const struct lettering *how, const char *text)
{
	s32 width = 0;

	for (; *text; text++) {
		const struct letter *letter = letter_find(*text);

		width += letter ? advance(how, letter) : 0;
	}
	return width ? width - how->spacing : 0;
}

static void add_stroke(struct raster *raster, const struct lettering *how, s32 x, s32 y,
	const struct stroke *stroke)
{
	s32 from_x = x + measure(how, stroke->x), from_y = y + measure(how, stroke->y);

	switch (stroke->kind) {
	case STROKE_LINE:
		raster_line(raster, from_x, from_y, x + measure(how, stroke->x1),
			y + measure(how, stroke->y1), how->weight);
		break;
	case STROKE_ARC:
		raster_arc(raster, from_x, from_y, measure(how, stroke->radius), stroke->from,
			stroke->to, how->weight);
		break;
	case STROKE_NONE: break;
	}
}

void lettering_add(struct raster *raster, const struct lettering *how, const char *text)
{
	s32 x = how->x + how->weight / 2, y = how->y + how->weight / 2;

	for (; *text; text++) {
		const struct letter *letter = letter_find(*text);

		if (!letter)
			continue;
		for (u32 i = 0; i < STROKES_MAX; i++)
			add_stroke(raster, how, x, y, &letter->strokes[i]);
		x += advance(how, letter);
	}
}
