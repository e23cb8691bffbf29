/* SPDX-License-Identifier: MIT */
/*
 * A raw counter and its rate.
 *
 * arch_clock_init() finds the rate without a wait of more than 100 us: from
 * the CPU's own word, the hypervisor's or the firmware's, or by a short
 * comparison with another timer. Before it, and if nothing is known,
 * arch_clock_hz() is 0 and time stamps stay at zero.
 */
#pragma once

#include <base/types.h>

#include <arch_impl/clock.h>

struct fw_machine;

/* `machine` may be NULL: then only what needs no description is tried. */
void arch_clock_init(const struct fw_machine *machine);
u64 arch_clock_hz(void);

/* From arch_impl/clock.h, as inline: u64 arch_clock_ticks(void) */

/* Nanoseconds since arch_clock_init() first knew the rate; 0 before. */
u64 arch_clock_now(void);
