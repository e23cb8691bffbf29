/* SPDX-License-Identifier: MIT */
/*
 * Indirect calls with type checks (-fsanitize=kcfi).
 *
 * The compiler puts a hash of the function's type in front of every function
 * and compares it before a call through a pointer; a mismatch runs into an
 * ebreak. The places of these ebreaks are listed in .kcfi_traps as 32-bit
 * distances, each counted from its own place in the table.
 */
#include "cfi.h"

extern const s32 __kcfi_traps_start[], __kcfi_traps_end[];

bool cfi_is_check(vaddr_t pc)
{
	for (const s32 *trap = __kcfi_traps_start; trap < __kcfi_traps_end; trap++)
		if ((vaddr_t)trap + (vaddr_t)*trap == pc)
			return true;
	return false;
}
