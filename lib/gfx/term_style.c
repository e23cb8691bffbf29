/* SPDX-License-Identifier: MIT */
/*
 * Select graphic rendition: from the numbers of ESC [ ... m to a pen.
 *
 * The style remembers colours as they were asked for: bold brightens the eight
 * basic colours only, and both it and reverse may come before or after the colour.
 */
#include "term_impl.h"

static struct term_colour indexed(u32 index)
{
	return (struct term_colour){ .indexed = true, .value = index };
}

struct term_style term_style_plain(void)
{
	return (struct term_style){ .front = indexed(PALETTE_TEXT),
		.back = indexed(PALETTE_GROUND) };
}

/*
 * The colour after 38 or 48, at p[0]: 5 n or 2 r g b. Returns how many parameters
 * it took; all of them if they make no sense, since what they mean then is unknown.
 */
static u32 extended_colour(
	struct term_colour *out, const struct palette *palette, const u32 *p, u32 count)
{
	if (count >= 2 && p[0] == 5 && p[1] < 256) {
		*out = (struct term_colour){ .value = palette_indexed(palette, p[1]) };
		return 2;
	}
	if (count >= 4 && p[0] == 2 && (p[1] | p[2] | p[3]) < 256) {
		*out = (struct term_colour){ .value = p[1] << 16 | p[2] << 8 | p[3] };
		return 4;
	}
	return count;
}

static void plain_parameter(struct term_style *style, const struct palette *palette, u32 n)
{
	switch (n) {
	case 0: *style = term_style_plain(); break;
	case 1: style->bold = true; break;
	case 4: style->underline = true; break;
	case 7: style->reverse = true; break;
	case 22: style->bold = false; break;
	case 24: style->underline = false; break;
	case 27: style->reverse = false; break;
	case 30 ... 37: style->front = indexed(n - 30); break;
	case 39: style->front = indexed(PALETTE_TEXT); break;
	case 40 ... 47: style->back = indexed(n - 40); break;
	case 49: style->back = indexed(PALETTE_GROUND); break;
	case 90 ... 97:
		style->front = (struct term_colour){ .value = palette->ansi[n - 90 + 8] };
		break;
	case 100 ... 107:
		style->back = (struct term_colour){ .value = palette->ansi[n - 100 + 8] };
		break;
	}
}

void term_style_apply(
	struct term_style *style, const struct palette *palette, const u32 *parameters, u32 count)
{
	for (u32 i = 0; i < count; i++) {
		u32 n = parameters[i];

		if (n == 38 || n == 48)
			i += extended_colour(n == 38 ? &style->front : &style->back, palette,
				parameters + i + 1, count - i - 1);
		else
			plain_parameter(style, palette, n);
	}
}

static colour_t resolve(
	const struct term_colour *colour, const struct palette *palette, bool bright)
{
	if (!colour->indexed)
		return colour->value;
	return palette->ansi[colour->value + (bright ? PALETTE_BRIGHT : 0)];
}

struct cell term_style_pen(const struct term_style *style, const struct palette *palette)
{
	colour_t front = resolve(&style->front, palette, style->bold);
	colour_t back = resolve(&style->back, palette, false);

	return (struct cell){
		.code = ' ',
		.flags = style->underline ? CELL_UNDERLINE : 0,
		.front = style->reverse ? back : front,
		.back = style->reverse ? front : back,
	};
}
