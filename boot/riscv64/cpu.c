/* SPDX-License-Identifier: MIT */
/* What this processor is, and its MP response. */
#include <boot/cpus.h>
#include <boot/elf_format.h>
#include <boot/isa.h>
#include <boot_riscv/sbi.h>

const u16 elf_machine = EM_RISCV;
const bool isa_has_harts = true, isa_keeps_iommu = false;
const paddr_t isa_tables_below = 0;

const size_t isa_mp_info_size = sizeof(struct limine_mp_info_riscv);
const size_t isa_mp_response_size = sizeof(struct limine_mp_response_riscv);

/* The seed register is machine mode's to give, and firmware has its own way to. */
bool isa_random(u64 *out)
{
	(void)out;
	return false;
}

u64 isa_counter(void)
{
	u64 value;

	asm volatile("rdtime %0" : "=r"(value)::"memory");
	return value;
}

u64 isa_counter_rate(const struct fw_machine *machine)
{
	return machine->time.timebase;
}

u64 isa_boot_cpu(const struct boot *b)
{
	return b->tables.boot_hart;
}

bool isa_can_start(const struct boot *b, const struct fw_cpu *cpu)
{
	(void)b;
	return cpu->start != FW_START_SPIN_TABLE && sbi_can_start();
}

void isa_mp_info(const struct cpu *cpu, void *info)
{
	struct limine_mp_info_riscv *out = info;

	out->acpi_uid = cpu->acpi_uid;
	out->hartid = cpu->id;
	out->reserved = cpu->launch.stack;
}

void isa_mp_response(const struct boot *b, void *response, u64 count, vaddr_t list)
{
	struct limine_mp_response_riscv *out = response;

	out->bsp_hartid = b->cpus[0].id;
	out->cpu_count = count;
	out->cpus = list;
}
