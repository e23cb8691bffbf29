/* SPDX-License-Identifier: MIT */
/*
 * Bringing a CPU into the state that the kernel relies on, whatever firmware,
 * loader or hypervisor it comes from.
 *
 * After arch_cpu_init(): exceptions go to our vectors; the lower half of the
 * address space is empty; floating point, SVE and SME trap; EL0 may use no
 * timer and no event counter; where the CPU has PAN, the kernel cannot touch
 * user memory by mistake; randomness that the CPU offers can be had.
 */
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <debug/assert.h>

#include "early_map.h"
#include "features.h"
#include "low_half.h"
#include "mmu_switch.h"
#include "regs.h"
#include "trap_stacks.h"

/* From the linker script. */
extern const u8 __image_start[];

/*
 * The same shape of tree as before: only what the lower half shows changes.
 * Byte 1 of MAIR is what the loader's tables mean by it.
 */
static void mmu_registers_init(void)
{
	sysreg_write(mair_el1, (sysreg_read(mair_el1) & MAIR_LOADERS) | MAIR_OURS);
	sysreg_write(tcr_el1, tcr_value() | TCR_EPD0);
	sysreg_sync();
	arch_tlb_flush_all();
}

static void low_half_init(void)
{
	paddr_t image;
	unsigned flags;

	if (arch_mmu_lookup((vaddr_t)__image_start, &image, &flags))
		early_map_moved(image, (vaddr_t)__image_start);
	low_half_clear();
}

static void control_init(void)
{
	u64 sctlr = SCTLR_MMU_ON;

	if (cpu_has(FEATURE_PAN))
		sctlr &= ~SCTLR_SPAN;
	sysreg_write(sctlr_el1, sctlr);
	sysreg_write(cpacr_el1, 0);
	sysreg_write(cntkctl_el1, 0);
	sysreg_write(mdscr_el1, 0);
	sysreg_write(contextidr_el1, 0);
	if (cpu_has(FEATURE_PMU))
		sysreg_write(pmuserenr_el0, 0);
	sysreg_sync();
	if (cpu_has(FEATURE_PAN))
		asm volatile(".arch_extension pan\n\tmsr pan, #1" ::: "memory");
}

void arch_cpu_init(void)
{
	asm volatile("msr daifset, #0xf" ::: "memory");
	trap_stacks_init();
	mmu_registers_init();
	low_half_init();
	control_init();
}

/*
 * Errors that no instruction waits for may be pending since the firmware's
 * time. They are let in here, when there is a console to tell them on, rather
 * than in arch_cpu_init(); with them debug exceptions.
 */
void arch_cpu_describe(const struct fw_machine *machine)
{
	(void)machine;
	asm volatile("msr daifclr, #0xc" ::: "memory");
}

/* Affinity levels 3, 2, 1 and 0, as firmware tables spell them. */
u64 arch_cpu_id(void)
{
	return sysreg_read(mpidr_el1) & 0x000000ff00ffffff;
}

bool arch_cpu_random(u64 *out)
{
	u64 value;
	bool valid;

	if (!cpu_has(FEATURE_RNG))
		return false;
	/* RNDR by number. It clears Z if it gave us a value. */
	asm volatile("mrs %0, S3_3_C2_C4_0\n\t"
		     "cset %w1, ne"
		: "=r"(value), "=r"(valid)
		:
		: "cc");
	if (valid)
		*out = value;
	return valid;
}

void arch_cpu_halt(void)
{
	asm volatile("msr daifset, #0xf" ::: "memory");
	for (;;)
		asm volatile("wfi");
}
