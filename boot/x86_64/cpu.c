/* SPDX-License-Identifier: MIT */
/* What this processor is and can do. */
#include <abi/errors.h>
#include <base/bits.h>
#include <boot/elf_format.h>
#include <boot/isa.h>
#include <boot_x86/apic.h>
#include <boot_x86/cpu.h>

const u16 elf_machine = EM_X86_64;
const bool isa_has_harts = false, isa_keeps_iommu = true;
const char *const paging_mode_names[] = { "4level", "5level", nullptr };

/* CR3 is loaded in 32-bit mode. */
const paddr_t isa_tables_below = 4 * GIB;

enum {
	LEAF_LEVELS_2M = 2,
	LEAF_LEVELS_1G = 3,
	RANDOM_TRIES = 10,
};

static u32 highest_leaf(void)
{
	return cpuid(0, 0).a;
}

static bool has_5_levels(void)
{
	return highest_leaf() >= 7 && cpuid(7, 0).c & BIT(16);
}

status_t isa_paging(const struct boot *b, struct isa_paging *out, struct diag *d)
{
	u32 extended = cpuid(0x80000000, 0).a >= 0x80000001 ? cpuid(0x80000001, 0).d : 0;

	(void)b;
	if (!(extended & BIT(20)))
		return diag_fail(d, ENOTSUP, "Use another machine, or enable NX in its firmware.",
			"this processor cannot protect pages from execution");
	out->formats[LIMINE_PAGING_X86_4LVL] = &pt_x86_4_level;
	if (has_5_levels())
		out->formats[LIMINE_PAGING_X86_5LVL] = &pt_x86_5_level;
	out->unasked = LIMINE_PAGING_X86_4LVL;
	out->leaf_levels = extended & BIT(26) ? LEAF_LEVELS_1G : LEAF_LEVELS_2M;
	return 0;
}

bool isa_random(u64 *out)
{
	bool done = false;

	if (!(cpuid(1, 0).c & BIT(30)))
		return false;
	for (int i = 0; i < RANDOM_TRIES && !done; i++)
		asm volatile("rdrand %0" : "=r"(*out), "=@ccc"(done));
	return done;
}

u64 isa_counter(void)
{
	u32 low, high;

	asm volatile("lfence\n\trdtsc" : "=a"(low), "=d"(high)::"memory");
	return (u64)high << 32 | low;
}

/* The processor's own word: crystal times ratio. */
static u64 rate_from_processor(void)
{
	struct cpuid r;

	if (highest_leaf() < 0x15)
		return 0;
	r = cpuid(0x15, 0);
	return r.a && r.b && r.c ? (u64)r.c * r.b / r.a : 0;
}

/* A hypervisor's: kHz in a leaf that several of them share. */
static u64 rate_from_hypervisor(void)
{
	if (!(cpuid(1, 0).c & BIT(31)) || cpuid(0x40000000, 0).a < 0x40000010)
		return 0;
	return cpuid(0x40000010, 0).a * 1000ul;
}

u64 isa_counter_rate(const struct fw_machine *machine)
{
	u64 rate = rate_from_processor();

	(void)machine;
	return rate ? rate : rate_from_hypervisor();
}

u64 isa_boot_cpu(const struct boot *b)
{
	(void)b;
	return apic_own_id();
}
