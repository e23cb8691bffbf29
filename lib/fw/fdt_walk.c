/* SPDX-License-Identifier: MIT */
/*
 * The walk keeps, for each ancestor of the current node, what it is to its
 * children. That is computed when the walk first descends below a node, so
 * leaves cost nothing.
 */
#include "fdt_impl.h"

#include <abi/errors.h>
#include <base/checked.h>
#include <base/string.h>

/* The specification's defaults, for nodes that do not say. */
#define DEFAULT_ADDRESS_CELLS 2
#define DEFAULT_SIZE_CELLS    1

void fdt_walk_init(struct fdt_walk *walk, const struct fdt *fdt)
{
	/* Not the array: each level is filled before it is read. */
	walk->fdt = fdt;
	walk->node = (struct fdt_node){};
	walk->depth = 0;
	walk->done = false;
	walk->controller = 0;
	walk->controller_cells = 0;
}

/* What a node at this depth is to its children; its ancestors are known. */
static void load_bus(struct fdt_walk *walk, struct fdt_node node, u32 depth)
{
	struct fdt_bus bus = {
		.address_cells = DEFAULT_ADDRESS_CELLS,
		.size_cells = DEFAULT_SIZE_CELLS,
		.interrupt_parent = depth ? walk->bus[depth - 1].interrupt_parent : 0,
	};
	const struct fdt *fdt = walk->fdt;
	struct fdt_token token = fdt_token(fdt, node.at);

	for (;;) {
		token = fdt_token_inline(fdt, token.next);
		if (token.kind != FDT_PROPERTY)
			break;
		if (fdt_name_is(fdt, token.name, "#address-cells"))
			bus.address_cells = fdt_cell(token.value, 0);
		else if (fdt_name_is(fdt, token.name, "#size-cells"))
			bus.size_cells = fdt_cell(token.value, 0);
		else if (fdt_name_is(fdt, token.name, "interrupt-parent"))
			bus.interrupt_parent = fdt_cell(token.value, 0);
		else if (fdt_name_is(fdt, token.name, "ranges")) {
			bus.has_ranges = true;
			bus.ranges = token.value;
		}
	}
	walk->bus[depth] = bus;
}

/*
 * Goes on with the token at `at`, which lies at `level`: the depth that a node
 * beginning there has.
 */
static bool go_on(struct fdt_walk *walk, u32 at, u32 level)
{
	for (;;) {
		struct fdt_token token = fdt_token_inline(walk->fdt, at);
		at = token.next;
		switch (token.kind) {
		case FDT_PROPERTY: continue;
		case FDT_BEGIN_NODE:
			if (level >= FDT_DEPTH_MAX)
				break;
			if (level > walk->depth)
				load_bus(walk, walk->node, walk->depth);
			walk->node.at = token.at;
			walk->depth = level;
			return true;
		case FDT_END_NODE:
			if (--level > 0)
				continue;
			break;
		default: break;
		}
		walk->done = true;
		return false;
	}
}

bool fdt_walk_next(struct fdt_walk *walk)
{
	if (walk->done)
		return false;
	if (!fdt_exists(walk->node)) {
		walk->node = fdt_root(walk->fdt);
		walk->done = !fdt_exists(walk->node);
		return !walk->done;
	}
	return go_on(walk, fdt_token(walk->fdt, walk->node.at).next, walk->depth + 1);
}

bool fdt_walk_skip(struct fdt_walk *walk)
{
	if (walk->done || walk->depth == 0) {
		walk->done = true;
		return false;
	}
	return go_on(walk, fdt_node_end(walk->fdt, walk->node), walk->depth);
}

status_t fdt_walk_to(struct fdt_walk *walk, const struct fdt *fdt, struct fdt_node node)
{
	fdt_walk_init(walk, fdt);
	while (fdt_walk_next(walk))
		if (walk->node.at >= node.at)
			return walk->node.at == node.at ? 0 : -ENOENT;
	return -ENOENT;
}

/* --- Addresses ----------------------------------------------------------------------- */

/*
 * Passes an address through one `ranges`: entries of child address, parent
 * address, size. The whole of [address, address + length) must lie within one
 * entry.
 */
static status_t pass_up(
	const struct fdt_bus *bus, const struct fdt_bus *parent, u64 *address, u64 length)
{
	u32 stride = bus->address_cells + parent->address_cells + bus->size_cells;
	u64 child, above, size;

	if (bus->address_cells > 2 || parent->address_cells > 2 || bus->size_cells > 2)
		return -ENXIO;
	if (stride == 0)
		return -ENXIO;
	for (u32 at = 0;
		fdt_number(bus->ranges, at, bus->address_cells, &child) &&
		fdt_number(bus->ranges, at + bus->address_cells, parent->address_cells, &above) &&
		fdt_number(bus->ranges, at + stride - bus->size_cells, bus->size_cells, &size);
		at += stride) {
		if (*address < child || !checked_within(*address - child, length, size))
			continue;
		if (!checked_add(above, *address - child, address))
			return -EOVERFLOW;
		return 0;
	}
	return -ENXIO;
}

status_t fdt_walk_translate(
	const struct fdt_walk *walk, u64 address, u64 length, paddr_t *translated)
{
	u64 last;

	if (walk->depth == 0)
		return -ENXIO;
	for (u32 level = walk->depth - 1; level > 0; level--) {
		const struct fdt_bus *bus = &walk->bus[level];
		if (!bus->has_ranges)
			return -ENXIO;
		if (bus->ranges.length == 0)
			continue;
		status_t status = pass_up(bus, bus - 1, &address, length);
		if (status)
			return status;
	}
	if (length && !checked_add(address, length - 1, &last))
		return -EOVERFLOW;
	*translated = address;
	return 0;
}

status_t fdt_walk_reg(const struct fdt_walk *walk, u32 index, struct fdt_reg *reg)
{
	if (walk->depth == 0)
		return -ENOENT;
	const struct fdt_bus *bus = &walk->bus[walk->depth - 1];
	struct fdt_value value = fdt_get(walk->fdt, walk->node, "reg");
	u64 stride = (u64)bus->address_cells + bus->size_cells;
	u64 address, length;
	u32 at;

	if (!value.bytes || stride == 0)
		return -ENOENT;
	if (bus->address_cells > 2 || bus->size_cells > 2)
		return -ENXIO;
	if (!checked_to_u32(index * stride, &at) ||
		!fdt_number(value, at, bus->address_cells, &address) ||
		!fdt_number(value, at + bus->address_cells, bus->size_cells, &length))
		return -ENOENT;
	status_t status = fdt_walk_translate(walk, address, length, &address);
	if (status)
		return status;
	*reg = (struct fdt_reg){ address, length };
	return 0;
}

status_t fdt_reg(const struct fdt *fdt, struct fdt_node node, u32 index, struct fdt_reg *reg)
{
	struct fdt_walk walk;
	status_t status = fdt_walk_to(&walk, fdt, node);

	return status ? status : fdt_walk_reg(&walk, index, reg);
}

/* --- Interrupts ---------------------------------------------------------------------- */

/* How many cells a controller's interrupts have; 0 if it is none. */
static u32 controller_cells(struct fdt_walk *walk, u32 phandle)
{
	if (phandle != walk->controller || phandle == 0) {
		struct fdt_node node = fdt_by_phandle(walk->fdt, phandle);
		u64 cells = fdt_get_number(walk->fdt, node, "#interrupt-cells", 0);
		walk->controller = phandle;
		walk->controller_cells = cells <= FDT_INTERRUPT_CELLS ? (u32)cells : 0;
	}
	return walk->controller_cells;
}

/* Copies the cells of one interrupt, which begin at cell `at`. */
static status_t take_cells(
	struct fdt_value value, u32 at, u32 controller, u32 cells, struct fdt_interrupt *interrupt)
{
	if (!checked_within((u64)at * 4, cells * 4, value.length))
		return -ENOENT;
	*interrupt = (struct fdt_interrupt){ .controller = controller, .cells = cells };
	for (u32 i = 0; i < cells; i++)
		interrupt->cell[i] = fdt_cell(value, at + i);
	return 0;
}

/* Each entry names its controller, so they can only be counted through. */
static status_t extended_interrupt(
	struct fdt_walk *walk, struct fdt_value value, u32 index, struct fdt_interrupt *interrupt)
{
	for (u32 at = 0; at < value.length / 4; index--) {
		u32 phandle = fdt_cell(value, at);
		u32 cells = controller_cells(walk, phandle);
		if (cells == 0)
			return -ENXIO;
		if (index == 0)
			return take_cells(value, at + 1, phandle, cells, interrupt);
		at += 1 + cells;
	}
	return -ENOENT;
}

status_t fdt_walk_interrupt(struct fdt_walk *walk, u32 index, struct fdt_interrupt *interrupt)
{
	struct fdt_value value = fdt_get(walk->fdt, walk->node, "interrupts-extended");

	if (value.bytes)
		return extended_interrupt(walk, value, index, interrupt);
	value = fdt_get(walk->fdt, walk->node, "interrupts");
	if (!value.bytes || walk->depth == 0)
		return -ENOENT;
	u32 inherited = walk->bus[walk->depth - 1].interrupt_parent;
	u32 phandle = (u32)fdt_get_number(walk->fdt, walk->node, "interrupt-parent", inherited);
	u32 cells = controller_cells(walk, phandle);
	if (cells == 0)
		return -ENXIO;
	if (index > value.length / 4 / cells)
		return -ENOENT;
	return take_cells(value, index * cells, phandle, cells, interrupt);
}
