/* SPDX-License-Identifier: MIT */
/*
 * Panic.
 *
 * Whatever broke may be what we are about to use, so the report goes from the
 * most certain to the least: the reason, the registers, the backtrace (which
 * checks every address before it reads it), the log. A second panic on the way
 * says its reason and stops at once; a third says nothing.
 */
#include <arch/cpu.h>
#include <arch/power.h>
#include <arch/trap.h>
#include <base/fmt.h>
#include <debug/backtrace.h>
#include <debug/console.h>
#include <debug/log.h>
#include <debug/panic.h>

enum { TAIL_LINES = 12 };

static enum panic_policy policy = PANIC_HALT;
static unsigned depth;

void panic_set_policy(enum panic_policy wanted)
{
	policy = wanted;
}

NORETURN static void panic_finish(void)
{
	switch (policy) {
	case PANIC_REBOOT: arch_power_reboot();
	case PANIC_EXIT: arch_power_exit(PANIC_EXIT_CODE);
	case PANIC_HALT: break;
	}
	console_printf("The machine is halted.\n");
	arch_cpu_halt();
}

PRINTF_LIKE(1, 0)
static void print_reason(const char *format, va_list args)
{
	console_printf("\n\x1b[97;41m KERNEL PANIC \x1b[0m ");
	fmt_vprint(console_sink(), format, args);
	console_printf("\n  CPU %lu, %s\n", arch_cpu_id(), arch_cpu_name());
}

static void print_context(const struct trap_frame *frame)
{
	struct trap_info info;

	arch_trap_describe(frame, &info);
	arch_trap_print(frame, console_sink());
	console_printf("Backtrace:\n");
	backtrace_print(console_sink(), info.pc, info.link, info.fp);
	console_printf("Last log lines:\n");
	log_print_tail(console_sink(), TAIL_LINES);
}

PRINTF_LIKE(2, 0)
NORETURN static void panic_report(const struct trap_frame *frame, const char *format, va_list args)
{
	arch_irq_save();
	if (depth++ >= 2)
		arch_cpu_halt();
	if (depth == 1)
		console_panic();
	print_reason(format, args);
	if (depth == 1)
		print_context(frame);
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
