/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <gfx/raster.h>
#include <test/test.h>

enum { SIZE = 64, EDGES = 256, ONE = RASTER_ONE };

struct fixture {
	struct raster raster;
	struct surface surface;
	colour_t pixels[SIZE * SIZE];
	u32 memory[(EDGES * sizeof(struct raster_edge) + 3 * SIZE * sizeof(s32)) / sizeof(u32)];
};

static void start(struct fixture *f)
{
	f->surface = (struct surface){ f->pixels, SIZE, SIZE, SIZE };
	surface_clear(&f->surface, 0);
	raster_init(&f->raster, f->memory, EDGES, SIZE);
}

static void fill_white(struct fixture *f)
{
	struct paint paint;

	paint_solid(&paint, 0xffffff, 256);
	raster_fill(&f->raster, &f->surface, &paint);
}

static u32 grey(const struct fixture *f, u32 x, u32 y)
{
	return *surface_at(&f->surface, x, y) & 0xff;
}

/* The filled area, in pixels times 255. */
static u32 area(const struct fixture *f)
{
	u32 sum = 0;

	for (u32 i = 0; i < SIZE * SIZE; i++)
		sum += f->pixels[i] & 0xff;
	return sum;
}

static bool about(u32 value, u32 wanted, u32 percent)
{
	return value * 100 > wanted * (100 - percent) && value * 100 < wanted * (100 + percent);
}

TEST(whole_pixels_are_exact)
{
	static struct fixture f; /* too large for a kernel stack */

	start(&f);
	raster_round_rect(&f.raster, 10 * ONE, 20 * ONE, 5 * ONE, 3 * ONE, 0);
	fill_white(&f);
	EXPECT_EQ(area(&f), 15 * 255);
	EXPECT_EQ(grey(&f, 10, 20), 255);
	EXPECT_EQ(grey(&f, 14, 22), 255);
	EXPECT_EQ(grey(&f, 15, 22), 0);
	EXPECT_EQ(grey(&f, 14, 23), 0);
}

TEST(parts_of_pixels_are_weighed)
{
	static struct fixture f;

	start(&f);
	raster_round_rect(&f.raster, 10 * ONE + ONE / 2, 20 * ONE + ONE / 4, ONE, ONE, 0);
	fill_white(&f);
	EXPECT(about(grey(&f, 10, 20), 255 * 3 / 8, 2));
	EXPECT(about(grey(&f, 11, 20), 255 * 3 / 8, 2));
	EXPECT(about(grey(&f, 10, 21), 255 * 1 / 8, 4));
}

TEST(direction_does_not_matter)
{
	static struct fixture f;

	start(&f);
	raster_edge(&f.raster, 0, 0, 0, 8 * ONE);
	raster_edge(&f.raster, 8 * ONE, 8 * ONE, 8 * ONE, 0);
	raster_end_shape(&f.raster);
	fill_white(&f);
	EXPECT_EQ(area(&f), 64 * 255);
}

TEST(a_triangle_covers_half)
{
	static struct fixture f;

	start(&f);
	raster_edge(&f.raster, 0, 0, 40 * ONE, 30 * ONE);
	raster_edge(&f.raster, 0, 30 * ONE, 0, 0);
	raster_end_shape(&f.raster);
	fill_white(&f);
	EXPECT(about(area(&f), 255 * 40 * 30 / 2, 1));
}

TEST(a_ring_is_round)
{
	static struct fixture f;

	start(&f);
	raster_arc(&f.raster, 32 * ONE, 32 * ONE, 20 * ONE, 0, RASTER_TURN, 4 * ONE);
	fill_white(&f);
	/* 2 pi r w */
	EXPECT(about(area(&f), 255 * 80 * 6283 / 1000, 1));
	EXPECT_EQ(grey(&f, 32, 32), 0);
	EXPECT_EQ(grey(&f, 52, 32), 255);
	EXPECT_EQ(grey(&f, 32, 11), 255);
	EXPECT_EQ(grey(&f, 32 + 14, 32 + 14), 255);
}

TEST(lines_have_round_ends)
{
	static struct fixture f;

	start(&f);
	raster_line(&f.raster, 20 * ONE, 32 * ONE, 40 * ONE, 32 * ONE, 10 * ONE);
	fill_white(&f);
	EXPECT(about(area(&f), 255 * (20 * 10 + 25 * 3142 / 1000), 1));
	start(&f);
	raster_line(&f.raster, 30 * ONE, 30 * ONE, 30 * ONE, 30 * ONE, 20 * ONE);
	fill_white(&f);
	EXPECT(about(area(&f), 255 * 100 * 3142 / 1000, 2));
}

TEST(overlapping_shapes_become_one)
{
	static struct fixture f;

	start(&f);
	for (u32 i = 0; i < 3; i++)
		raster_round_rect(&f.raster, ONE / 2, 0, 4 * ONE, 4 * ONE, 0);
	fill_white(&f);
	EXPECT(about(grey(&f, 0, 1), 127, 2));
	EXPECT(about(area(&f), 255 * 16, 1));
}

TEST(what_lies_outside_is_cut)
{
	static struct fixture f;

	start(&f);
	raster_round_rect(&f.raster, -50 * ONE, -50 * ONE, 300 * ONE, 300 * ONE, 0);
	fill_white(&f);
	EXPECT_EQ(area(&f), SIZE * SIZE * 255);

	start(&f);
	raster_arc(&f.raster, 0, 0, 30 * ONE, 0, RASTER_TURN, 2 * ONE);
	raster_line(&f.raster, 200 * ONE, 10 * ONE, 300 * ONE, 20 * ONE, 2 * ONE);
	raster_line(&f.raster, -90 * ONE, -80 * ONE, -10 * ONE, -20 * ONE, 2 * ONE);
	fill_white(&f);
	EXPECT(about(area(&f), 255 * 60 * 6283 / 4000, 2));
}

TEST(too_many_edges_fill_nothing)
{
	static struct fixture f;

	start(&f);
	for (s32 i = 0; i < EDGES; i++)
		raster_round_rect(&f.raster, i, 0, ONE, ONE, 0);
	EXPECT(f.raster.overflow);
	fill_white(&f);
	EXPECT_EQ(area(&f), 0);
	EXPECT(!f.raster.overflow);
}

TEST(ramps_run_along_their_vector)
{
	static const struct paint_stop stops[] = { { 0, 0x000000 }, { 255, 0xffffff } };
	struct paint paint;

	paint_ramp(&paint, stops, ARRAY_SIZE(stops));
	paint.x0 = 10;
	paint.x1 = 20;
	EXPECT_EQ(paint_colour(&paint, 0, 3), 0x000000);
	EXPECT(about(paint_colour(&paint, 15, 77) & 0xff, 127, 3));
	EXPECT_EQ(paint_colour(&paint, 99, 0), 0xffffff);
}

TEST(grain_stays_within_the_ramp)
{
	struct paint paint;
	colour_t first;
	bool differs = false;

	paint_ramp(&paint, (struct paint_stop[]){ { 0, 0x000000 }, { 255, 0xffffff } }, 2);
	paint.x1 = SIZE;
	paint.grain = 40;
	first = paint_colour(&paint, SIZE / 2, 0);
	for (s32 y = 0; y < SIZE; y++)
		differs |= paint_colour(&paint, SIZE / 2, y) != first;
	EXPECT(differs);
	EXPECT_EQ(paint_colour(&paint, 10 * SIZE, 5), 0xffffff);
}
