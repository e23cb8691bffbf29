/* SPDX-License-Identifier: MIT */
/*
 * The test card: everything that a console should be able to show, on one screen of
 * 80 x 24. What it says is plain text once its sequences are taken out, so a test can
 * work out from the serial log what must stand on the screen.
 */
#include <base/compiler.h>
#include <debug/console.h>
#include <dev/console.h>

#include "screen.h"

static const char *const lines[] = {
	"╔══════════════════════════════════════════════════════════════════════════╗",
	"║  Cuprux test card                                        29  Cu  63.546  ║",
	"╚══════════════════════════════════════════════════════════════════════════╝",
	"",
	"  Latin      The quick brown fox jumps over the lazy dog. 0123456789 {}[]()@#$%",
	"             Falsches Üben von Xylophonmusik quält jeden größeren Zwerg.",
	"             Zażółć gęślą jaźń. Příliš žluťoučký kůň. Árvíztűrő tükörfúrógép.",
	"  Greek      Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
	"  Cyrillic   Съешь же ещё этих мягких французских булок, да выпей чаю. Їжак ґава",
	"  boxes      ┌─┬─┐ ╭─┬─╮ ┏━┳━┓ ╔═╦═╗   blocks  ▁▂▃▄▅▆▇█ ░▒▓█ ▏▎▍▌▋▊▉█ ▖▗▘▙▚▛▜▝▞▟",
	"             ├─┼─┤ ├─┼─┤ ┣━╋━┫ ╠═╬═╣   arrows  ← ↑ → ↓ ↔ ↕ ↖ ↗ ↘ ↙ ⇐ ⇑ ⇒ ⇓ ⇔",
	"             └─┴─┘ ╰─┴─╯ ┗━┻━┛ ╚═╩═╝   marks   ✓ ✔ ✗ ✘ ☐ ☑ ☒ • ● ○ ◆ ★ ☆ ♥ … —",
	"  wide       ✨ sparkles ✨ take ✨ two ✨ cells, and the bars stay in line  │",
	"             12          12      12     12                                   │",
};

static void print_palette(void)
{
	console_printf("  colours    ");
	for (u32 i = 0; i < 16; i++)
		console_printf("\x1b[%um██\x1b[0m", i < 8 ? 30 + i : 90 + i - 8);
	console_printf("  \x1b[1mbold\x1b[0m \x1b[4munderlined\x1b[0m \x1b[7mreverse\x1b[0m\n");
}

/* From dark through copper to light, then to patina. */
static void print_ramp(void)
{
	static const colour_t stops[] = { 0x2b1206, COLOUR_COPPER, 0xffe3c4, 0x4fa79b, 0x0d2b28 };
	enum { STEPS = 16 };

	console_printf("  24 bits    ");
	for (u32 i = 0; i < (ARRAY_SIZE(stops) - 1) * STEPS; i++) {
		colour_t colour =
			colour_mix(stops[i / STEPS], stops[i / STEPS + 1], i % STEPS * 256 / STEPS);

		console_printf(
			"\x1b[48;2;%u;%u;%um ", colour >> 16, colour >> 8 & 0xff, colour & 0xff);
	}
	console_printf("\x1b[0m\n");
}

void dev_console_testcard(void)
{
	struct screen *screen = dev_screen();

	if (screen != NULL)
		screen_hold(screen);
	console_printf("\x1b[2J\x1b[H\x1b[?25l");
	for (u32 i = 0; i < ARRAY_SIZE(lines); i++)
		console_printf("%s\n", lines[i]);
	console_printf("\n");
	print_palette();
	print_ramp();
	if (screen != NULL)
		screen_release(screen);
}
