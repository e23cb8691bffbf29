/* SPDX-License-Identifier: MIT */
/*
 * How a CPU gets from the loader into the kernel's address space.
 *
 * The boot CPU and every other one take the same way, in assembly, one `struct launch` each:
 *
 *     1. bridge_root: the kernel's upper half, and the loader's own code one to one
 *     2. jump to the loader's code in the HHDM
 *     3. space_root, the machine state that the protocol promises, the stack
 *     4. jump to `target` with `argument`: the kernel's entry point, or for other CPUs the
 *        loop in which they wait (in the HHDM as well) for their goto_address
 *
 * The layout is known to the assembly of all machines.
 */
#pragma once

#include <base/types.h>
#include <boot/launch_offsets.h>

struct launch {
	u64 bridge_root; /* values for the machine's root registers */
	u64 space_root;
	u64 hhdm;
	vaddr_t stack; /* what the stack pointer shall be */
	vaddr_t target;
	u64 argument;
	u64 arrived; /* other CPUs store 1 here when they wait in their loop */
	u64 isa[9];  /* machine dependent */
};

static_assert(offsetof(struct launch, bridge_root) == LAUNCH_BRIDGE);
static_assert(offsetof(struct launch, space_root) == LAUNCH_SPACE);
static_assert(offsetof(struct launch, hhdm) == LAUNCH_HHDM);
static_assert(offsetof(struct launch, stack) == LAUNCH_STACK);
static_assert(offsetof(struct launch, target) == LAUNCH_TARGET);
static_assert(offsetof(struct launch, argument) == LAUNCH_ARGUMENT);
static_assert(offsetof(struct launch, arrived) == LAUNCH_ARRIVED);
static_assert(offsetof(struct launch, isa) == LAUNCH_ISA);
static_assert(sizeof(struct launch) == LAUNCH_SIZE);
