/* SPDX-License-Identifier: MIT */
#include <arch/stack.h>
#include <arch/trap.h>
#include <arch_impl/sysreg.h>

#include "stacks.h"

STACK_DEFINE(boot_stack, BOOT_STACK_SIZE);
STACK_DEFINE(exception_stack, EXCEPTION_STACK_SIZE);

static_assert(sizeof(boot_stack_memory) == BOOT_STACK_TOP);

static struct trap_stacks boot_cpu_stacks;

/* From vectors.S. */
extern const u8 vectors[];

static vaddr_t lowest_sp(const u8 *memory)
{
	return (vaddr_t)memory + STACK_GUARD_SIZE + TRAP_FRAME_SIZE;
}

void trap_stacks_init(void)
{
	boot_cpu_stacks = (struct trap_stacks){
		.lowest = lowest_sp(boot_stack_memory),
		.exception_top = (vaddr_t)exception_stack_memory + sizeof(exception_stack_memory),
		.exception_lowest = lowest_sp(exception_stack_memory),
	};
	sysreg_write(tpidr_el1, &boot_cpu_stacks);
	sysreg_write(vbar_el1, vectors);
	sysreg_sync();
}
