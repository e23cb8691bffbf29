/* SPDX-License-Identifier: MIT */
/* Vectors, and the error code of the one exception that has flags in it. */
#pragma once

enum vector {
	VECTOR_DE = 0,
	VECTOR_DB = 1,
	VECTOR_NMI = 2,
	VECTOR_BP = 3,
	VECTOR_OF = 4,
	VECTOR_BR = 5,
	VECTOR_UD = 6,
	VECTOR_NM = 7,
	VECTOR_DF = 8,
	VECTOR_TS = 10,
	VECTOR_NP = 11,
	VECTOR_SS = 12,
	VECTOR_GP = 13,
	VECTOR_PF = 14,
	VECTOR_MF = 16,
	VECTOR_AC = 17,
	VECTOR_MC = 18,
	VECTOR_XM = 19,
	VECTOR_VE = 20,
	VECTOR_CP = 21,
	VECTOR_EXCEPTIONS = 32, /* the first that is an interrupt's */
};

/* Error code of #PF. */
enum page_fault_bit {
	PF_PRESENT = 1 << 0,
	PF_WRITE = 1 << 1,
	PF_USER = 1 << 2,
	PF_RESERVED = 1 << 3, /* a reserved bit of an entry is set */
	PF_FETCH = 1 << 4,
	PF_PKEY = 1 << 5,
	PF_SHADOW_STACK = 1 << 6,
};

/* After segments_init(): the gates name its code segment and its stacks. */
void idt_init(void);
