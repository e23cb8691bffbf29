/* SPDX-License-Identifier: MIT */
/*
 * MADT: CPUs and interrupt controllers, an item each. SRAT: which of them are
 * close to each other. An item that is too short for a field reads as 0 there
 * (see <fw/acpi.h>), so a missing enabled bit leaves the thing out.
 */
#include "machine_impl.h"

#include <abi/errors.h>

enum madt_item : u8 {
	MADT_LAPIC = 0x00,
	MADT_IOAPIC = 0x01,
	MADT_OVERRIDE = 0x02,
	MADT_LAPIC_ADDRESS = 0x05,
	MADT_X2APIC = 0x09,
	MADT_GICC = 0x0b,
	MADT_GICD = 0x0c,
	MADT_MSI_FRAME = 0x0d,
	MADT_GICR = 0x0e,
	MADT_ITS = 0x0f,
	MADT_RINTC = 0x18,
	MADT_IMSIC = 0x19,
	MADT_APLIC = 0x1a,
	MADT_PLIC = 0x1b,
};

#define CPU_ENABLED BIT(0)
#define CPU_CAPABLE BIT(1)

/* Neither enabled nor capable: a place for a CPU that is not there. */
static void add_cpu(struct fw_machine *machine, struct fw_cpu cpu, u32 flags, u32 capable)
{
	if (!(flags & (CPU_ENABLED | capable)))
		return;
	cpu.state = flags & CPU_ENABLED ? FW_CPU_ENABLED : FW_CPU_CAPABLE;
	cpu.node = FW_NO_NODE;
	(void)fw_add_cpu(machine, &cpu);
}

static void read_lapic(struct fw_machine *machine, const struct acpi_table *item)
{
	struct fw_cpu cpu = {
		.id = acpi_u8(item, 3),
		.acpi_uid = acpi_u8(item, 2),
		.controller = FW_NO_INDEX,
	};
	if (cpu.id != 0xff)
		add_cpu(machine, cpu, acpi_u32(item, 4), CPU_CAPABLE);
}

static void read_x2apic(struct fw_machine *machine, const struct acpi_table *item)
{
	struct fw_cpu cpu = {
		.id = acpi_u32(item, 4),
		.acpi_uid = acpi_u32(item, 12),
		.controller = FW_NO_INDEX,
	};
	if (cpu.id != UINT32_MAX)
		add_cpu(machine, cpu, acpi_u32(item, 8), CPU_CAPABLE);
}

static void read_ioapic(struct fw_machine *machine, const struct acpi_table *item)
{
	if (!fw_has_room(machine, FW_KIND_IOAPIC, machine->ioapic_count, FW_IOAPICS_MAX))
		return;
	machine->ioapics[machine->ioapic_count++] = (struct fw_ioapic){
		.base = acpi_u32(item, 4), .id = acpi_u8(item, 2), .gsi_base = acpi_u32(item, 8)
	};
}

static void read_override(struct fw_machine *machine, const struct acpi_table *item)
{
	u16 flags = acpi_u16(item, 8);

	if (!fw_has_room(machine, FW_KIND_OVERRIDE, machine->override_count, FW_OVERRIDES_MAX))
		return;
	/* Two bits each: 0 as the ISA bus has it (high, edge), 1 high or edge, 3 low or level. */
	machine->overrides[machine->override_count++] = (struct fw_override){
		.source = acpi_u8(item, 3),
		.irq =
			{
				.number = acpi_u32(item, 4),
				.valid = true,
				.low = (flags & 3) == 3,
				.level = (flags >> 2 & 3) == 3,
			},
	};
}

static void read_gicc(struct fw_machine *machine, const struct acpi_table *item)
{
	struct fw_gic *gic = &machine->gic;
	struct fw_cpu cpu = {
		.id = acpi_u64(item, 68) & FW_MPIDR_AFFINITY,
		.acpi_uid = acpi_u32(item, 8),
		.redistributor = acpi_u64(item, 60),
		.controller = FW_NO_INDEX,
		.start = FW_START_PSCI,
	};

	/* The parking protocol, by version, is for machines without PSCI. */
	if (machine->power.psci == FW_CONDUIT_NONE && acpi_u32(item, 16)) {
		cpu.start = FW_START_PARKING;
		cpu.release_address = acpi_u64(item, 24);
	}
	/* Bit 1 is another thing here. */
	add_cpu(machine, cpu, acpi_u32(item, 12), BIT(3));
	if (!gic->cpu_interface)
		gic->cpu_interface = acpi_u64(item, 32);
}

static void read_gicd(struct fw_machine *machine, const struct acpi_table *item)
{
	machine->gic.distributor = acpi_u64(item, 8);
	machine->gic.version = acpi_u8(item, 20);
}

static void read_msi_frame(struct fw_machine *machine, const struct acpi_table *item)
{
	struct fw_msi_frame frame = { .base = acpi_u64(item, 8), .id = acpi_u32(item, 4) };

	if (acpi_u32(item, 16) & BIT(0)) { /* overrides the frame's own register */
		frame.spi_count = acpi_u16(item, 20);
		frame.spi_base = acpi_u16(item, 22);
	}
	fw_add_msi_frame(machine, &frame);
}

static void read_its(struct fw_machine *machine, const struct acpi_table *item)
{
	fw_add_msi_frame(machine,
		&(struct fw_msi_frame){
			.base = acpi_u64(item, 8), .id = acpi_u32(item, 4), .is_its = true });
}

static void read_rintc(struct fw_machine *machine, const struct acpi_table *item)
{
	u32 external = acpi_u32(item, 20);
	struct fw_cpu cpu = {
		.id = acpi_u64(item, 8),
		.acpi_uid = acpi_u32(item, 16),
		.imsic = acpi_u64(item, 24),
		/* The controller's id for now; resolved when all are known. */
		.controller = external >> 24,
		.context = external & 0xffff,
	};
	add_cpu(machine, cpu, acpi_u32(item, 4), CPU_CAPABLE);
}

static void read_imsic(struct fw_machine *machine, const struct acpi_table *item)
{
	(void)fw_add_plic(machine, &(struct fw_plic){
					   .kind = FW_IMSIC,
					   .sources = acpi_u16(item, 8),
					   .guest_index_bits = acpi_u8(item, 12),
					   .hart_index_bits = acpi_u8(item, 13),
					   .group_index_bits = acpi_u8(item, 14),
					   .group_index_shift = acpi_u8(item, 15),
					   .msi_parent = FW_NO_INDEX,
				   });
}

static void read_aplic(struct fw_machine *machine, const struct acpi_table *item)
{
	(void)fw_add_plic(
		machine, &(struct fw_plic){
				 .kind = FW_APLIC,
				 .id = acpi_u8(item, 3),
				 .base = acpi_u64(item, 24),
				 .length = acpi_u32(item, 32),
				 .sources = acpi_u16(item, 18),
				 .gsi_base = acpi_u32(item, 20),
				 /* Without delivery to harts of its own it sends messages. */
				 .msi_parent = acpi_u16(item, 16) ? FW_NO_INDEX : 0,
			 });
}

static void read_plic(struct fw_machine *machine, const struct acpi_table *item)
{
	(void)fw_add_plic(machine, &(struct fw_plic){
					   .kind = FW_PLIC,
					   .id = acpi_u8(item, 3),
					   .base = acpi_u64(item, 24),
					   .length = acpi_u32(item, 20),
					   .sources = acpi_u16(item, 12),
					   .gsi_base = acpi_u32(item, 32),
					   .msi_parent = FW_NO_INDEX,
				   });
}

static void read_item(struct fw_machine *machine, const struct acpi_item *item)
{
	const struct acpi_table *bytes = &item->bytes;

	switch (item->type) {
	case MADT_LAPIC: read_lapic(machine, bytes); break;
	case MADT_IOAPIC: read_ioapic(machine, bytes); break;
	case MADT_OVERRIDE: read_override(machine, bytes); break;
	case MADT_LAPIC_ADDRESS: machine->lapic = acpi_u64(bytes, 4); break;
	case MADT_X2APIC: read_x2apic(machine, bytes); break;
	case MADT_GICC: read_gicc(machine, bytes); break;
	case MADT_GICD: read_gicd(machine, bytes); break;
	case MADT_MSI_FRAME: read_msi_frame(machine, bytes); break;
	case MADT_GICR:
		fw_add_redistributors(machine, acpi_u64(bytes, 4), acpi_u32(bytes, 12));
		break;
	case MADT_ITS: read_its(machine, bytes); break;
	case MADT_RINTC: read_rintc(machine, bytes); break;
	case MADT_IMSIC: read_imsic(machine, bytes); break;
	case MADT_APLIC: read_aplic(machine, bytes); break;
	case MADT_PLIC: read_plic(machine, bytes); break;
	default: break;
	}
}

static u32 find_plic(const struct fw_machine *machine, bool is_imsic, u32 id)
{
	for (u32 i = 0; i < machine->plic_count; i++) {
		const struct fw_plic *plic = &machine->plics[i];
		if ((plic->kind == FW_IMSIC) == is_imsic && (is_imsic || plic->id == id))
			return i;
	}
	return FW_NO_INDEX;
}

/* From controllers' ids to their places. */
static void resolve_plics(struct fw_machine *machine)
{
	for (u32 i = 0; i < machine->cpu_count; i++) {
		struct fw_cpu *cpu = &machine->cpus[i];
		if (cpu->controller != FW_NO_INDEX)
			cpu->controller = find_plic(machine, false, cpu->controller);
	}
	for (u32 i = 0; i < machine->plic_count; i++)
		if (machine->plics[i].msi_parent != FW_NO_INDEX)
			machine->plics[i].msi_parent = find_plic(machine, true, 0);
}

/* Old tables do not tell the version: redistributors are what version 3 brought. */
static void complete_gic(struct fw_machine *machine)
{
	struct fw_gic *gic = &machine->gic;
	bool has_redistributor = gic->redistributor_count > 0;

	for (u32 i = 0; i < machine->cpu_count; i++)
		has_redistributor |= machine->cpus[i].redistributor != 0;
	if (gic->distributor && gic->version == 0)
		gic->version = has_redistributor ? 3 : 2;
}

/* The ACPI interrupt is an ISA one where there are such: an override holds for it too. */
static void complete_sci(struct fw_machine *machine)
{
	struct fw_irq *sci = &machine->power.sci;

	for (u32 i = 0; i < machine->override_count && sci->valid; i++) {
		if (machine->overrides[i].source != sci->number)
			continue;
		*sci = machine->overrides[i].irq;
		break;
	}
}

void fw_read_madt(struct fw_machine *machine, const struct acpi_table *madt)
{
	struct acpi_item item;
	u32 offset = ACPI_MADT_ITEMS;

	machine->lapic = acpi_u32(madt, 36);
	machine->has_8259 = acpi_u32(madt, 40) & BIT(0);
	while (acpi_next_item(madt, &offset, &item))
		read_item(machine, &item);
	if (offset != madt->length)
		fw_note_fault(machine, strview_of("APIC"), madt->address + offset, -EBADMSG);
	resolve_plics(machine);
	complete_gic(machine);
	complete_sci(machine);
}

/* --- SRAT ---------------------------------------------------------------------------- */

enum srat_item : u8 {
	SRAT_LAPIC = 0,
	SRAT_MEMORY = 1,
	SRAT_X2APIC = 2,
	SRAT_GICC = 3,
	SRAT_RINTC = 7,
};

#define SRAT_ENABLED  BIT(0)
#define SRAT_HOT_PLUG BIT(1)

static void set_node_by_id(struct fw_machine *machine, u64 id, u32 node)
{
	for (u32 i = 0; i < machine->cpu_count; i++)
		if (machine->cpus[i].id == id)
			machine->cpus[i].node = node;
}

static void set_node_by_uid(struct fw_machine *machine, u32 uid, u32 node)
{
	for (u32 i = 0; i < machine->cpu_count; i++)
		if (machine->cpus[i].acpi_uid == uid)
			machine->cpus[i].node = node;
}

static void read_affinity(struct fw_machine *machine, const struct acpi_item *item)
{
	const struct acpi_table *bytes = &item->bytes;

	switch (item->type) {
	case SRAT_LAPIC:
		/* The node's upper three bytes were added later, elsewhere. */
		if (acpi_u32(bytes, 4) & SRAT_ENABLED)
			set_node_by_id(machine, acpi_u8(bytes, 3),
				acpi_u8(bytes, 2) | (acpi_u32(bytes, 8) & 0xffffff00u));
		break;
	case SRAT_MEMORY:
		if (acpi_u32(bytes, 28) & SRAT_ENABLED)
			fw_add_memory(
				machine, &(struct fw_memory){
						 .base = acpi_u64(bytes, 8),
						 .length = acpi_u64(bytes, 16),
						 .node = acpi_u32(bytes, 2),
						 .hot_plug = acpi_u32(bytes, 28) & SRAT_HOT_PLUG,
					 });
		break;
	case SRAT_X2APIC:
		if (acpi_u32(bytes, 12) & SRAT_ENABLED)
			set_node_by_id(machine, acpi_u32(bytes, 8), acpi_u32(bytes, 4));
		break;
	case SRAT_GICC:
		if (acpi_u32(bytes, 10) & SRAT_ENABLED)
			set_node_by_uid(machine, acpi_u32(bytes, 6), acpi_u32(bytes, 2));
		break;
	case SRAT_RINTC:
		if (acpi_u32(bytes, 12) & SRAT_ENABLED)
			set_node_by_uid(machine, acpi_u32(bytes, 8), acpi_u32(bytes, 4));
		break;
	default: break;
	}
}

void fw_read_srat(struct fw_machine *machine, const struct acpi_table *srat)
{
	struct acpi_item item;
	u32 offset = ACPI_SRAT_ITEMS;

	while (acpi_next_item(srat, &offset, &item))
		read_affinity(machine, &item);
	if (offset != srat->length)
		fw_note_fault(machine, strview_of("SRAT"), srat->address + offset, -EBADMSG);
}
