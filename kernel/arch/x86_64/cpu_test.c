/* SPDX-License-Identifier: MIT */
/* The state that arch_cpu_init() promises, read back. */
#include <arch/cpu.h>
#include <base/string.h>
#include <test/test.h>

#include "features.h"
#include "regs.h"

TEST(protections_are_on)
{
	u64 cr0 = cr0_read(), cr4 = cr4_read();

	EXPECT(cr0 & CR0_WP);
	EXPECT(!(cr0 & (CR0_CD | CR0_NW | CR0_TS)));
	EXPECT_EQ(!!(cr4 & CR4_SMEP), cpu_has(CPU_SMEP));
	EXPECT_EQ(!!(cr4 & CR4_SMAP), cpu_has(CPU_SMAP));
	EXPECT_EQ(!!(cr4 & CR4_UMIP), cpu_has(CPU_UMIP));
	EXPECT_EQ(!!(cr4 & CR4_PGE), cpu_has(CPU_PGE));
	EXPECT_EQ(!!(msr_read(MSR_EFER) & EFER_NXE), cpu_has(CPU_NX));
}

TEST(floating_point_is_off)
{
	EXPECT(cr0_read() & CR0_EM);
	EXPECT(!(cr4_read() & (CR4_OSFXSR | CR4_OSXSAVE)));
}

TEST(pat_is_laid_out)
{
	if (!cpu_has(CPU_PAT))
		SKIP("this CPU has no PAT");
	u64 pat = msr_read(MSR_PAT);

	EXPECT_EQ(pat & 0xff, 6);	/* write-back */
	EXPECT_EQ(pat >> 24 & 0xff, 0); /* uncached */
	EXPECT_EQ(pat >> 40 & 0xff, 1); /* write-combining */
}

TEST(interrupt_flag)
{
	EXPECT(!arch_irq_enabled());
	u64 state = arch_irq_save();

	EXPECT(!arch_irq_enabled());
	arch_irq_restore(state);
	EXPECT(!arch_irq_enabled());
}

TEST(cpu_has_a_name)
{
	EXPECT(strlen(arch_cpu_name()) > 0);
	EXPECT(hypervisor_name() != NULL);
	EXPECT_EQ(hypervisor_kind() != HYPERVISOR_NONE, cpu_has(CPU_HYPERVISOR));
}

TEST(random_words_differ)
{
	u64 a, b;

	if (!arch_cpu_random(&a))
		SKIP("this CPU has no RDRAND");
	REQUIRE(arch_cpu_random(&b));
	EXPECT(a != b);
}
