/* SPDX-License-Identifier: MIT */
/* The pair of 8259 interrupt controllers that every PC still has, or pretends to. */
#pragma once

enum {
	PIC_VECTOR_BASE = 0x20, /* 16 vectors from here */
};

/*
 * Masks all sixteen lines. They are first moved off the exceptions' vectors,
 * because a spurious interrupt (line 7 or 15) cannot be masked.
 */
void pic_disable(void);
