/* SPDX-License-Identifier: MIT */
/* Our segments and the task state. */
#pragma once

#include <base/types.h>

/*
 * Entries of the interrupt stack table, for exceptions that must not trust the
 * stack they meet. 0 means "stay on the stack".
 */
enum ist {
	IST_NONE,
	IST_NMI,
	IST_DOUBLE_FAULT,
	IST_MACHINE_CHECK,
};

/* The pseudo-descriptor of LGDT, LIDT and SIDT. */
struct [[gnu::packed]] table_pointer {
	u16 limit;
	u64 base;
};

void segments_init(void);

/* For provoke.c: the next load of this selector faults. */
void gdt_make_absent(u16 selector);
