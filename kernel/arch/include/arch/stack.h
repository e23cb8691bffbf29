/* SPDX-License-Identifier: MIT */
/*
 * Stacks that name their own overflow, and frames to walk.
 *
 * STACK_DEFINE lays a stack out above one page that the kernel's page tables
 * leave unmapped, and lists it, so that a fault on that page can be reported
 * as "overflow of stack NAME" and the mapper knows what to leave out.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

#include <arch_impl/stack.h>

enum { STACK_GUARD_SIZE = 4096 };

struct stack_area {
	const char *name;
	u8 *guard; /* one page, unmapped; the stack proper begins above it */
	u8 *top;
};

#define STACK_DEFINE(ident, bytes)                                         \
	extern u8 ident##_memory[STACK_GUARD_SIZE + (bytes)];              \
	alignas(4096) u8 ident##_memory[STACK_GUARD_SIZE + (bytes)];       \
	static const struct stack_area ident##_area                        \
		__attribute__((section(".stack_areas"), used, retain)) = { \
			.name = #ident,                                    \
			.guard = ident##_memory,                           \
			.top = ident##_memory + sizeof(ident##_memory),    \
		}

/* The list, laid out by the linker script. */
extern const struct stack_area __stack_areas_start[], __stack_areas_end[];

/* The stack whose guard page holds this address, or NULL. */
static inline const struct stack_area *stack_area_by_guard(vaddr_t address)
{
	for (const struct stack_area *area = __stack_areas_start; area < __stack_areas_end; area++)
		if (address - (vaddr_t)area->guard < STACK_GUARD_SIZE)
			return area;
	return NULL;
}

/* A saved frame: where its caller's frame is, and where it returns to. */
struct stack_frame {
	vaddr_t caller;
	vaddr_t return_address;
};

/*
 * From arch_impl/stack.h, as inline:
 *   vaddr_t arch_frame_record(vaddr_t fp)
 * address of the two words {caller's frame pointer, return address} that
 * belong to frame pointer `fp`; equal to struct stack_frame in layout.
 */
