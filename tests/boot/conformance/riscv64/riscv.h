/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* cpu_state.special[]: the first is stored by entry.S. */
enum special {
	SSTATUS,
	STVEC,
	SIE,
	SATP,
	OWN_ID = 23,
};

#define CSR_READ(name)                                          \
	({                                                      \
		u64 value_;                                     \
		asm volatile("csrr %0, " #name : "=r"(value_)); \
		value_;                                         \
	})
