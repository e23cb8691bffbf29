/* SPDX-License-Identifier: MIT */
#include <arch/console.h>
#include <base/fmt.h>
#include <debug/console.h>
#include <debug/log.h>

#include "log_impl.h"

static struct list consoles = LIST_INIT(consoles);

/* Whose driver is at work. If a panic finds one here, it may be what failed. */
static struct console *at_work;

void console_register(struct console *console)
{
	log_replay(console);
	list_push_back(&consoles, &console->link);
}

void console_write(const char *text, size_t length)
{
	struct console *console;

	list_for_each(console, &consoles, link) {
		at_work = console;
		console->write(console, text, length);
	}
	at_work = NULL;
}

static void sink_write(struct fmt_sink *sink, const char *text, size_t length)
{
	(void)sink;
	console_write(text, length);
}

struct fmt_sink *console_sink(void)
{
	static struct fmt_sink sink = { .write = sink_write };

	return &sink;
}

void console_printf(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fmt_vprint(console_sink(), format, args);
	va_end(args);
}

/* A panic may come before anyone has asked for a console, or told of the machine. */
static void start_serial_for_panic(void)
{
	if (arch_console_name()[0] == '\0')
		arch_console_early_init(NULL);
	console_serial_start();
}

void console_panic(void)
{
	struct console *console;

	start_serial_for_panic();
	list_for_each(console, &consoles, link) {
		at_work = console;
		if (console->panic != NULL)
			console->panic(console);
	}
	at_work = NULL;
}

const char *console_drop_faulty(void)
{
	struct console *faulty = at_work;

	if (faulty == NULL)
		return NULL;
	list_remove(&faulty->link);
	at_work = NULL;
	return faulty->name;
}

static void serial_write(struct console *self, const char *text, size_t length)
{
	(void)self;
	arch_console_write(text, length);
}

/*
 * Serial may be there from the first instruction or only once its registers
 * can be mapped, so this is called after each chance and acts on the first.
 */
void console_serial_start(void)
{
	static struct console serial = { .name = "serial", .write = serial_write };
	static bool started;

	if (started || arch_console_name()[0] == '\0')
		return;
	started = true;
	console_register(&serial);
}
