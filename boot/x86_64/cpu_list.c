/* SPDX-License-Identifier: MIT */
/* The MP response of PCs. */
#include <boot/cpus.h>
#include <boot/isa.h>
#include <boot_x86/apic.h>

const size_t isa_mp_info_size = sizeof(struct limine_mp_info_x86);
const size_t isa_mp_response_size = sizeof(struct limine_mp_response_x86);

void isa_mp_info(const struct cpu *cpu, void *info)
{
	struct limine_mp_info_x86 *out = info;

	out->acpi_uid = cpu->acpi_uid;
	out->lapic_id = (u32)cpu->id;
	out->reserved = cpu->launch.stack;
}

void isa_mp_response(const struct boot *b, void *response, u64 count, vaddr_t list)
{
	struct limine_mp_response_x86 *out = response;

	out->flags = apic_is_x2apic() ? LIMINE_MP_RESPONSE_X2APIC : 0;
	out->bsp_lapic_id = (u32)b->cpus[0].id;
	out->cpu_count = count;
	out->cpus = list;
}

/* Without x2APIC the larger ids cannot be named. */
bool isa_can_start(const struct boot *b, const struct fw_cpu *cpu)
{
	return cpu->id < 255 || apic_wants_x2apic(b);
}
