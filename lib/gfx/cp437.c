/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <gfx/cp437.h>

/* What glyphs 1 to 31 show: the places of control characters were not wasted. */
static const u16 low[] = u"☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼";

/* Glyphs 128 to 255. */
static const u16 high[] = u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
			  u"áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
			  u"└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
			  u"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/* Characters that it lacks, and below each what passes for it. */
static const u16 lacking[] = u"‐‑‒–—‘’“”…×✓✔✗✘✨╭╮╯╰━┃┏┓┛┗╴╶▪●☐☑☒";
static const u16 instead[] = u"-----''\"\".x√√xx*┌┐┘└─│┌┐┘└──■•■√x";

static_assert(sizeof(low) == (31 + 1) * sizeof(u16));
static_assert(sizeof(high) == (128 + 1) * sizeof(u16));
static_assert(sizeof(lacking) == sizeof(instead));

/* Its place in a string of `length` characters, or `length`. */
static u32 place(const u16 *string, u32 length, u32 code)
{
	u32 i = 0;

	while (i < length && string[i] != code)
		i++;
	return i;
}

static bool exact(u32 code, u8 *glyph)
{
	u32 i;

	if (code >= 0x20 && code < 0x7f) {
		*glyph = (u8)code;
		return true;
	}
	i = place(high, ARRAY_SIZE(high) - 1, code);
	if (i < ARRAY_SIZE(high) - 1) {
		*glyph = (u8)(128 + i);
		return true;
	}
	i = place(low, ARRAY_SIZE(low) - 1, code);
	*glyph = (u8)(1 + i);
	return i < ARRAY_SIZE(low) - 1;
}

u8 cp437_from_unicode(u32 code)
{
	u8 glyph;

	if (exact(code, &glyph))
		return glyph;

	u32 i = place(lacking, ARRAY_SIZE(lacking) - 1, code);

	return i < ARRAY_SIZE(lacking) - 1 && exact(instead[i], &glyph) ? glyph : '?';
}
