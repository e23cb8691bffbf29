/* SPDX-License-Identifier: MIT */
/*
 * The processor: interrupt flag, waiting, identity, features.
 *
 * arch_cpu_init() runs once on each CPU, before anything else on it: it loads
 * the trap vectors and tables, turns on the protections that the CPU has
 * (no-execute, write-protect, supervisor access prevention ...) and leaves
 * interrupts off. It needs no memory allocator and prints nothing.
 */
#pragma once

#include <base/fmt.h>
#include <base/types.h>

#include <arch_impl/cpu.h>

struct fw_machine;

void arch_cpu_init(void);

/*
 * Takes over what only the machine's description tells of the CPUs (RISC-V has
 * no instruction that names its extensions). Called once, before anything maps
 * device memory; may do nothing.
 */
void arch_cpu_describe(const struct fw_machine *machine);

/* Hardware id of the running CPU: local APIC id, MPIDR affinity, hart id. */
u64 arch_cpu_id(void);

/* Maker and model for people, e.g. "QEMU Virtual CPU"; never NULL. */
const char *arch_cpu_name(void);

/* Writes the names of the detected features, separated by blanks. */
void arch_cpu_print_features(struct fmt_sink *sink);

/* A word of hardware randomness, if this CPU offers any. */
bool arch_cpu_random(u64 *out);

/*
 * From arch_impl/cpu.h, as inlines:
 *   u64  arch_irq_save(void)         switch interrupts off, return the state before
 *   void arch_irq_restore(u64)       put that state back
 *   bool arch_irq_enabled(void)
 *   void arch_cpu_relax(void)        one turn of a spin loop
 *   void arch_cpu_wait(void)         sleep until an interrupt
 *   u64  arch_frame_pointer(void)    of the calling function
 */

/* Stops this CPU for ever with interrupts off. */
[[noreturn]] void arch_cpu_halt(void);
