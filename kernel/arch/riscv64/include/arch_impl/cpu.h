/* SPDX-License-Identifier: MIT */
#pragma once

#include <arch_impl/csr.h>
#include <base/types.h>

static inline u64 arch_irq_save(void)
{
	u64 state;

	asm volatile("csrrci %0, sstatus, %1" : "=r"(state) : "i"(SSTATUS_SIE) : "memory");
	return state & SSTATUS_SIE;
}

static inline void arch_irq_restore(u64 state)
{
	csr_set(sstatus, state & SSTATUS_SIE);
}

static inline bool arch_irq_enabled(void)
{
	return csr_read(sstatus) & SSTATUS_SIE;
}

/* `pause` by its encoding: harts without Zihintpause take it for a fence. */
static inline void arch_cpu_relax(void)
{
	asm volatile(".4byte 0x0100000f" ::: "memory");
}

static inline void arch_cpu_wait(void)
{
	asm volatile("wfi" ::: "memory");
}

static inline u64 arch_frame_pointer(void)
{
	return (u64)__builtin_frame_address(0);
}
