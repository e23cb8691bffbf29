/* SPDX-License-Identifier: MIT */
/* The CPUs of the machine, as far as the kernel wants them started. */
#pragma once

#include <boot/boot.h>
#include <boot/launch.h>

struct cpu {
	u64 id; /* local APIC id, MPIDR, hart id */
	u32 acpi_uid;
	bool arrived;
	void *info; /* what the kernel sees: struct limine_mp_info_...; NULL for none */
	struct launch launch;
};

/* Lists the CPUs and gives each a stack; only the boot CPU if no others are wanted. */
MUST_CHECK status_t cpus_prepare(struct boot *b, struct diag *d);

/* After page tables are built: what each CPU's assembly needs to know. */
void cpus_launch_init(struct boot *b);

/* Starts the others and answers the MP request. Firmware is gone. */
void cpus_start(struct boot *b);
