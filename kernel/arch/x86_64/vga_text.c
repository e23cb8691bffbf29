/* SPDX-License-Identifier: MIT */
/*
 * The VGA's text mode, as the firmware of a PC leaves it (mode 3: 80 x 25 colour).
 *
 * Nothing sets that mode here. What is checked is that a VGA answers, that it uses
 * the colour addresses, and that its memory is in text mode at 0xb8000; a card in a
 * graphics mode, or no card, is no text screen. Then some habits of 1987 are changed:
 *
 *	characters are 8 dots wide, not 9, so that boxes and blocks join
 *	an attribute's top bit means sixteen grounds, not blinking
 *	the sixteen colours are looked up one to one in the palette
 *
 * Memory. The card has four planes. In text mode, characters lie in plane 0 and
 * attributes in plane 1, and the CPU sees them interleaved at 0xb8000. Glyphs lie in
 * plane 2, 32 bytes each, and are seen by nobody but the card: to change one, that
 * plane is shown at 0xa0000 in place of the text for the moment.
 */
#include <arch/console.h>
#include <arch/mmu.h>
#include <base/compiler.h>

#include "ports.h"

enum : u16 {
	ATTRIBUTE = 0x3c0, /* index and data in turn; a read of STATUS starts with index */
	MISC_WRITE = 0x3c2,
	SEQUENCER = 0x3c4, /* index; data in the port behind it, as of the next but one */
	DAC_INDEX = 0x3c8,
	DAC_DATA = 0x3c9,
	MISC_READ = 0x3cc,
	GRAPHICS = 0x3ce,
	CRTC = 0x3d4,
	STATUS = 0x3da,
};

enum : u8 {
	MISC_COLOUR = 0x01,
	MISC_CLOCK = 0x0c, /* 0: the pixel clock of 640 pixels, 4: of 720 */
	MISC_ABSENT = 0xff,

	SEQUENCER_RESET = 0,
	SEQUENCER_RESET_HOLD = 0x01,
	SEQUENCER_RESET_RUN = 0x03,
	SEQUENCER_CLOCKING = 1,
	SEQUENCER_CLOCKING_8_DOTS = 0x01,
	SEQUENCER_PLANES = 2, /* which planes writes go to */
	SEQUENCER_MEMORY = 4,
	SEQUENCER_MEMORY_TEXT = 0x03,
	SEQUENCER_MEMORY_PLANE = 0x07, /* not interleaved */

	GRAPHICS_READ_PLANE = 4,
	GRAPHICS_MODE = 5,
	GRAPHICS_MODE_TEXT = 0x10, /* interleaved */
	GRAPHICS_MISC = 6,
	GRAPHICS_MISC_GRAPHICS = 0x01,
	GRAPHICS_MISC_MAP = 0x0c,
	GRAPHICS_MISC_MAP_A0000 = 0x04,
	GRAPHICS_MISC_MAP_B8000 = 0x0c,
	GRAPHICS_MISC_TEXT = GRAPHICS_MISC_MAP_B8000 | 0x02,

	ATTRIBUTE_MODE = 0x10,
	ATTRIBUTE_MODE_TEXT = 0x04, /* colour text, no blinking */
	ATTRIBUTE_SHOW = 0x20,	    /* with the index: the palette is settled, show the picture */

	CRTC_CURSOR_START = 0x0a,
	CRTC_CURSOR_END = 0x0b,
	CRTC_CURSOR_HIGH = 0x0e,
	CRTC_CURSOR_LOW = 0x0f,
	CURSOR_OFF = 0x20,
	CURSOR_TOP = 0,
	CURSOR_BOTTOM = 15,

	PLANES_TEXT = 0x03,
	PLANE_GLYPHS = 2,
};

enum { COLUMNS = 80, ROWS = 25, COLOURS = 16, GLYPHS = 256, GLYPH_ROWS = 16, GLYPH_PITCH = 32 };
enum : paddr_t { GLYPH_MEMORY = 0xa0000, TEXT_MEMORY = 0xb8000 };

static volatile u8 *glyph_memory;

static void write_indexed(u16 port, u8 index, u8 value)
{
	port_write8(port, index);
	port_write8(port + 1, value);
}

static u8 read_indexed(u16 port, u8 index)
{
	port_write8(port, index);
	return port_read8(port + 1);
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
	u8 graphics = read_indexed(GRAPHICS, GRAPHICS_MISC);

	return !(graphics & GRAPHICS_MISC_GRAPHICS) &&
	       (graphics & GRAPHICS_MISC_MAP) == GRAPHICS_MISC_MAP_B8000;
}

/* --- Glyphs ----------------------------------------------------------------------- */

/* The sequencer stands still while the memory is laid out anew. */
static void lay_out(u8 planes, u8 memory, u8 read_plane, u8 mode, u8 misc)
{
	write_indexed(SEQUENCER, SEQUENCER_RESET, SEQUENCER_RESET_HOLD);
	write_indexed(SEQUENCER, SEQUENCER_PLANES, planes);
	write_indexed(SEQUENCER, SEQUENCER_MEMORY, memory);
	write_indexed(SEQUENCER, SEQUENCER_RESET, SEQUENCER_RESET_RUN);
	write_indexed(GRAPHICS, GRAPHICS_READ_PLANE, read_plane);
	write_indexed(GRAPHICS, GRAPHICS_MODE, mode);
	write_indexed(GRAPHICS, GRAPHICS_MISC, misc);
}

static void show_text_memory(void)
{
	lay_out(PLANES_TEXT, SEQUENCER_MEMORY_TEXT, 0, GRAPHICS_MODE_TEXT, GRAPHICS_MISC_TEXT);
}

static void show_glyph_memory(void)
{
	lay_out(1 << PLANE_GLYPHS, SEQUENCER_MEMORY_PLANE, PLANE_GLYPHS, 0,
		GRAPHICS_MISC_MAP_A0000);
}

static void set_glyph(u32 glyph, const u8 *pixels, u32 stride)
{
	show_glyph_memory();
	for (u32 row = 0; row < GLYPH_ROWS; row++)
		glyph_memory[glyph * GLYPH_PITCH + row] = pixels[row * stride];
	show_text_memory();
}

/* --- Everything else -------------------------------------------------------------- */

static void set_cursor(bool visible, u32 row, u32 column)
{
	u32 position = row * COLUMNS + column;

	write_indexed(CRTC, CRTC_CURSOR_START, visible ? CURSOR_TOP : CURSOR_OFF);
	write_indexed(CRTC, CRTC_CURSOR_END, CURSOR_BOTTOM);
	write_indexed(CRTC, CRTC_CURSOR_HIGH, (u8)(position >> 8));
	write_indexed(CRTC, CRTC_CURSOR_LOW, (u8)position);
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

static void set_8_dots(void)
{
	u8 clocking = read_indexed(SEQUENCER, SEQUENCER_CLOCKING);

	write_indexed(SEQUENCER, SEQUENCER_RESET, SEQUENCER_RESET_HOLD);
	port_write8(MISC_WRITE, port_read8(MISC_READ) & (u8)~MISC_CLOCK);
	write_indexed(SEQUENCER, SEQUENCER_CLOCKING, clocking | SEQUENCER_CLOCKING_8_DOTS);
	write_indexed(SEQUENCER, SEQUENCER_RESET, SEQUENCER_RESET_RUN);
}

static void set_attributes(void)
{
	for (u8 i = 0; i < COLOURS; i++)
		attribute_write(i, i);
	attribute_write(ATTRIBUTE_MODE, ATTRIBUTE_MODE_TEXT);
	port_read8(STATUS);
	port_write8(ATTRIBUTE, ATTRIBUTE_SHOW);
}

static void prepare(const u32 colours[COLOURS])
{
	show_text_memory();
	set_8_dots();
	set_attributes();
	set_colours(colours);
}

bool arch_text_screen(struct text_screen *out)
{
	if (!in_text_mode())
		return false;
	void *text = device_map(TEXT_MEMORY, COLUMNS * ROWS * sizeof(u16), MMU_WRITE | MMU_DEVICE);
	void *glyphs = device_map(GLYPH_MEMORY, GLYPHS * GLYPH_PITCH, MMU_WRITE | MMU_DEVICE);

	if (text == NULL || glyphs == NULL)
		return false;
	glyph_memory = glyphs;
	*out = (struct text_screen){
		.cells = text,
		.columns = COLUMNS,
		.rows = ROWS,
		.prepare = prepare,
		.set_glyph = set_glyph,
		.set_cursor = set_cursor,
	};
	return true;
}
