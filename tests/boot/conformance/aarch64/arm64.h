/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* cpu_state.special[]: the first is stored by entry.S. */
enum special {
	NZCV,
	LEVEL,
	SPSEL,
	DAIF,
	SCTLR,
	TCR,
	MAIR,
	CPACR,
	HCR,
	CNTHCTL,
	HSTR,
	ID_VHE,
	ID_PARANGE,
	PAN,
	OWN_ID = 23,
};

#define REGISTER_READ(name)                                    \
	({                                                     \
		u64 value_;                                    \
		asm volatile("mrs %0, " #name : "=r"(value_)); \
		value_;                                        \
	})
