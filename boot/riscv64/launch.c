/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <boot/cpus.h>
#include <boot/isa.h>
#include <boot_riscv/launch.h>
#include <boot_riscv/satp.h>
#include <boot_riscv/sbi.h>

status_t isa_prepare(struct boot *b, struct diag *d)
{
	if (b->tables.has_boot_hart)
		return 0;
	/* Not ENODEV: the next entry would be tried, and this sentence lost. */
	return diag_fail(d, ENXIO, "Use firmware that has RISCV_EFI_BOOT_PROTOCOL.",
		"the firmware does not tell which hart it has started");
}

/* The loader's image is all that runs under the bridge. */
status_t isa_bridge(struct boot *b)
{
	(void)b;
	return 0;
}

void isa_launch_init(const struct boot *b, struct launch *launch)
{
	launch->bridge_root = satp_value(b->format, b->bridge.root);
	launch->space_root = satp_value(b->format, b->space.root);
}

paddr_t isa_park(void)
{
	return (paddr_t)launch_park;
}

/* Firmware's timer would still tick into a trap vector that is about to go. */
void isa_quiesce(struct boot *b)
{
	(void)b;
	asm volatile("csrci sstatus, 2" : : : "memory"); /* SIE */
}

void isa_start(struct boot *b, struct cpu *cpu)
{
	(void)b;
	sbi_start(cpu->id, (paddr_t)launch_secondary, (paddr_t)&cpu->launch);
}

void isa_enter(struct boot *b, struct launch *launch)
{
	(void)b;
	launch_enter((paddr_t)launch);
}
