/* SPDX-License-Identifier: MIT */
#pragma once

#include <arch_impl/sysreg.h>

/* PSTATE.DAIF as MSR and MRS see it; the immediate forms count from bit 6. */
enum { DAIF_FIQ = 1 << 6, DAIF_IRQ = 1 << 7 };

/*
 * Interrupts are IRQ and FIQ alike: which of the two an interrupt controller
 * uses is its own affair. Debug exceptions and SErrors stay as they are.
 */
static inline u64 arch_irq_save(void)
{
	u64 state = sysreg_read(daif);

	asm volatile("msr daifset, #3" ::: "memory");
	return state;
}

static inline void arch_irq_restore(u64 state)
{
	sysreg_write(daif, state);
}

static inline bool arch_irq_enabled(void)
{
	return !(sysreg_read(daif) & (DAIF_IRQ | DAIF_FIQ));
}

static inline void arch_cpu_relax(void)
{
	asm volatile("yield" ::: "memory");
}

/* The barrier lets a store that another CPU waits for out before we sleep. */
static inline void arch_cpu_wait(void)
{
	asm volatile("dsb sy; wfi" ::: "memory");
}

[[gnu::always_inline]] static inline u64 arch_frame_pointer(void)
{
	return (u64)__builtin_frame_address(0);
}
