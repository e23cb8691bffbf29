/* SPDX-License-Identifier: MIT */
#include <arch/mmu.h>
#include <arch/stack.h>
#include <debug/backtrace.h>
#include <debug/symbols.h>

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
unsigned backtrace_collect(vaddr_t fp, vaddr_t *out, unsigned max)
{
	unsigned count = 0;
	bool turned = false;

	while (count < max && fp != 0) {
		struct stack_frame frame;

		if (!frame_read(arch_frame_record(fp), &frame) || frame.return_address == 0)
			break;
		out[count++] = frame.return_address;
		if (frame.caller <= fp && turned)
			break;
		turned |= frame.caller <= fp;
		fp = frame.caller;
	}
	return count;
}

static void print_caller(struct fmt_sink *sink, vaddr_t return_address)
{
	/* It may be the first byte of the next function. */
	fmt_print(sink, "\n  by ");
	symbol_print(sink, return_address - 1);
}

void backtrace_print(struct fmt_sink *sink, vaddr_t pc, vaddr_t link, vaddr_t fp)
{
	struct symbol symbol;
	vaddr_t callers[BACKTRACE_MAX];
	unsigned count = backtrace_collect(fp, callers, BACKTRACE_MAX);

	fmt_print(sink, "  at ");
	symbol_print(sink, pc);
	if (!symbol_find(pc, &symbol) && symbol_find(link - 1, &symbol))
		print_caller(sink, link);
	for (unsigned i = 0; i < count; i++)
		print_caller(sink, callers[i]);
	fmt_print(sink, "%s\n", count == BACKTRACE_MAX ? "\n  ..." : "");
}
