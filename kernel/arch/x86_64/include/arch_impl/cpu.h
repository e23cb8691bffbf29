/* SPDX-License-Identifier: MIT */
/* x86_64: interrupt flag, waiting, frame pointer. */
#pragma once

#include <base/types.h>

constexpr u64 RFLAGS_IF = 1 << 9;

static inline u64 arch_irq_save(void)
{
	u64 flags;

	asm volatile("pushfq; popq %0; cli" : "=r"(flags) : : "memory");
	return flags;
}

static inline void arch_irq_restore(u64 flags)
{
	if (flags & RFLAGS_IF)
		asm volatile("sti" : : : "memory");
}

static inline bool arch_irq_enabled(void)
{
	u64 flags;

	asm volatile("pushfq; popq %0" : "=r"(flags));
	return flags & RFLAGS_IF;
}

static inline void arch_cpu_relax(void)
{
	asm volatile("pause" : : : "memory");
}

/*
 * The instruction after STI runs before any interrupt is taken, so nothing can
 * slip in between the two and leave HLT waiting for what has already been.
 */
static inline void arch_cpu_wait(void)
{
	u64 flags = arch_irq_save();

	asm volatile("sti; hlt; cli" : : : "memory");
	arch_irq_restore(flags);
}

[[gnu::always_inline]] static inline u64 arch_frame_pointer(void)
{
	return (u64)__builtin_frame_address(0);
}
