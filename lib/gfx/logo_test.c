/* SPDX-License-Identifier: MIT */
#include <gfx/lettering.h>
#include <gfx/logo.h>
#include <stdlib.h>
#include <test/test.h>

enum { GROUND = 0x010203 };

struct fixture {
	struct surface surface;
	void *scratch;
};

static void draw(struct fixture *f, u32 scale)
{
	u32 width = LOGO_COLUMNS * 8 * scale, height = LOGO_ROWS * 16 * scale;

	f->surface = (struct surface){ malloc((size_t)width * height * sizeof(colour_t)), width,
		height, width };
	f->scratch = malloc(logo_scratch_bytes(scale));
	logo_draw(&f->surface, scale, GROUND, f->scratch);
}

static void drop(struct fixture *f)
{
	free(f->surface.pixels);
	free(f->scratch);
}

static bool is_copper(colour_t colour)
{
	u32 red = colour >> 16, green = colour >> 8 & 0xff, blue = colour & 0xff;

	return red > green && green > blue && red > 0x60;
}

TEST(metal_on_ground_at_every_scale)
{
	struct fixture f;

	for (u32 scale = 1; scale <= 4; scale++) {
		draw(&f, scale);
		EXPECT_EQ(*surface_at(&f.surface, 0, 0), GROUND);
		EXPECT(is_copper(*surface_at(&f.surface, 80 * scale, 148 * scale)));
		EXPECT_EQ(
			*surface_at(&f.surface, f.surface.width - 1, f.surface.height - 1), GROUND);
		drop(&f);
	}
}

/* The places beside the plate and below the name belong to text. */
TEST(leaves_room_for_text)
{
	struct fixture f;

	draw(&f, 1);
	for (u32 y = LOGO_NAME_ROWS * 16; y < f.surface.height; y++)
		for (u32 x = LOGO_PLATE_COLUMNS * 8; x < f.surface.width; x++)
			REQUIRE(*surface_at(&f.surface, x, y) == GROUND);
	drop(&f);
}

TEST(lettering_measures_what_it_draws)
{
	struct lettering how = {
		.height = 40 * RASTER_ONE, .weight = 4 * RASTER_ONE, .spacing = 3 * RASTER_ONE
	};

	EXPECT_EQ(lettering_width(&how, ""), 0);
	EXPECT_EQ(lettering_width(&how, "O"), 40 * RASTER_ONE);
	EXPECT_EQ(lettering_width(&how, "OO"), 83 * RASTER_ONE);
	EXPECT_EQ(lettering_width(&how, "O~O"), 83 * RASTER_ONE);
}
