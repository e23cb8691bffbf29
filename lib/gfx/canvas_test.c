/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/string.h>
#include <gfx/canvas.h>
#include <test/test.h>

enum { WIDTH = 11, HEIGHT = 3, PITCH_MAX = 52, GUARD = 0xa5 };

static const struct pixel_format formats[] = {
	{ 4, { 8, 16 }, { 8, 8 }, { 8, 0 } },	  /* xRGB */
	{ 4, { 8, 0 }, { 8, 8 }, { 8, 16 } },	  /* xBGR */
	{ 4, { 10, 20 }, { 10, 10 }, { 10, 0 } }, /* deep colour */
	{ 3, { 8, 16 }, { 8, 8 }, { 8, 0 } },
	{ 2, { 5, 11 }, { 6, 5 }, { 5, 0 } },
	{ 2, { 5, 10 }, { 5, 5 }, { 5, 0 } },
};

/* Room for a lead of up to three bytes, so that every alignment occurs. */
struct fixture {
	struct canvas canvas;
	u8 memory[4 + HEIGHT * PITCH_MAX + 4];
};

static void start(struct fixture *f, const struct pixel_format *format, u32 lead, u32 pitch)
{
	memset(f->memory, GUARD, sizeof(f->memory));
	f->canvas = (struct canvas){ .memory = f->memory + lead,
		.width = WIDTH,
		.height = HEIGHT,
		.pitch = pitch,
		.format = *format };
}

static u32 pixel_at(const struct fixture *f, u32 x, u32 y)
{
	u32 pixel = 0;

	memcpy(&pixel, canvas_at(&f->canvas, x, y), f->canvas.format.bytes);
	return pixel;
}

/* Bytes that are no longer as they were. */
static u32 bytes_changed(const struct fixture *f)
{
	u32 changed = 0;

	for (size_t i = 0; i < sizeof(f->memory); i++)
		changed += f->memory[i] != GUARD;
	return changed;
}

static void check_fill(const struct pixel_format *format, u32 lead, u32 pitch)
{
	struct fixture f;

	for (u32 width = 0; width <= WIDTH - 2; width++) {
		start(&f, format, lead, pitch);
		canvas_fill(&f.canvas, 2, 1, width, 2, 0x000000);
		EXPECT_EQ(bytes_changed(&f), width * 2 * format->bytes);
		for (u32 x = 0; x < width; x++)
			EXPECT_EQ(pixel_at(&f, 2 + x, 2), 0);
	}
}

static void check_row(const struct pixel_format *format, u32 lead, u32 pitch)
{
	colour_t row[WIDTH];
	struct fixture f;

	start(&f, format, lead, pitch);
	for (u32 x = 0; x < WIDTH; x++)
		row[x] = 0x102030 + x * 0x0f0d0b;
	canvas_row(&f.canvas, 0, 1, row, WIDTH);
	for (u32 x = 0; x < WIDTH; x++)
		EXPECT_EQ(pixel_at(&f, x, 1), pixel_pack(format, row[x]));
	EXPECT_EQ(pixel_at(&f, 0, 0) & 0xffff, GUARD << 8 | GUARD);
	EXPECT_EQ(pixel_at(&f, 0, 2) & 0xffff, GUARD << 8 | GUARD);
}

TEST(writes_what_it_should_and_nothing_else)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		REQUIRE(pixel_format_valid(&formats[i]));
		for (u32 lead = 0; lead < 4; lead++) {
			check_fill(&formats[i], lead, WIDTH * formats[i].bytes);
			check_fill(&formats[i], lead, PITCH_MAX - 1);
			check_row(&formats[i], lead, PITCH_MAX - 2);
		}
	}
}

TEST(packs_colours)
{
	EXPECT_EQ(pixel_pack(&formats[0], 0x123456), 0x123456);
	EXPECT_EQ(pixel_pack(&formats[1], 0x123456), 0x563412);
	EXPECT_EQ(pixel_pack(&formats[2], 0xffffff), 0x3fffffff);
	EXPECT_EQ(pixel_pack(&formats[4], 0xffffff), 0xffff);
	EXPECT_EQ(pixel_pack(&formats[4], 0x00ff00), 0x07e0);
	EXPECT_EQ(pixel_pack(&formats[5], 0xff0000), 0x7c00);
}

TEST(refuses_formats_that_make_no_sense)
{
	struct pixel_format none = { 4, { 0, 0 }, { 8, 8 }, { 8, 0 } };
	struct pixel_format outside = { 2, { 5, 11 }, { 6, 5 }, { 5, 12 } };
	struct pixel_format narrow = { 1, { 3, 5 }, { 3, 2 }, { 2, 0 } };
	struct pixel_format huge = { 4, { 17, 0 }, { 8, 17 }, { 7, 25 } };

	EXPECT(!pixel_format_valid(&none));
	EXPECT(!pixel_format_valid(&outside));
	EXPECT(!pixel_format_valid(&narrow));
	EXPECT(!pixel_format_valid(&huge));
}
