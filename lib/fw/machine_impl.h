/* SPDX-License-Identifier: MIT */
/* Adding to a machine within its bounds, for both kinds of firmware. */
#pragma once

#include <fw/machine.h>

/* Whether one more fits; counts it as dropped if not. */
bool fw_has_room(struct fw_machine *machine, enum fw_kind kind, u32 count, u32 limit);

/* Notes that something was refused; a thing that is simply absent (-ENOENT) is no fault. */
void fw_note_fault(struct fw_machine *machine, struct strview what, u64 address, status_t why);

/* A CPU id that is there already is not added again. */
struct fw_cpu *fw_add_cpu(struct fw_machine *machine, const struct fw_cpu *cpu);
void fw_add_memory(struct fw_machine *machine, const struct fw_memory *memory);
void fw_add_reserved(struct fw_machine *machine, paddr_t base, u64 length, bool no_map);
struct fw_plic *fw_add_plic(struct fw_machine *machine, const struct fw_plic *plic);
void fw_add_redistributors(struct fw_machine *machine, paddr_t base, u64 length);
void fw_add_msi_frame(struct fw_machine *machine, const struct fw_msi_frame *frame);
struct fw_pci_segment *fw_add_pci(struct fw_machine *machine, const struct fw_pci_segment *segment);

/* The affinity fields of an MPIDR. */
#define FW_MPIDR_AFFINITY 0xff00fffffful

/* By table: see machine_acpi.c. */
void fw_read_madt(struct fw_machine *machine, const struct acpi_table *madt);
void fw_read_srat(struct fw_machine *machine, const struct acpi_table *srat);
void fw_read_isa(struct fw_machine *machine, const struct acpi_table *rhct);

/*
 * The state of one pass over a device tree. Controllers name CPUs, and come
 * before or after them: what they say is kept until all nodes were seen.
 */
struct fw_scan {
	struct fw_machine *machine;
	struct fdt_walk walk;
	bool isa_is_final; /* a hart with an MMU has told it */
	struct fw_scan_plic {
		struct fdt_value harts;	   /* interrupts-extended */
		u32 msi_parent;		   /* phandle, or 0 */
		struct fw_region files[4]; /* IMSIC: where the interrupt files are */
	} plics[FW_PLICS_MAX];
};

/* The current node as fault. */
void fw_scan_fault(struct fw_scan *scan, status_t why);

/* Entry number index of the current node's reg, with a fault noted if it is bad. */
bool fw_scan_reg(struct fw_scan *scan, u32 index, struct fdt_reg *reg);

u64 fw_scan_number(const struct fw_scan *scan, const char *name, u64 fallback);

/* An interrupt of the current node, as its controller numbers it. */
struct fw_irq fw_walk_irq(struct fdt_walk *walk, u32 index);

/* What to do at a node, by what it is compatible with: see machine_fdt.c. */
void fw_scan_gic2(struct fw_scan *scan);
void fw_scan_gic3(struct fw_scan *scan);
void fw_scan_its(struct fw_scan *scan);
void fw_scan_v2m(struct fw_scan *scan);
void fw_scan_plic(struct fw_scan *scan);
void fw_scan_aplic(struct fw_scan *scan);
void fw_scan_imsic(struct fw_scan *scan);
void fw_scan_pci(struct fw_scan *scan);
void fw_scan_timer(struct fw_scan *scan);
void fw_scan_psci(struct fw_scan *scan, u32 version);
void fw_scan_syscon(struct fw_scan *scan, struct fw_store *store);

/* The extensions of the hart whose node this is, if it is the first that counts. */
void fw_scan_isa(struct fw_scan *scan);

/* Finds the console, by a walk of its own. */
void fw_scan_console(struct fw_scan *scan);

/* Ties the controllers to the CPUs, after the pass. */
void fw_scan_resolve_plics(struct fw_scan *scan);
