/* SPDX-License-Identifier: MIT */
#include <arch/cpu.h>
#include <base/string.h>
#include <test/test.h>

#include "cpu_local.h"
#include "probe.h"

TEST(cpu_has_a_name)
{
	EXPECT(strlen(arch_cpu_name()) > 0);
	EXPECT_EQ(arch_cpu_id(), boot_cpu.hart);
}

TEST(random_words_differ)
{
	u64 a, b;

	if (!arch_cpu_random(&a))
		SKIP("this hart has no entropy source, or none for supervisor mode");
	REQUIRE(arch_cpu_random(&b));
	EXPECT(a != b);
}

TEST(interrupts_stay_off_and_restore)
{
	u64 state = arch_irq_save();

	EXPECT_EQ(state, 0);
	EXPECT(!arch_irq_enabled());
	arch_irq_restore(state);
	EXPECT(!arch_irq_enabled());
}

/* A register that is not there is met like any other; the vector is back after. */
TEST(probing_leaves_no_trace)
{
	u64 vector = csr_read(stvec), value;
	u64 status = csr_read(sstatus);

	(void)probe_seed(&value);
	(void)probe_stimecmp(&value);
	EXPECT_EQ(csr_read(stvec), vector);
	EXPECT_EQ(csr_read(sstatus), status);
}
