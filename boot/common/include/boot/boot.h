/* SPDX-License-Identifier: MIT */
/*
 * Booting one entry of the configuration.
 *
 *     boot_prepare    reads, checks, allocates and answers everything that can be known
 *                     while the firmware is still there. Whatever can fail, fails here,
 *                     with a sentence; nothing of the machine has been changed for good
 *                     (but the mode of the screen), and boot_abandon() gives it all back
 *     boot_finish     takes the firmware's last memory map, builds memory map and page
 *                     tables from it, and ends the firmware's services
 *     boot_enter      sets the machine up as the protocol promises, starts the other CPUs,
 *                     and enters the kernel
 *
 * Behind boot_finish nothing can fail: there is nobody left to tell.
 *
 * struct boot is the state of all that. It is filled in from top to bottom; each group names
 * the file that fills it in.
 */
#pragma once

#include <base/rand.h>
#include <boot/arena.h>
#include <boot/elf.h>
#include <boot/file.h>
#include <boot/firmware.h>
#include <boot/layout.h>
#include <boot/memory.h>
#include <boot/options.h>
#include <boot/paging.h>
#include <boot/scan.h>
#include <fw/machine.h>

enum {
	RANGES_MAX = 1024,
	MODULES_MAX = 256,
};

struct cpu;

struct boot {
	struct config_entry entry;
	struct options options;
	struct arena arena;
	u64 init_time;	  /* of isa_counter(): when the loader began */
	u64 counter_rate; /* its Hz, measured if need be */

	/* entropy.c */
	struct rand rand;
	u32 entropy_bits;

	/* machine.c */
	struct firmware_tables tables;
	struct fw_machine *machine;
	void *dtb; /* our copy; NULL: there is none */

	/* kernel.c */
	struct file kernel_file;
	struct elf elf;
	struct image image;
	struct requests requests;
	u64 revision;
	const struct revision *rules;
	vaddr_t entry_point;

	/* modules.c */
	struct file *modules; /* MODULES_MAX of them */
	u32 module_count;

	/* space.c */
	const struct pt_format *format;
	u64 paging_mode;
	u8 leaf_levels;
	vaddr_t hhdm;
	struct range_map memory, mapped;
	struct pt_pool pool;
	struct pt space, bridge; /* the kernel's page tables; and for the way there: pt_fork() */
	struct firmware_map firmware_map;
	struct limine_memmap_entry *entries;
	u64 entries_max;

	bool found_x2apic; /* x86: how the firmware left the local APICs */

	/* cpus.c */
	struct cpu *cpus; /* the boot CPU is the first */
	u32 cpu_count;
	u64 stack_size;
	u64 *mp_list; /* pointers to what the kernel sees of them */
	void *mp_response;

	struct screen screens[SCREENS_MAX];
	u32 screen_count;
	bool screen_in_memory; /* ordinary memory, not a device's */

	/* respond.c: filled in last */
	struct limine_memmap_response *memmap_response;
	struct limine_efi_memmap_response *efi_memmap_response;
	struct limine_performance_response *performance_response;
	u64 *memmap_list;
};

/* `b` is zeroed but for init_time. */
MUST_CHECK status_t boot_prepare(struct boot *b, const struct config_entry *entry, struct diag *d);

/* As boot_finish() would, up to the last step, and without it: can this entry be booted? */
MUST_CHECK status_t boot_rehearse(struct boot *b, struct diag *d);

void boot_abandon(struct boot *b);

MUST_CHECK status_t boot_finish(struct boot *b, struct diag *d);
[[noreturn]] void boot_enter(struct boot *b);
