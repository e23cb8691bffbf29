/* SPDX-License-Identifier: MIT */
#include "machine_impl.h"

#include <abi/errors.h>
#include <base/checked.h>

const char *const fw_kind_names[FW_KIND_COUNT] = {
	[FW_KIND_CPU] = "CPUs",
	[FW_KIND_MEMORY] = "memory ranges",
	[FW_KIND_RESERVED] = "reserved ranges",
	[FW_KIND_IOAPIC] = "I/O APICs",
	[FW_KIND_OVERRIDE] = "interrupt overrides",
	[FW_KIND_REDISTRIBUTOR] = "redistributor regions",
	[FW_KIND_MSI_FRAME] = "MSI frames",
	[FW_KIND_PLIC] = "platform interrupt controllers",
	[FW_KIND_PCI_SEGMENT] = "PCI segments",
	[FW_KIND_PCI_WINDOW] = "PCI windows",
	[FW_KIND_FAULT] = "faults",
};

bool fw_has_room(struct fw_machine *machine, enum fw_kind kind, u32 count, u32 limit)
{
	if (count < limit)
		return true;
	machine->dropped[kind]++;
	return false;
}

void fw_note_fault(struct fw_machine *machine, struct strview what, u64 address, status_t why)
{
	if (why == 0 || why == -ENOENT)
		return;
	if (!fw_has_room(machine, FW_KIND_FAULT, machine->fault_count, FW_FAULTS_MAX))
		return;
	struct fw_fault *fault = &machine->faults[machine->fault_count++];
	*fault = (struct fw_fault){ .address = address, .why = why };
	strview_copy(what, fault->what, sizeof(fault->what));
}

const struct fw_cpu *fw_machine_cpu(const struct fw_machine *machine, u64 id)
{
	for (u32 i = 0; i < machine->cpu_count; i++)
		if (machine->cpus[i].id == id)
			return &machine->cpus[i];
	return nullptr;
}

struct fw_cpu *fw_add_cpu(struct fw_machine *machine, const struct fw_cpu *cpu)
{
	if (fw_machine_cpu(machine, cpu->id))
		return nullptr;
	if (!fw_has_room(machine, FW_KIND_CPU, machine->cpu_count, FW_CPUS_MAX))
		return nullptr;
	struct fw_cpu *added = &machine->cpus[machine->cpu_count++];
	*added = *cpu;
	return added;
}

/* Empty ranges and such as wrap are no ranges. */
static bool is_range(u64 base, u64 length)
{
	u64 last;
	return length != 0 && checked_add(base, length - 1, &last);
}

void fw_add_memory(struct fw_machine *machine, const struct fw_memory *memory)
{
	if (!is_range(memory->base, memory->length))
		return;
	if (fw_has_room(machine, FW_KIND_MEMORY, machine->memory_count, FW_MEMORY_MAX))
		machine->memory[machine->memory_count++] = *memory;
}

void fw_add_reserved(struct fw_machine *machine, paddr_t base, u64 length, bool no_map)
{
	if (!is_range(base, length))
		return;
	if (fw_has_room(machine, FW_KIND_RESERVED, machine->reserved_count, FW_RESERVED_MAX))
		machine->reserved[machine->reserved_count++] =
			(struct fw_reserved){ base, length, no_map };
}

struct fw_plic *fw_add_plic(struct fw_machine *machine, const struct fw_plic *plic)
{
	if (!fw_has_room(machine, FW_KIND_PLIC, machine->plic_count, FW_PLICS_MAX))
		return nullptr;
	struct fw_plic *added = &machine->plics[machine->plic_count++];
	*added = *plic;
	return added;
}

void fw_add_redistributors(struct fw_machine *machine, paddr_t base, u64 length)
{
	struct fw_gic *gic = &machine->gic;

	if (!is_range(base, length))
		return;
	if (fw_has_room(machine, FW_KIND_REDISTRIBUTOR, gic->redistributor_count,
		    FW_REDISTRIBUTORS_MAX))
		gic->redistributors[gic->redistributor_count++] =
			(struct fw_region){ base, length };
}

void fw_add_msi_frame(struct fw_machine *machine, const struct fw_msi_frame *frame)
{
	struct fw_gic *gic = &machine->gic;

	if (fw_has_room(machine, FW_KIND_MSI_FRAME, gic->msi_frame_count, FW_MSI_FRAMES_MAX))
		gic->msi_frames[gic->msi_frame_count++] = *frame;
}

struct fw_pci_segment *fw_add_pci(struct fw_machine *machine, const struct fw_pci_segment *segment)
{
	if (!fw_has_room(machine, FW_KIND_PCI_SEGMENT, machine->pci_count, FW_PCI_SEGMENTS_MAX))
		return nullptr;
	struct fw_pci_segment *added = &machine->pci[machine->pci_count++];
	*added = *segment;
	return added;
}
