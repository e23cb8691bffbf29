/* SPDX-License-Identifier: MIT */
/*
 * The compiler's stack protector: every guarded function compares this word,
 * copied below its return address, before it returns. kernel_main() sets it
 * once, before anything that could be overrun.
 */
#include <debug/panic.h>
#include <debug/stackguard.h>

u64 __stack_chk_guard = 0x00d00dfeed00ff0a;

[[noreturn]] void __stack_chk_fail(void);

void __stack_chk_fail(void)
{
	panic("stack smashed: a function overran its local variables");
}
