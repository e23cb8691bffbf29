/* SPDX-License-Identifier: MIT */
/* A processor for tests: ELF files of x86, five levels of page tables, the MP layout of x86. */
#include <base/atomic.h>
#include <boot/cpus.h>
#include <boot/elf_format.h>
#include <boot/isa.h>
#include <boot/loader_image.h>
#include <boot_fake/fake.h>
#include <stdlib.h>

const u16 elf_machine = EM_X86_64;
const paddr_t isa_tables_below = 0;
const bool isa_has_harts = true, isa_keeps_iommu = true;
const char *const paging_mode_names[] = { "4level", "5level", nullptr };
const size_t isa_mp_info_size = sizeof(struct limine_mp_info_x86);
const size_t isa_mp_response_size = sizeof(struct limine_mp_response_x86);

alignas(4096) u8 loader_image[4096];
asm(".globl loader_image_end\n.set loader_image_end, loader_image + 4096");

/* Host addresses are too high for four levels; kernels that do not ask get five here. */
status_t isa_paging(const struct boot *b, struct isa_paging *out, struct diag *d)
{
	(void)b;
	(void)d;
	out->formats[0] = &pt_x86_4_level;
	out->formats[1] = &pt_x86_5_level;
	out->unasked = 1;
	out->leaf_levels = 3;
	return 0;
}

bool isa_random(u64 *out)
{
	(void)out;
	return false;
}

u64 isa_counter(void)
{
	static u64 now;

	return now += 1000000;
}

/* The description comes from here, too: this machine has no tables to read it from. */
u64 isa_counter_rate(const struct fw_machine *machine)
{
	struct fw_machine *description = (struct fw_machine *)(uintptr_t)machine;

	description->cpu_count = fake.cpus;
	for (u32 i = 0; i < fake.cpus; i++)
		description->cpus[i] = (struct fw_cpu){ .id = i, .acpi_uid = 100 + i };
	return 1000000;
}

u64 isa_boot_cpu(const struct boot *b)
{
	(void)b;
	return 0;
}

bool isa_can_start(const struct boot *b, const struct fw_cpu *cpu)
{
	(void)b;
	(void)cpu;
	return true;
}

void isa_mp_info(const struct cpu *cpu, void *info)
{
	struct limine_mp_info_x86 *out = info;

	out->acpi_uid = cpu->acpi_uid;
	out->lapic_id = (u32)cpu->id;
}

void isa_mp_response(const struct boot *b, void *response, u64 count, vaddr_t list)
{
	struct limine_mp_response_x86 *out = response;

	(void)b;
	out->cpu_count = count;
	out->cpus = list;
}

status_t isa_prepare(struct boot *b, struct diag *d)
{
	(void)b;
	(void)d;
	return 0;
}

status_t isa_bridge(struct boot *b)
{
	(void)b;
	return 0;
}

void isa_launch_init(const struct boot *b, struct launch *launch)
{
	launch->bridge_root = b->bridge.root;
	launch->space_root = b->space.root;
}

void isa_quiesce(struct boot *b)
{
	(void)b;
}

void isa_start(struct boot *b, struct cpu *cpu)
{
	(void)b;
	if (!fake.lost_cpu || cpu->id != fake.lost_cpu)
		shared_store_release(&cpu->launch.arrived, 1);
}

paddr_t isa_park(void)
{
	return (paddr_t)loader_image;
}

void isa_enter(struct boot *b, struct launch *launch)
{
	(void)b;
	(void)launch;
	abort();
}
