/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: a machine from any ACPI tables.
 *
 * The first byte of the input says what the rest is. 0: physical memory, with
 * the root pointer at its beginning. 1: tables, each as signature (4), revision
 * (1), length of its contents (2, little-endian) and contents; they get headers
 * and checksums, so that what is behind the checks is reached.
 *
 * Each mapping is a copy of exactly the bytes asked for: a read beyond what was
 * checked is an error of the address sanitizer.
 */
#include "acpi_build.h"

#include <fw/machine.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *input, size_t size);

#define MAPPINGS_MAX 4096

static struct acpi_build tables;
static struct fw_machine machine;
static void *mappings[MAPPINGS_MAX];
static u32 mapping_count;

static const void *map_copy(void *context, paddr_t address, u64 length)
{
	const void *bytes = acpi_build_map(context, address, length);

	if (!bytes || mapping_count == MAPPINGS_MAX)
		return nullptr;
	void *copy = malloc(length);
	if (copy)
		memcpy(copy, bytes, length);
	mappings[mapping_count++] = copy;
	return copy;
}

static void unmap_all(void)
{
	while (mapping_count)
		free(mappings[--mapping_count]);
}

#define TABLE_HEAD 7
#define FADT_DSDT  (140 - ACPI_HEADER_SIZE)

static void build_tables(const u8 *input, size_t size)
{
	u8 contents[4096];
	paddr_t dsdt = 0;

	acpi_build_begin(&tables);
	while (size >= TABLE_HEAD && tables.count < ARRAY_SIZE(tables.tables)) {
		u32 length = load_le16(input + 5);
		char signature[5] = {};
		length = (u32)min((size_t)length, size - TABLE_HEAD);
		/* Leave room for the two root tables. */
		if (length > sizeof(contents) || tables.used + length + 1024 > ACPI_BUILD_SIZE)
			break;
		memcpy(signature, input, 4);
		memcpy(contents, input + TABLE_HEAD, length);
		if (strcmp(signature, "DSDT") == 0) {
			dsdt = acpi_build_lone(&tables, signature, input[4], contents, length);
		} else {
			if (strcmp(signature, "FACP") == 0 && length >= FADT_DSDT + 8 && dsdt)
				store_le64(contents + FADT_DSDT, dsdt);
			acpi_build_table(&tables, signature, input[4], contents, length);
		}
		input += TABLE_HEAD + length;
		size -= TABLE_HEAD + length;
	}
	acpi_build_end(&tables, 2);
}

#define HOLDS(condition)                  \
	do {                              \
		if (!(condition))         \
			__builtin_trap(); \
	} while (0)

/* What every reader of the structure may rely on. */
static void check_machine(void)
{
	HOLDS(machine.cpu_count <= FW_CPUS_MAX);
	HOLDS(machine.ioapic_count <= FW_IOAPICS_MAX);
	HOLDS(machine.override_count <= FW_OVERRIDES_MAX);
	HOLDS(machine.plic_count <= FW_PLICS_MAX);
	HOLDS(machine.pci_count <= FW_PCI_SEGMENTS_MAX);
	HOLDS(machine.fault_count <= FW_FAULTS_MAX);
	for (u32 i = 0; i < machine.cpu_count; i++) {
		u32 controller = machine.cpus[i].controller;
		HOLDS(controller == FW_NO_INDEX || controller < machine.plic_count);
		HOLDS(fw_machine_cpu(&machine, machine.cpus[i].id) == &machine.cpus[i]);
	}
	for (u32 i = 0; i < machine.memory_count; i++)
		HOLDS(machine.memory[i].length &&
			machine.memory[i].base <= UINT64_MAX - (machine.memory[i].length - 1));
	for (u32 i = 0; i < machine.pci_count; i++)
		HOLDS(machine.pci[i].bus_first <= machine.pci[i].bus_last);
	HOLDS(machine.power.s5.type_a <= 7 && machine.power.s5.type_b <= 7);
}

int LLVMFuzzerTestOneInput(const u8 *input, size_t size)
{
	const struct fw_mem mem = { map_copy, &tables };
	struct fw_uart uart;

	if (size == 0 || size > ACPI_BUILD_SIZE)
		return 0;
	if (input[0] & 1) {
		build_tables(input + 1, size - 1);
	} else {
		memset(&tables, 0, sizeof(tables));
		memcpy(tables.memory, input + 1, size - 1);
	}
	memset(&machine, 0, sizeof(machine));
	if (fw_machine_from_acpi(&machine, &mem, ACPI_BUILD_RSDP) == 0) {
		check_machine();
		fw_uart_from_acpi(&uart, &mem, ACPI_BUILD_RSDP);
		HOLDS(uart.kind == machine.console.kind);
	}
	unmap_all();
	return 0;
}
