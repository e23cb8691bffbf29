/* SPDX-License-Identifier: MIT */
/*
 * Bringing a CPU into the state in which the kernel runs, whoever had it before.
 *
 * Control registers are written whole, not bit by bit, so that nothing a loader
 * left on stays on. Vector and floating-point units are off (CR0.EM, and
 * CR4.OSFXSR clear): the kernel is compiled without them, and code that uses
 * one by mistake is caught at its first instruction.
 */
#include <arch/cpu.h>
#include <arch/mmu.h>

#include "features.h"
#include "idt.h"
#include "pic.h"
#include "regs.h"
#include "segments.h"

pte_t x86_pte_nx;
bool x86_has_pat;

/*
 * Entries 0 to 7, a byte each: WB WT UC- UC WP WC UC- UC. The Limine protocol's
 * order; entries 0 to 3 are those of reset, so mappings made before stay right.
 */
constexpr u64 PAT_LAYOUT = 0x0007010500070406;

/*
 * In tables built by a road before us no NX bit is set where the CPU has none,
 * and we build ours only after this.
 */
static void paging_features_init(void)
{
	u64 efer = msr_read(MSR_EFER) & (EFER_LME | EFER_LMA);

	if (cpu_has(CPU_NX)) {
		efer |= EFER_NXE;
		x86_pte_nx = X86_PTE_NX;
	}
	msr_write(MSR_EFER, efer);
	if (cpu_has(CPU_PAT)) {
		msr_write(MSR_PAT, PAT_LAYOUT);
		x86_has_pat = true;
	}
}

static u64 cr4_bit_if(enum cpu_feature feature, u64 bit)
{
	return cpu_has(feature) ? bit : 0;
}

static void control_registers_init(void)
{
	/* The depth of the page tables cannot change while they are in use. */
	u64 cr4 = CR4_PAE | (cr4_read() & CR4_LA57);

	cr4 |= cr4_bit_if(CPU_DE, CR4_DE);
	cr4 |= cr4_bit_if(CPU_MCE, CR4_MCE);
	cr4 |= cr4_bit_if(CPU_PGE, CR4_PGE);
	cr4 |= cr4_bit_if(CPU_UMIP, CR4_UMIP);
	cr4 |= cr4_bit_if(CPU_SMEP, CR4_SMEP);
	cr4 |= cr4_bit_if(CPU_SMAP, CR4_SMAP);
	cr4_write(cr4);
	cr0_write(CR0_PG | CR0_AM | CR0_WP | CR0_NE | CR0_ET | CR0_EM | CR0_PE);
}

void arch_cpu_init(void)
{
	segments_init();
	idt_init();
	features_init();
	paging_features_init();
	control_registers_init();
	pic_disable();
}

/* CPUID says it all. */
void arch_cpu_describe(const struct fw_machine *)
{
}

/*
 * The initial local APIC id: all 32 bits of it from the topology leaf, 8 from
 * the old place on CPUs without one.
 */
u64 arch_cpu_id(void)
{
	if (cpuid_read(0, 0).eax >= 0xb) {
		struct cpuid topology = cpuid_read(0xb, 0);

		if (topology.ebx != 0)
			return topology.edx;
	}
	return cpuid_read(1, 0).ebx >> 24;
}

/*
 * RDRAND may run dry for a moment; Intel's word is that ten tries suffice. Asks
 * CPUID itself because the canary wants a word before arch_cpu_init().
 */
bool arch_cpu_random(u64 *out)
{
	u64 word;
	bool valid = false;

	if (!(cpuid_read(1, 0).ecx & 1u << (CPU_RDRAND % 32)))
		return false;
	for (int tries = 0; tries < 10 && !valid; tries++)
		asm volatile("rdrand %0" : "=r"(word), "=@ccc"(valid));
	if (valid)
		*out = word;
	return valid;
}

/* An NMI or a machine check ends HLT even so. */
void arch_cpu_halt(void)
{
	for (;;)
		asm volatile("cli; hlt" : : : "memory");
}
