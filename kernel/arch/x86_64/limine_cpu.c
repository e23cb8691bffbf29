/* SPDX-License-Identifier: MIT */
#include <abi/boot.h>
#include <arch/cpu.h>
#include <arch_common/limine.h>

u64 limine_boot_cpu(const struct limine_response *mp)
{
	const struct limine_mp_response_x86 *response = (const void *)mp;

	return response != NULL ? response->bsp_lapic_id : arch_cpu_id();
}
