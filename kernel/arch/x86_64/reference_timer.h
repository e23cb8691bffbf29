/* SPDX-License-Identifier: MIT */
/*
 * Timers whose rate is known, good for measuring what is not: the HPET, the ACPI
 * PM timer, and the PIT that every PC has had.
 */
#pragma once

#include <base/types.h>

#include "acpi_register.h"

struct fw_time;

/* A counter that counts up, modulo its mask + 1. */
struct reference_timer {
	u32 (*read)(const struct reference_timer *timer);
	const char *name; /* for people */
	u64 hz;
	u32 mask;
	union {
		struct acpi_register pm;
		vaddr_t hpet;
	};
};

/* False if the machine has none. */
bool reference_timer_hpet(struct reference_timer *out, const struct fw_time *told);
bool reference_timer_pm(struct reference_timer *out, const struct fw_time *told);

/* Nobody tells whether it is there; if not, it reads as a timer that stands still. */
void reference_timer_pit(struct reference_timer *out);
