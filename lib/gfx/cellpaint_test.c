/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/string.h>
#include <gfx/cellpaint.h>
#include <test/test.h>

enum { COLUMNS = 3, ROWS = 2, SCALE = 2 };
enum { WIDTH = COLUMNS * FONT_WIDTH * SCALE, HEIGHT = ROWS * 16 * SCALE };

static const struct pixel_format formats[] = {
	{ 4, { 8, 16 }, { 8, 8 }, { 8, 0 } },
	{ 3, { 8, 16 }, { 8, 8 }, { 8, 0 } },
	{ 2, { 5, 11 }, { 6, 5 }, { 5, 0 } },
};

struct fixture {
	struct canvas canvas;
	struct cellpaint paint;
	u8 memory[WIDTH * HEIGHT * 4];
};

static void start(struct fixture *f, const struct pixel_format *format, u32 scale)
{
	memset(f->memory, 0, sizeof(f->memory));
	f->canvas = (struct canvas){ .memory = f->memory,
		.width = WIDTH,
		.height = HEIGHT,
		.pitch = WIDTH * format->bytes,
		.format = *format };
	f->paint = (struct cellpaint){
		.canvas = &f->canvas, .font = &console_font, .scale = scale, .cursor = 0xff8800
	};
}

static u32 pixel_at(const struct fixture *f, u32 x, u32 y)
{
	u32 pixel = 0;

	memcpy(&pixel, canvas_at(&f->canvas, x, y), f->canvas.format.bytes);
	return pixel;
}

/* Whether the cell shows half `half` of the font's glyph in these colours. */
static bool shows(const struct fixture *f, u32 row, u32 column, u32 code, u32 half, colour_t front,
	colour_t back)
{
	struct glyph glyph;
	u32 scale = f->paint.scale, x0 = column * 8 * scale, y0 = row * 16 * scale;

	if (!font_find(&console_font, code, &glyph))
		return false;
	for (u32 y = 0; y < 16 * scale; y++) {
		for (u32 x = 0; x < 8 * scale; x++) {
			u8 bits = glyph.rows[y / scale * glyph.cells + half];
			colour_t colour = bits >> (7 - x / scale) & 1 ? front : back;

			if (pixel_at(f, x0 + x, y0 + y) != pixel_pack(&f->canvas.format, colour))
				return false;
		}
	}
	return true;
}

TEST(glyphs_in_every_format_and_scale)
{
	struct cell cell = { .code = 'R', .front = 0xffeedd, .back = 0x102030 };
	static struct fixture f; /* too large for a kernel stack */

	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		for (u32 scale = 1; scale <= SCALE; scale++) {
			start(&f, &formats[i], scale);
			cellpaint_draw(&f.paint, 1, 2, &cell);
			EXPECT(shows(&f, 1, 2, 'R', 0, cell.front, cell.back));
			EXPECT_EQ(pixel_at(&f, 0, 0), 0);
		}
	}
}

TEST(colours_are_not_mixed_up_by_the_cache)
{
	struct cell a = { .code = 'a', .front = 0xffffff, .back = 0x000040 };
	struct cell b = { .code = 'b', .front = 0xff0000, .back = 0x004000 };
	static struct fixture f;

	start(&f, &formats[0], 1);
	cellpaint_draw(&f.paint, 0, 0, &a);
	cellpaint_draw(&f.paint, 0, 1, &b);
	cellpaint_draw(&f.paint, 0, 2, &a);
	EXPECT(shows(&f, 0, 0, 'a', 0, a.front, a.back));
	EXPECT(shows(&f, 0, 1, 'b', 0, b.front, b.back));
	EXPECT(shows(&f, 0, 2, 'a', 0, a.front, a.back));
}

TEST(wide_glyphs_in_two_halves)
{
	struct cell cell = { .code = 0x2728, .flags = CELL_WIDE, .front = 0xffffff };
	static struct fixture f;

	start(&f, &formats[0], 1);
	cellpaint_draw(&f.paint, 0, 0, &cell);
	cell.flags = CELL_TAIL;
	cellpaint_draw(&f.paint, 0, 1, &cell);
	EXPECT(shows(&f, 0, 0, 0x2728, 0, 0xffffff, 0));
	EXPECT(shows(&f, 0, 1, 0x2728, 1, 0xffffff, 0));
}

TEST(cursor_and_unknown_glyphs)
{
	struct cell cell = {
		.code = 'c', .flags = CELL_CURSOR, .front = 0xffffff, .back = 0x111111
	};
	static struct fixture f;

	start(&f, &formats[0], 1);
	cellpaint_draw(&f.paint, 0, 0, &cell);
	EXPECT(shows(&f, 0, 0, 'c', 0, 0x111111, 0xff8800));
	cell = (struct cell){ .code = 0xe000, .front = 0xffffff };
	cellpaint_draw(&f.paint, 0, 0, &cell);
	EXPECT(shows(&f, 0, 0, 0xfffd, 0, 0xffffff, 0));
}

TEST(underline_is_a_full_row)
{
	struct cell cell = { .code = ' ', .flags = CELL_UNDERLINE, .front = 0xffffff };
	static struct fixture f;

	start(&f, &formats[0], 1);
	cellpaint_draw(&f.paint, 0, 0, &cell);
	EXPECT_EQ(pixel_at(&f, 0, 14), 0xffffff);
	EXPECT_EQ(pixel_at(&f, 7, 14), 0xffffff);
	EXPECT_EQ(pixel_at(&f, 0, 13), 0);
}

TEST(pieces_of_a_picture)
{
	static colour_t pixels[16 * 32];
	struct surface picture = { pixels, 16, 32, 16 };
	struct cell cell = { .code = 3, .flags = CELL_PICTURE, .back = 0x777777 };
	static struct fixture f;

	for (u32 i = 0; i < ARRAY_SIZE(pixels); i++)
		pixels[i] = i;
	start(&f, &formats[0], 1);
	f.paint.picture = &picture;
	cellpaint_draw(&f.paint, 1, 1, &cell);
	EXPECT_EQ(pixel_at(&f, 8, 16), 16 * 16 + 8);
	EXPECT_EQ(pixel_at(&f, 15, 31), 16 * 32 - 1);

	cell.code = 4; /* there is no such piece */
	cellpaint_draw(&f.paint, 0, 0, &cell);
	EXPECT_EQ(pixel_at(&f, 3, 3), 0x777777);
}

TEST(fine_screens_get_larger_text)
{
	EXPECT_EQ(cellpaint_scale_for(480), 1);
	EXPECT_EQ(cellpaint_scale_for(1080), 1);
	EXPECT_EQ(cellpaint_scale_for(2160), 2);
	EXPECT_EQ(cellpaint_scale_for(100000), CELLPAINT_SCALE_MAX);
}
