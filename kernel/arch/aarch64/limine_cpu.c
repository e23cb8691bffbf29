/* SPDX-License-Identifier: MIT */
#include <abi/boot.h>
#include <arch/cpu.h>
#include <arch_common/limine.h>

/* The answer may be missing on a loader that starts no CPUs; the CPU knows, too. */
u64 limine_boot_cpu(const struct limine_response *mp)
{
	const struct limine_mp_response_arm64 *arm64 = (const void *)mp;

	return arm64 != NULL ? arm64->bsp_mpidr : arch_cpu_id();
}
