/* SPDX-License-Identifier: MIT */
/*
 * Panic.
 *
 * Whatever broke may be what we are about to use, so the report goes from the
 * most certain to the least: the reason, the registers, the backtrace (which
 * checks every address before it reads it), the log.
 *
 * A second panic on the way says its reason and the first one's. If a console's
 * driver was the cause, it is left out from then on and the report goes on where
 * all others can show it; else that is the end. A third panic ends without a word,
 * as the policy says; should that be what fails, the machine is turned off or halts.
 */
#include <arch/cpu.h>
#include <arch/power.h>
#include <arch/trap.h>
#include <base/fmt.h>
#include <debug/backtrace.h>
#include <debug/console.h>
#include <debug/log.h>
#include <debug/panic.h>

#define HEADLINE "\n\x1b[97;41m KERNEL PANIC \x1b[0m "

enum { TAIL_LINES = 12 };

static enum panic_policy policy = PANIC_HALT;

/* What the first panic is about. */
static char first_reason[LOG_LINE_MAX];
static const struct trap_frame *first_frame;

void panic_set_policy(enum panic_policy wanted)
{
	policy = wanted;
}

[[noreturn]] static void panic_finish(void)
{
	switch (policy) {
	case PANIC_REBOOT: arch_power_reboot();
	case PANIC_EXIT: arch_power_exit(PANIC_EXIT_CODE);
	case PANIC_HALT: break;
	}
	console_printf("The machine is halted.\n");
	arch_cpu_halt();
}

static void print_cpu(void)
{
	console_printf("\n  CPU %lu, %s\n", arch_cpu_id(), arch_cpu_name());
}

static void print_context(const struct trap_frame *frame)
{
	struct trap_info info;

	arch_trap_print(frame, console_sink());
	arch_trap_describe(frame, &info);
	console_printf("Backtrace:\n");
	backtrace_print(console_sink(), info.pc, info.link, info.fp);
	console_printf("Last log lines:\n");
	log_print_tail(console_sink(), TAIL_LINES);
}

PRINTF_LIKE(2, 0)
static void report_first(const struct trap_frame *frame, const char *format, va_list args)
{
	first_frame = frame;
	fmt_vstring(first_reason, sizeof(first_reason), format, args);
	console_panic();
	console_printf("%s%s", HEADLINE, first_reason);
	print_cpu();
	print_context(frame);
}

PRINTF_LIKE(1, 0)
static void report_second(const char *format, va_list args)
{
	const char *left_out = console_drop_faulty();

	console_printf("%s", HEADLINE);
	fmt_vprint(console_sink(), format, args);
	console_printf("; before that: %s", first_reason);
	print_cpu();
	if (left_out == NULL)
		return;
	console_printf("  Left out from here on: console %s\n", left_out);
	print_context(first_frame);
}

[[noreturn]] PRINTF_LIKE(2, 0) static void panic_report(
	const struct trap_frame *frame, const char *format, va_list args)
{
	static unsigned depth;

	arch_irq_save();
	switch (++depth) {
	case 1: report_first(frame, format, args); break;
	case 2: report_second(format, args); break;
	case 3: break;
	case 4:
		if (policy != PANIC_HALT)
			arch_power_off();
		[[fallthrough]];
	default: arch_cpu_halt();
	}
	panic_finish();
}

void panic(const char *format, ...)
{
	struct trap_frame frame;
	va_list args;

	arch_trap_capture(&frame);
	va_start(args, format);
	panic_report(&frame, format, args);
}

void panic_trap(const struct trap_frame *frame, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	panic_report(frame, format, args);
}
