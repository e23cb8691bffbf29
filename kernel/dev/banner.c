/* SPDX-License-Identifier: MIT */
/*
 * The banner.
 *
 * It is text first: LOGO_ROWS lines that look well on any terminal of 80 columns, with
 * the plate of the element on the left, the name in block letters, and what there is to
 * say beside them. A display with pixels then draws the logo (gfx/logo.h) over exactly
 * the cells that the plate and the name take up, so both forms are laid out alike.
 *
 * Serial lines are slow and their bytes count in the boot's budget: a colour is set once
 * a piece, blanks are not coloured.
 */
#include <base/compiler.h>
#include <base/fmt.h>
#include <base/string.h>
#include <debug/console.h>
#include <dev/banner.h>
#include <gfx/logo.h>

#include "banner_impl.h"
#include "screen.h"

#define COPPER "\x1b[38;2;184;115;51m"
#define PLAIN  "\x1b[0m"

/* Each line as wide as the plate: 20 columns, then two that keep the distance. */
static const char *const plate[LOGO_ROWS] = {
	"╭──────────────────╮  ",
	"│ 29        63.546 │  ",
	"│                  │  ",
	"│  ▄▀▀▀▄           │  ",
	"│  █      █   █    │  ",
	"│  █      █   █    │  ",
	"│  ▀▄▄▄▀  ▀▄▄▄█    │  ",
	"│                  │  ",
	"│ COPPER           │  ",
	"╰──────────────────╯  ",
};

/* Light above, dark below, as if lit from the left. */
static const char *const name[LOGO_NAME_ROWS] = {
	"\x1b[38;2;246;206;166m▄▀▀▀▄ █   █ █▀▀▀▄ █▀▀▀▄ █   █ ▀▄ ▄▀",
	"\x1b[38;2;217;152;95m█     █   █ █▄▄▄▀ █▄▄▄▀ █   █   █",
	COPPER "▀▄▄▄▀ ▀▄▄▄▀ █     █  ▀▄ ▀▄▄▄▀ ▄▀ ▀▄",
	COPPER "────────────\x1b[38;2;134;141;103m────────────\x1b[38;2;79;167;155m───────────",
};

/* --- What there is to say ---------------------------------------------------------- */

enum { FACT_MAX = BANNER_COLUMNS - 31, FACTS_MAX = LOGO_ROWS - LOGO_NAME_ROWS - 1 };

struct fact {
	const char *label;
	char text[FACT_MAX + 1];
};

struct facts {
	struct fact list[FACTS_MAX];
	u32 count;
};

PRINTF_LIKE(3, 4)
static void add(struct facts *facts, const char *label, const char *format, ...)
{
	struct fact *fact = &facts->list[facts->count];
	va_list args;

	if (facts->count == FACTS_MAX)
		return;
	va_start(args, format);
	if (fmt_vstring(fact->text, sizeof(fact->text), format, args) >= sizeof(fact->text))
		strlcpy(fact->text + FACT_MAX - 3, "...", 4);
	va_end(args);
	str_make_printable(fact->text, strlen(fact->text));
	fact->label = label;
	facts->count++;
}

static void add_text(struct facts *facts, const char *label, const char *text)
{
	if (text != NULL && text[0] != '\0')
		add(facts, label, "%s", text);
}

static void add_memory(struct facts *facts, u64 bytes)
{
	if (bytes >= 10 * GIB)
		add(facts, "memory", "%lu GiB", bytes / GIB);
	else
		add(facts, "memory", "%lu MiB", bytes / MIB);
}

static void collect(struct facts *facts, const struct banner *banner)
{
	add_text(facts, "version", banner->version);
	add_text(facts, "machine", banner->machine);
	if (banner->cpu_count > 1)
		add(facts, "CPUs", "%u × %s", banner->cpu_count, banner->cpu);
	else
		add_text(facts, "CPU", banner->cpu);
	add_memory(facts, banner->memory);
	add_text(facts, "boot", banner->road);
}

/* --- Printing ------------------------------------------------------------------------ */

/* The facts fill the plate's last lines. */
static void print_line(struct fmt_sink *sink, u32 row, const struct facts *facts)
{
	u32 fact = row - (LOGO_ROWS - facts->count);

	fmt_print(sink, COPPER "%s", plate[row]);
	if (row < LOGO_NAME_ROWS)
		fmt_print(sink, "%s" PLAIN "\n", name[row]);
	else if (fact < facts->count)
		fmt_print(
			sink, "%-9s" PLAIN "%s\n", facts->list[fact].label, facts->list[fact].text);
	else
		fmt_print(sink, PLAIN "\n");
}

void banner_print(struct fmt_sink *sink, const struct banner *banner)
{
	struct facts facts = {};

	collect(&facts, banner);
	for (u32 row = 0; row < LOGO_ROWS; row++)
		print_line(sink, row, &facts);
}

void dev_banner(const struct banner *banner)
{
	struct screen *screen = dev_screen();

	if (screen != NULL)
		screen_hold(screen);
	console_printf("\n");
	banner_print(console_sink(), banner);
	if (screen != NULL) {
		if (screen->grid.columns >= BANNER_COLUMNS)
			screen_logo(screen, LOGO_ROWS);
		screen_release(screen);
	}
	console_printf("\n");
}
