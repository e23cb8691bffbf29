/* SPDX-License-Identifier: MIT */
#include <arch/mmu.h>
#include <arch/stack.h>
#include <debug/backtrace.h>
#include <debug/symbols.h>

enum { LINES_MAX = 32 };

/* The two words of a frame, if the page tables say they can be read. */
static bool frame_read(vaddr_t record, struct stack_frame *out)
{
	paddr_t pa;
	unsigned flags;
	vaddr_t last = record + sizeof(struct stack_frame) - 1;

	if (record % sizeof(vaddr_t) != 0 || last < record)
		return false;
	if (!arch_mmu_lookup(record, &pa, &flags) || !arch_mmu_lookup(last, &pa, &flags) ||
		(flags & MMU_DEVICE))
		return false;
	*out = *(const struct stack_frame *)record;
	return true;
}

/*
 * Frames lie ever higher on one stack. A chain that turns down has left it (or
 * is broken), and one step down is allowed: from an exception stack back to the
 * stack of the code that was interrupted.
 */
bool backtrace_next(struct backtrace *walk, vaddr_t *return_address)
{
	struct stack_frame frame;

	if (walk->fp == 0 || !frame_read(arch_frame_record(walk->fp), &frame) ||
		frame.return_address == 0)
		return false;
	*return_address = frame.return_address;
	if (frame.caller > walk->fp)
		walk->fp = frame.caller;
	else if (walk->turned)
		walk->fp = 0;
	else
		*walk = (struct backtrace){ .fp = frame.caller, .turned = true };
	return true;
}

static void print_caller(struct fmt_sink *sink, vaddr_t return_address)
{
	/* It may be the first byte of the next function. */
	fmt_print(sink, "\n  by ");
	symbol_print(sink, return_address - 1);
}

static void print_repeats(struct fmt_sink *sink, unsigned repeats)
{
	if (repeats != 0)
		fmt_print(sink, "\n     ... %u more times", repeats);
}

static void print_callers(struct fmt_sink *sink, vaddr_t fp)
{
	struct backtrace walk = { .fp = fp };
	vaddr_t caller, before = 0;
	unsigned lines = 0, repeats = 0;

	while (lines < LINES_MAX && backtrace_next(&walk, &caller)) {
		if (caller == before) {
			repeats++;
			continue;
		}
		print_repeats(sink, repeats);
		print_caller(sink, caller);
		before = caller;
		repeats = 0;
		lines++;
	}
	print_repeats(sink, repeats);
	fmt_print(sink, "%s\n", lines == LINES_MAX ? "\n  ..." : "");
}

void backtrace_print(struct fmt_sink *sink, vaddr_t pc, vaddr_t link, vaddr_t fp)
{
	struct symbol symbol;

	fmt_print(sink, "  at ");
	symbol_print(sink, pc);
	if (!symbol_find(pc, &symbol) && symbol_find(link - 1, &symbol))
		print_caller(sink, link);
	print_callers(sink, fp);
}
