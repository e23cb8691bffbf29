/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: everything the device-tree reader offers, on any blob.
 *
 * The last 8 bytes of the input are not part of the blob: after all has been
 * read once, the cell at their first number (modulo the size) is overwritten
 * with the second, as if the blob had changed under the reader, and all is read
 * again. Answers may be wrong then; reads outside of the blob, which is exactly
 * as large as the allocation, may not happen.
 */
#include <base/endian.h>
#include <base/string.h>
#include <fw/machine.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *input, size_t size);

#define HOLDS(condition)                  \
	do {                              \
		if (!(condition))         \
			__builtin_trap(); \
	} while (0)

static struct fw_machine machine;

/* Touches every byte of a view, for the sanitizer. */
static u32 touch(const void *bytes, size_t length)
{
	const u8 *at = bytes;
	u32 sum = 0;

	while (length--)
		sum += *at++;
	return sum;
}

static void read_node(const struct fdt *fdt, struct fdt_walk *walk)
{
	struct fdt_node node = walk->node;
	struct strview name = fdt_name(fdt, node);
	struct fdt_property property;
	struct fdt_interrupt interrupt;
	struct fdt_reg reg;
	u32 cursor = 0;

	touch(name.at, name.length);
	while (fdt_next_property(fdt, node, &cursor, &property)) {
		touch(property.name.at, property.name.length);
		touch(property.value.bytes, property.value.length);
		struct strview text = fdt_string(property.value, 1);
		touch(text.at, text.length);
	}
	for (u32 i = 0; i < 3; i++) {
		if (fdt_walk_reg(walk, i, &reg) == 0 && reg.length)
			HOLDS(reg.base <= UINT64_MAX - (reg.length - 1));
		if (fdt_walk_interrupt(walk, i, &interrupt) == 0)
			HOLDS(interrupt.cells <= FDT_INTERRUPT_CELLS);
	}
	(void)fdt_is_compatible(fdt, node, "x");
	(void)fdt_first_child(fdt, node);
	(void)fdt_next_sibling(fdt, node);
}

static u32 read_tree(const struct fdt *fdt)
{
	struct fdt_walk walk;
	struct fdt_reg reservation;
	u32 nodes = 0, cursor = 0;

	fdt_walk_init(&walk, fdt);
	while (fdt_walk_next(&walk)) {
		HOLDS(walk.depth < FDT_DEPTH_MAX);
		nodes++;
		if (nodes < 200)
			read_node(fdt, &walk);
	}
	(void)fdt_find(fdt, strview_of("/soc/serial"));
	(void)fdt_find(fdt, strview_of("serial0/x"));
	while (fdt_next_reservation(fdt, &cursor, &reservation))
		;
	return nodes;
}

static void read_machine(const struct fdt *fdt)
{
	struct fw_uart uart;

	memset(&machine, 0, sizeof(machine));
	fw_machine_from_fdt(&machine, fdt);
	HOLDS(machine.cpu_count <= FW_CPUS_MAX);
	HOLDS(machine.memory_count <= FW_MEMORY_MAX);
	HOLDS(machine.reserved_count <= FW_RESERVED_MAX);
	HOLDS(machine.plic_count <= FW_PLICS_MAX);
	for (u32 i = 0; i < machine.cpu_count; i++)
		HOLDS(machine.cpus[i].controller == FW_NO_INDEX ||
			machine.cpus[i].controller < machine.plic_count);
	for (u32 i = 0; i < machine.plic_count; i++)
		HOLDS(machine.plics[i].msi_parent == FW_NO_INDEX ||
			machine.plics[i].msi_parent < machine.plic_count);
	fw_uart_from_fdt(&uart, fdt);
	HOLDS(uart.kind <= FW_UART_SBI && uart.reg_shift <= 4);
}

/* Removing any child of the root leaves a tree with fewer nodes. */
static void remove_one(const struct fdt *fdt, u8 *blob, u32 nodes)
{
	struct fdt_node child = fdt_first_child(fdt, fdt_root(fdt));
	struct fdt again;

	if (!fdt_exists(child) || fdt_remove(fdt, blob, child))
		return;
	HOLDS(fdt_open(&again, blob, fdt->total_size) == 0);
	HOLDS(read_tree(&again) < nodes);
}

int LLVMFuzzerTestOneInput(const u8 *input, size_t size)
{
	struct fdt fdt;

	if (size < 16)
		return 0;
	size -= 8;
	u8 *blob = malloc(size);
	memcpy(blob, input, size);
	if (fdt_open(&fdt, blob, size) == 0) {
		u32 nodes = read_tree(&fdt);
		read_machine(&fdt);
		u32 at = (u32)(load_le32(input + size) % (size / 4) * 4);
		u32 old = load_le32(blob + at);
		store_le32(blob + at, load_le32(input + size + 4));
		(void)read_tree(&fdt);
		memset(&machine, 0, sizeof(machine));
		fw_machine_from_fdt(&machine, &fdt);
		store_le32(blob + at, old);
		remove_one(&fdt, blob, nodes);
	}
	free(blob);
	return 0;
}
