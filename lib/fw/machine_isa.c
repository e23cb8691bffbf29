/* SPDX-License-Identifier: MIT */
/*
 * Which extensions a RISC-V machine's harts have, as text.
 *
 * A device tree says it as one string, riscv,isa, or since 2023 as a base and a
 * list of names; where both are there, the list is the one that is well
 * defined. ACPI has the string, in a node of the RHCT: nodes begin with a
 * 16-bit type and length, and string nodes are of type 0, with a 16-bit length
 * of the text at 6 and the text at 8.
 */
#include "machine_impl.h"

#include <base/string.h>

#define RHCT_NODE_COUNT 48
#define RHCT_NODES	52
#define RHCT_ISA_STRING 0

/* Adds a name behind an underscore if it fits whole. */
static void add_name(struct fw_machine *machine, struct strview name)
{
	size_t used = strlen(machine->isa);

	if (used + 1 + name.length >= sizeof(machine->isa))
		return;
	machine->isa[used++] = '_';
	strview_copy(name, machine->isa + used, sizeof(machine->isa) - used);
}

/* A string that does not fit loses its last names, and not half a name. */
static void set_string(struct fw_machine *machine, struct strview text)
{
	if (strview_copy(text, machine->isa, sizeof(machine->isa)))
		return;
	char *last = strrchr(machine->isa, '_');

	*(last ? last : machine->isa) = '\0';
}

static void take_isa(struct fw_scan *scan)
{
	const struct fdt *fdt = scan->walk.fdt;
	struct fdt_value names = fdt_get(fdt, scan->walk.node, "riscv,isa-extensions");
	struct strview base = fdt_string(fdt_get(fdt, scan->walk.node, "riscv,isa-base"), 0);
	struct strview name;

	if (!names.bytes || !base.at) {
		set_string(
			scan->machine, fdt_string(fdt_get(fdt, scan->walk.node, "riscv,isa"), 0));
		return;
	}
	/* The base is "rv64i"; its letter is in the list, too. */
	set_string(scan->machine, base);
	for (u32 i = 0; (name = fdt_string(names, i)).at; i++)
		add_name(scan->machine, name);
}

/*
 * A hart without MMU, which some machines have for chores, is not one that a
 * kernel runs on: its word only counts where no other has one.
 */
void fw_scan_isa(struct fw_scan *scan)
{
	bool has_mmu = fdt_get(scan->walk.fdt, scan->walk.node, "mmu-type").bytes;

	if (scan->isa_is_final || (scan->machine->isa[0] && !has_mmu))
		return;
	take_isa(scan);
	scan->isa_is_final = has_mmu && scan->machine->isa[0];
}

void fw_read_isa(struct fw_machine *machine, const struct acpi_table *rhct)
{
	u32 count = acpi_u32(rhct, RHCT_NODE_COUNT);
	u64 at = acpi_u32(rhct, RHCT_NODES);

	for (u32 i = 0; i < count && at + 8 <= rhct->length; i++) {
		u32 length = acpi_u16(rhct, (u32)at + 2);
		u32 text = acpi_u16(rhct, (u32)at + 6);

		if (length < 8 || length > rhct->length - at)
			return;
		if (acpi_u16(rhct, (u32)at) == RHCT_ISA_STRING && text <= length - 8) {
			const char *isa = (const char *)rhct->bytes + at + 8;

			set_string(machine, (struct strview){ isa, strnlen(isa, text) });
			return;
		}
		at += length;
	}
}
