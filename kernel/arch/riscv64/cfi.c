/* SPDX-License-Identifier: MIT */
/*
 * Indirect calls with type checks (-fsanitize=kcfi).
 *
 * The compiler puts a hash of the function's type in front of every function
 * and compares it before a call through a pointer; a mismatch runs into an
 * ebreak, and the call stands right behind it:
 *
 *	lw	t1, -4(target)
 *	li	t2, hash
 *	beq	t1, t2, 1f
 *	ebreak
 * 1:	jalr	target
 *
 * The places of these ebreaks are listed in .kcfi_traps as 32-bit distances,
 * each counted from its own place in the table.
 */
#include "cfi.h"

#include <arch/trap.h>
#include <base/endian.h>

extern const s32 __kcfi_traps_start[], __kcfi_traps_end[];

bool cfi_is_check(vaddr_t pc)
{
	for (const s32 *trap = __kcfi_traps_start; trap < __kcfi_traps_end; trap++)
		if ((vaddr_t)trap + (vaddr_t)*trap == pc)
			return true;
	return false;
}

/* jalr in its long form, and c.jalr and c.jr, all with the register that holds the target. */
vaddr_t cfi_target(const struct trap_frame *frame)
{
	const u64 *registers = &frame->pc;
	struct trap_frame call = *frame;

	arch_trap_skip_breakpoint(&call);
	u16 first = load_le16((const void *)call.pc);
	u16 second = load_le16((const void *)(call.pc + 2));
	bool is_short = (first & 3) != 3;

	return registers[is_short ? first >> 7 & 31 : (first >> 15 | second << 1) & 31];
}
