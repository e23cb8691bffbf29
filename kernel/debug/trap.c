/* SPDX-License-Identifier: MIT */
/*
 * What becomes of an exception. So far the kernel expects none of its own but
 * the breakpoints that tests set, so all others are reported and end in panic.
 */
#include <arch/stack.h>
#include <arch/trap.h>
#include <debug/log.h>
#include <debug/panic.h>
#include <debug/symbols.h>
#include <debug/trap.h>

/* The one kind of trap that may be met next without harm. */
static bool breakpoint_expected;

void trap_expect_breakpoint(void)
{
	breakpoint_expected = true;
}

bool trap_breakpoint_pending(void)
{
	return breakpoint_expected;
}

/* Where the machine tells no address, the stack pointer gives it away. */
static const struct stack_area *stack_overflowed(const struct trap_info *info)
{
	const struct stack_area *area =
		info->has_address ? stack_area_by_guard(info->address) : NULL;

	return area != NULL ? area : stack_area_by_guard(info->sp);
}

static const char *access_word(enum trap_access access)
{
	switch (access) {
	case TRAP_READ: return "read from";
	case TRAP_WRITE: return "write to";
	case TRAP_FETCH: return "execution of";
	}
	return "access to";
}

/* Which function was called by the wrong type, if the machine tells. */
static const char *called_name(const struct trap_info *info)
{
	struct symbol called;

	return info->has_address && symbol_find(info->address, &called) ? called.name
									: "a function";
}

[[noreturn]] static void trap_fatal(const struct trap_frame *frame, const struct trap_info *info)
{
	const struct stack_area *area = stack_overflowed(info);

	if (area != NULL)
		panic_trap(frame, "overflow of stack %s (%s)", area->name, info->name);
	if (info->kind == TRAP_CFI)
		panic_trap(frame, "indirect call of %s, which is of another type (%s)",
			called_name(info), info->name);
	if (info->kind == TRAP_PAGE_FAULT && info->has_address)
		panic_trap(frame, "%s: %s %s address %#lx", info->name, access_word(info->access),
			info->present ? "protected" : "unmapped", info->address);
	if (info->has_address)
		panic_trap(frame, "%s: %s address %#lx", info->name, access_word(info->access),
			info->address);
	panic_trap(frame, "%s", info->name);
}

/*
 * To say what a fault is means to walk page tables. If these are what is broken,
 * that faults too, and again for ever if it were looked into.
 */
static void describe(const struct trap_frame *frame, struct trap_info *out)
{
	static bool busy;

	if (busy)
		panic_trap(frame, "a fault while another one was looked into");
	busy = true;
	arch_trap_describe(frame, out);
	busy = false;
}

void trap_handle(struct trap_frame *frame)
{
	struct trap_info info;

	describe(frame, &info);
	if (info.kind == TRAP_BREAKPOINT && breakpoint_expected) {
		breakpoint_expected = false;
		arch_trap_skip_breakpoint(frame);
		return;
	}
	trap_fatal(frame, &info);
}
