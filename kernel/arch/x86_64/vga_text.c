/* SPDX-License-Identifier: MIT */
/*
 * The VGA's text mode, as the firmware of a PC leaves it (mode 3: 80 x 25 colour).
 *
 * Nothing sets that mode here. What is checked is that a VGA answers, that it uses
 * the colour addresses, and that its memory is in text mode at 0xb8000; a card in a
 * graphics mode, or no card, is no text screen. Then two habits of 1987 are changed:
 * the attribute's top bit means sixteen grounds instead of blinking, and the sixteen
 * colours are looked up one to one in the palette, without EGA's detour.
 */
#include <arch/console.h>
#include <arch/mmu.h>
#include <base/compiler.h>

#include "ports.h"

enum : u16 {
	ATTRIBUTE = 0x3c0, /* index and data in turn; a read of STATUS starts with index */
	DAC_INDEX = 0x3c8,
	DAC_DATA = 0x3c9,
	MISC_READ = 0x3cc,
	GRAPHICS_INDEX = 0x3ce,
	GRAPHICS_DATA = 0x3cf,
	CRTC_INDEX = 0x3d4,
	CRTC_DATA = 0x3d5,
	STATUS = 0x3da,
};

enum : u8 {
	MISC_COLOUR = 0x01,
	MISC_ABSENT = 0xff,

	GRAPHICS_MISC = 6,
	GRAPHICS_MISC_GRAPHICS = 0x01,
	GRAPHICS_MISC_MAP = 0x0c,
	GRAPHICS_MISC_MAP_B8000 = 0x0c,

	ATTRIBUTE_MODE = 0x10,
	ATTRIBUTE_MODE_TEXT = 0x04, /* colour text, nine dots for line drawing, no blinking */
	ATTRIBUTE_SHOW = 0x20,	    /* with the index: the palette is settled, show the picture */

	CRTC_CURSOR_START = 0x0a,
	CRTC_CURSOR_END = 0x0b,
	CRTC_CURSOR_HIGH = 0x0e,
	CRTC_CURSOR_LOW = 0x0f,
	CURSOR_OFF = 0x20,
	CURSOR_TOP = 0,
	CURSOR_BOTTOM = 15,
};

enum { COLUMNS = 80, ROWS = 25, COLOURS = 16 };
enum : paddr_t { TEXT_MEMORY = 0xb8000 };

static void crtc_write(u8 index, u8 value)
{
	port_write8(CRTC_INDEX, index);
	port_write8(CRTC_DATA, value);
}

static void attribute_write(u8 index, u8 value)
{
	port_read8(STATUS);
	port_write8(ATTRIBUTE, index);
	port_write8(ATTRIBUTE, value);
}

static bool in_text_mode(void)
{
	u8 misc = port_read8(MISC_READ);

	if (misc == MISC_ABSENT || !(misc & MISC_COLOUR))
		return false;
	port_write8(GRAPHICS_INDEX, GRAPHICS_MISC);
	u8 graphics = port_read8(GRAPHICS_DATA);

	return !(graphics & GRAPHICS_MISC_GRAPHICS) &&
	       (graphics & GRAPHICS_MISC_MAP) == GRAPHICS_MISC_MAP_B8000;
}

static void set_cursor(bool visible, u32 row, u32 column)
{
	u32 position = row * COLUMNS + column;

	crtc_write(CRTC_CURSOR_START, visible ? CURSOR_TOP : CURSOR_OFF);
	crtc_write(CRTC_CURSOR_END, CURSOR_BOTTOM);
	crtc_write(CRTC_CURSOR_HIGH, (u8)(position >> 8));
	crtc_write(CRTC_CURSOR_LOW, (u8)position);
}

/* The DAC has six bits a colour. */
static void set_colours(const u32 rgb[COLOURS])
{
	port_write8(DAC_INDEX, 0);
	for (u32 i = 0; i < COLOURS; i++) {
		port_write8(DAC_DATA, (u8)(rgb[i] >> 18 & 0x3f));
		port_write8(DAC_DATA, (u8)(rgb[i] >> 10 & 0x3f));
		port_write8(DAC_DATA, (u8)(rgb[i] >> 2 & 0x3f));
	}
}

static void change_habits(void)
{
	for (u8 i = 0; i < COLOURS; i++)
		attribute_write(i, i);
	attribute_write(ATTRIBUTE_MODE, ATTRIBUTE_MODE_TEXT);
	port_read8(STATUS);
	port_write8(ATTRIBUTE, ATTRIBUTE_SHOW);
}

bool arch_text_screen(struct text_screen *out)
{
	if (!in_text_mode())
		return false;
	void *memory =
		device_map(TEXT_MEMORY, COLUMNS * ROWS * sizeof(u16), MMU_WRITE | MMU_DEVICE);

	if (memory == NULL)
		return false;
	change_habits();
	*out = (struct text_screen){
		.cells = memory,
		.columns = COLUMNS,
		.rows = ROWS,
		.set_cursor = set_cursor,
		.set_colours = set_colours,
	};
	return true;
}
