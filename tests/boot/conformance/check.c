/* SPDX-License-Identifier: MIT */
#include <conformance/check.h>

#include <base/fmt.h>
#include <conformance/isa.h>

enum {
	NOTES_PER_TALLY = 5,
};

static u32 done, failed;

static void write(struct fmt_sink *sink, const char *text, size_t length)
{
	(void)sink;
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\n')
			isa_putc('\r');
		isa_putc(text[i]);
	}
}

static struct fmt_sink serial = { write };

bool check(bool ok, const char *what, ...)
{
	va_list args;

	done++;
	failed += !ok;
	fmt_print(&serial, "%s %u - ", ok ? "ok" : "not ok", done);
	va_start(args, what);
	fmt_vprint(&serial, what, args);
	va_end(args);
	fmt_print(&serial, "\n");
	return ok;
}

void note(const char *text, ...)
{
	va_list args;

	fmt_print(&serial, "# ");
	va_start(args, text);
	fmt_vprint(&serial, text, args);
	va_end(args);
	fmt_print(&serial, "\n");
}

bool check_equal(u64 is, u64 wanted, const char *what)
{
	if (is != wanted)
		note("%s: is %#lx, shall be %#lx", what, is, wanted);
	return check(is == wanted, "%s", what);
}

void tally(struct tally *t, bool ok, const char *what, ...)
{
	va_list args;

	t->checked++;
	if (ok || t->wrong++ >= NOTES_PER_TALLY)
		return;
	fmt_print(&serial, "# wrong: ");
	va_start(args, what);
	fmt_vprint(&serial, what, args);
	va_end(args);
	fmt_print(&serial, "\n");
}

bool check_tally(const struct tally *t, const char *what)
{
	return check(t->wrong == 0, "%s (%u checked)", what, t->checked);
}

u32 check_end(void)
{
	fmt_print(&serial, "1..%u\n# %u of %u failed\n", done, failed, done);
	return failed > 0;
}
