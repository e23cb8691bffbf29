/* SPDX-License-Identifier: MIT */
/* What this processor is and can do, and its MP response. */
#include <abi/errors.h>
#include <base/bits.h>
#include <boot/cpus.h>
#include <boot/elf_format.h>
#include <boot/isa.h>
#include <boot_arm64/cpu.h>

const u16 elf_machine = EM_AARCH64;
const bool isa_has_harts = false, isa_keeps_iommu = false;
const paddr_t isa_tables_below = 0;
const char *const paging_mode_names[] = { "4level", "5level", nullptr };

const size_t isa_mp_info_size = sizeof(struct limine_mp_info_arm64);
const size_t isa_mp_response_size = sizeof(struct limine_mp_response_arm64);

enum {
	GRANULE_NONE = 0xf,
	LEAF_LEVELS = 3,
	RANDOM_TRIES = 10,
};

/* Five levels would take 52-bit addresses, whose tables are written in another way. */
status_t isa_paging(const struct boot *b, struct isa_paging *out, struct diag *d)
{
	(void)b;
	if (bits_field(REGISTER_READ(id_aa64mmfr0_el1), 31, 28) == GRANULE_NONE)
		return diag_fail(
			d, ENOTSUP, "Use another machine.", "this processor has no pages of 4 KiB");
	out->formats[LIMINE_PAGING_ARM64_4LVL] = &pt_arm64_4_level;
	out->unasked = LIMINE_PAGING_ARM64_4LVL;
	out->leaf_levels = LEAF_LEVELS;
	return 0;
}

bool isa_random(u64 *out)
{
	bool done = false;

	if (bits_field(REGISTER_READ(id_aa64isar0_el1), 63, 60) == 0)
		return false;
	for (int i = 0; i < RANDOM_TRIES && !done; i++)
		asm volatile("mrs %0, S3_3_C2_C4_0" : "=r"(*out), "=@ccne"(done)); /* RNDR */
	return done;
}

u64 isa_counter(void)
{
	u64 value;

	asm volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value)::"memory");
	return value;
}

u64 isa_counter_rate(const struct fw_machine *machine)
{
	(void)machine;
	return REGISTER_READ(cntfrq_el0);
}

/* Affinity levels 3 and 2 to 0. */
u64 isa_boot_cpu(const struct boot *b)
{
	(void)b;
	return REGISTER_READ(mpidr_el1) & (BITS(39, 32) | BITS(23, 0));
}

void isa_mp_info(const struct cpu *cpu, void *info)
{
	struct limine_mp_info_arm64 *out = info;

	out->acpi_uid = cpu->acpi_uid;
	out->mpidr = cpu->id;
	out->reserved = cpu->launch.stack;
}

void isa_mp_response(const struct boot *b, void *response, u64 count, vaddr_t list)
{
	struct limine_mp_response_arm64 *out = response;

	out->bsp_mpidr = b->cpus[0].id;
	out->cpu_count = count;
	out->cpus = list;
}
