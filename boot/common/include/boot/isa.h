/* SPDX-License-Identifier: MIT */
/*
 * The contract between the loader and the instruction set: what boot/x86_64, boot/aarch64 and
 * boot/riscv64 supply.
 */
#pragma once

#include <boot/boot.h>
#include <boot/launch.h>

/* --- Facts ------------------------------------------------------------------------------- */

enum {
	PAGING_MODES_MAX = 3,
};

struct isa_paging {
	const struct pt_format *formats[PAGING_MODES_MAX]; /* by mode; NULL: not on this CPU */
	u64 unasked;					   /* mode for kernels that do not ask */
	u8 leaf_levels;					   /* largest leaves that this CPU has */
};

/* Page tables must lie below this; 0: anywhere. */
extern const paddr_t isa_tables_below;

MUST_CHECK status_t isa_paging(const struct boot *b, struct isa_paging *out, struct diag *d);

/* A random word from the processor, if it has such an instruction. */
bool isa_random(u64 *out);

/* A counter that runs at a constant rate; and that rate in Hz, 0 if nobody tells. */
u64 isa_counter(void);
u64 isa_counter_rate(const struct fw_machine *machine);

/* Whether this machine has hart ids, and whether IOMMUs can be left as they were. */
extern const bool isa_has_harts, isa_keeps_iommu;

/* The hardware id of the CPU we run on, as fw_cpu.id has it. */
u64 isa_boot_cpu(const struct boot *b);

/* Whether this CPU, which is not the boot CPU, can be started by us. */
bool isa_can_start(const struct boot *b, const struct fw_cpu *cpu);

/* --- The MP response: the same in spirit, different in layout ----------------------------- */

extern const size_t isa_mp_info_size, isa_mp_response_size;
void isa_mp_info(const struct cpu *cpu, void *info);
/* `list` is the virtual address of the array of pointers to the info structures. */
void isa_mp_response(const struct boot *b, void *response, u64 count, vaddr_t list);

/* --- The way into the kernel ------------------------------------------------------------- */

/* Before leaving: whatever memory is needed, and what can be refused. */
MUST_CHECK status_t isa_prepare(struct boot *b, struct diag *d);

/* Maps what must run under the bridge besides the loader's image. */
MUST_CHECK status_t isa_bridge(struct boot *b);

/* Fills in isa[] and the roots of a launch; the rest is there. */
void isa_launch_init(const struct boot *b, struct launch *launch);

/* Firmware is gone: interrupt controllers and IOMMUs into the state that was promised. */
void isa_quiesce(struct boot *b);

/* Starts one CPU; returns before it has arrived. */
void isa_start(struct boot *b, struct cpu *cpu);

/* Where other CPUs wait for their goto_address: a physical address. */
paddr_t isa_park(void);

/* The boot CPU's own way; never returns. */
[[noreturn]] void isa_enter(struct boot *b, struct launch *launch);
