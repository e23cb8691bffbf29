/* SPDX-License-Identifier: MIT */
/*
 * The terminal's state machine; gfx/term.h says what it understands.
 *
 * It never looks ahead: every byte moves the state and is then forgotten, so a
 * write may end anywhere, in the middle of a character or of a sequence.
 */
#include <base/compiler.h>

#include "term_impl.h"

enum { TAB_WIDTH = 8, PARAMETER_MAX = 9999 };

struct cell term_blank(const struct palette *palette)
{
	struct term_style plain = term_style_plain();

	return term_style_pen(&plain, palette);
}

void term_init(struct term *term, struct textgrid *grid, const struct palette *palette,
	const struct font *font)
{
	*term = (struct term){
		.grid = grid,
		.palette = palette,
		.font = font,
		.style = term_style_plain(),
		.cursor_visible = true,
	};
}

/* --- Characters ----------------------------------------------------------------- */

/* What changes the character before it, or only tells a renderer what it would like. */
static bool is_combining(u32 code)
{
	static const struct {
		u32 first, last;
	} ranges[] = {
		{ 0x0300, 0x036f },
		{ 0x0483, 0x0489 },
		{ 0x200b, 0x200f },
		{ 0x2060, 0x2064 },
		{ 0x20d0, 0x20f0 },
		{ 0xfe00, 0xfe0f },
		{ 0xfe20, 0xfe2f },
		{ 0xfeff, 0xfeff },
	};

	for (size_t i = 0; i < ARRAY_SIZE(ranges); i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

static void put(struct term *term, u32 code)
{
	struct glyph glyph;

	if (code < 0x300) {
		textgrid_put(term->grid, code, 1);
		return;
	}
	if (is_combining(code))
		return;
	textgrid_put(term->grid, code, font_find(term->font, code, &glyph) ? glyph.cells : 1);
}

static void control(struct term *term, u8 byte)
{
	struct textgrid *grid = term->grid;

	switch (byte) {
	case '\n':
		textgrid_line_feed(grid);
		textgrid_move(grid, grid->row, 0);
		break;
	case '\r': textgrid_move(grid, grid->row, 0); break;
	case '\t':
		textgrid_move(grid, grid->row, (grid->column / TAB_WIDTH + 1) * TAB_WIDTH);
		break;
	case '\b':
		if (grid->column > 0)
			textgrid_move(grid, grid->row, grid->column - 1);
		break;
	case 0x1b: term->state = TERM_ESCAPE; break;
	}
}

static void text_byte(struct term *term, u8 byte)
{
	u32 codes[2];
	size_t count = utf8_push(&term->utf8, byte, codes);

	for (size_t i = 0; i < count; i++) {
		if (codes[i] < 0x20 || codes[i] == 0x7f)
			control(term, (u8)codes[i]);
		else
			put(term, codes[i]);
	}
}

/* --- Sequences ------------------------------------------------------------------- */

/* Counts default to 1, and a 0 means 1 too. */
static u32 count_parameter(const struct term *term, u32 i)
{
	return i < term->parameter_count && term->parameters[i] > 0 ? term->parameters[i] : 1;
}

static u32 minus(u32 a, u32 b)
{
	return a > b ? a - b : 0;
}

static void erase_line(struct textgrid *grid, u32 what)
{
	u32 column = grid->column < grid->columns ? grid->column : grid->columns - 1;

	if (what <= 2)
		textgrid_erase(grid, grid->row, what == 0 ? column : 0,
			what == 1 ? column + 1 : grid->columns);
}

static void erase_screen(struct textgrid *grid, u32 what)
{
	u32 from = what == 0 ? grid->row + 1 : 0;
	u32 to = what == 1 ? grid->row : grid->rows;

	if (what > 2)
		return;
	for (u32 row = from; row < to; row++)
		textgrid_erase(grid, row, 0, grid->columns);
	erase_line(grid, what);
}

static void set_style(struct term *term)
{
	static const u32 reset = 0;

	if (term->parameter_count > 0)
		term_style_apply(
			&term->style, term->palette, term->parameters, term->parameter_count);
	else
		term_style_apply(&term->style, term->palette, &reset, 1);
	term->grid->pen = term_style_pen(&term->style, term->palette);
}

static void private_sequence(struct term *term, char final)
{
	if (term->marker == '?' && term->parameters[0] == 25 && (final == 'h' || final == 'l')) {
		term->cursor_visible = final == 'h';
		textgrid_move(term->grid, term->grid->row, term->grid->column);
	}
}

static void sequence(struct term *term, char final)
{
	struct textgrid *grid = term->grid;
	u32 n = count_parameter(term, 0);

	if (term->marker != 0) {
		private_sequence(term, final);
		return;
	}
	switch (final) {
	case 'A': textgrid_move(grid, minus(grid->row, n), grid->column); break;
	case 'B': textgrid_move(grid, grid->row + n, grid->column); break;
	case 'C': textgrid_move(grid, grid->row, grid->column + n); break;
	case 'D': textgrid_move(grid, grid->row, minus(grid->column, n)); break;
	case 'H': textgrid_move(grid, n - 1, count_parameter(term, 1) - 1); break;
	case 'J': erase_screen(grid, term->parameters[0]); break;
	case 'K': erase_line(grid, term->parameters[0]); break;
	case 'm': set_style(term); break;
	}
}

static void sequence_byte(struct term *term, u8 byte)
{
	u32 *last = &term->parameters[minus(term->parameter_count, 1)];

	if (byte >= '0' && byte <= '9') {
		if (term->parameter_count == 0)
			term->parameter_count = 1;
		*last = *last * 10 + (byte - '0');
		if (*last > PARAMETER_MAX)
			*last = PARAMETER_MAX;
	} else if (byte == ';') {
		if (term->parameter_count == 0)
			term->parameter_count = 1;
		if (term->parameter_count < TERM_PARAMETERS)
			term->parameters[term->parameter_count++] = 0;
	} else if (byte >= 0x3c && byte <= 0x3f) {
		term->marker = (char)byte;
	} else if (byte >= 0x40 && byte <= 0x7e) {
		term->state = TERM_TEXT;
		sequence(term, (char)byte);
	} else if (byte < 0x20) {
		term->state = TERM_TEXT;
		control(term, byte);
	}
}

static void escape_byte(struct term *term, u8 byte)
{
	switch (byte) {
	case '[':
		term->state = TERM_SEQUENCE;
		term->parameter_count = 0;
		term->parameters[0] = 0;
		term->marker = 0;
		break;
	case ']':
	case 'P':
	case '^':
	case '_': term->state = TERM_STRING; break;
	case 0x1b: break;
	default: term->state = TERM_TEXT;
	}
}

static void string_byte(struct term *term, u8 byte)
{
	if (byte == 0x07)
		term->state = TERM_TEXT;
	else if (byte == 0x1b)
		term->state = TERM_STRING_ESCAPE;
}

void term_write(struct term *term, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		u8 byte = (u8)text[i];

		switch (term->state) {
		case TERM_TEXT: text_byte(term, byte); break;
		case TERM_ESCAPE: escape_byte(term, byte); break;
		case TERM_SEQUENCE: sequence_byte(term, byte); break;
		case TERM_STRING: string_byte(term, byte); break;
		case TERM_STRING_ESCAPE:
			term->state = byte == '\\' ? TERM_TEXT : TERM_STRING;
			break;
		}
	}
}
