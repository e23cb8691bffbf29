/* SPDX-License-Identifier: MIT */
/*
 * Flattened device trees: a reader.
 *
 * Why not libfdt? The tree is read by the loader (before there is anything), by
 * the kernel (before it has its page tables), by tests and by a fuzzer; all
 * that need the same few hundred lines, compiled under our flags, with our
 * types and errors. libfdt is 4,000 lines and mostly about editing; its read
 * side trusts more than we want to, and has neither address translation nor
 * interrupts, which are the part that is easy to get wrong. Taking it would
 * also mean either a copy in this tree or a build that fetches source.
 *
 * The blob is somebody else's memory and may say anything. fdt_open checks the
 * header, that the blocks lie within the blob, and the whole structure once:
 * tokens, nesting, lengths and names. What comes later still checks every
 * access against the blocks' bounds, so that even a blob that changes under us
 * can give wrong answers only, never a read outside of it. The tree is not
 * copied, nothing is allocated.
 *
 * A node is named by its offset. It is cheap to walk the tree in order and dear
 * to go up or to jump about, since the format has no links: fdt_walk visits all
 * nodes in one pass and knows their ancestors; the functions that take a path,
 * a phandle or a lone node pass over the tree each time.
 *
 * Format (Devicetree Specification 0.4, chapter 5), all big-endian:
 *
 *	header		 0 magic d00dfeed	20 version (17)
 *			 4 total size		24 last compatible version (16)
 *			 8 structure offset	28 boot CPU
 *			12 strings offset	32 size of strings
 *			16 reservations' offset	36 size of structure
 *	reservations	pairs of 64-bit address and size; 0, 0 ends them
 *	structure	1 name\0	begins a node		\
 *			2		ends it			 | each padded
 *			3 length name value  a property		 | to 4 bytes
 *			4		nothing			 |
 *			9		the end			/
 *	strings		names of properties, each terminated
 */
#pragma once

#include <base/compiler.h>
#include <base/strview.h>
#include <base/types.h>

/* Deeper trees are refused. The deepest known are about 10. */
#define FDT_DEPTH_MAX 32

/* at is 0 for "no such node". */
struct fdt_node {
	u32 at;
};

struct fdt {
	const u8 *blob;
	u32 total_size;
	u32 structure; /* offsets from the blob's beginning ... */
	u32 structure_end;
	u32 strings;
	u32 strings_end;
	u32 reservations;
	u32 boot_cpu;
	/* The root's children with a meaning of their own, or none. */
	struct fdt_node aliases;
	struct fdt_node chosen;
	struct fdt_node cpus;
	struct fdt_node reserved_memory;
};

/* A property's value: bytes is NULL if there is no such property, and length then 0. */
struct fdt_value {
	const u8 *bytes;
	u32 length;
};

struct fdt_property {
	struct strview name;
	struct fdt_value value;
};

/*
 * available is how much memory may be read at all; the blob's own size must be
 * within it. The blob must be aligned to 4 bytes. -EBADMSG if it is no tree that
 * we understand.
 */
MUST_CHECK status_t fdt_open(struct fdt *fdt, const void *blob, u64 available);

/*
 * The size a blob claims, from its first bytes; 0 if it is none. For callers that
 * have an address and must map what is there.
 */
#define FDT_CLAIM_BYTES 8
u32 fdt_claimed_size(const void *blob);

/* --- Nodes --------------------------------------------------------------------------- */

static inline bool fdt_exists(struct fdt_node node)
{
	return node.at != 0;
}

struct fdt_node fdt_root(const struct fdt *fdt);
struct fdt_node fdt_first_child(const struct fdt *fdt, struct fdt_node node);
struct fdt_node fdt_next_sibling(const struct fdt *fdt, struct fdt_node node);

/* With its unit address: uart@10000000. */
struct strview fdt_name(const struct fdt *fdt, struct fdt_node node);

/* The name up to the @. */
struct strview fdt_base_name(const struct fdt *fdt, struct fdt_node node);

/*
 * By path: absolute, or beginning with an alias. A component without unit
 * address matches the first child of that base name.
 */
struct fdt_node fdt_find(const struct fdt *fdt, struct strview path);

struct fdt_node fdt_by_phandle(const struct fdt *fdt, u32 phandle);

/* The next node in the blob's order that claims to be compatible; from may be no node. */
struct fdt_node fdt_next_compatible(
	const struct fdt *fdt, struct fdt_node from, const char *compatible);

bool fdt_is_compatible(const struct fdt *fdt, struct fdt_node node, const char *compatible);

/* status is absent, okay or ok. */
bool fdt_is_enabled(const struct fdt *fdt, struct fdt_node node);

/* --- Properties ---------------------------------------------------------------------- */

struct fdt_value fdt_get(const struct fdt *fdt, struct fdt_node node, const char *name);

/* Properties in order: *cursor starts as 0. */
bool fdt_next_property(
	const struct fdt *fdt, struct fdt_node node, u32 *cursor, struct fdt_property *property);

/* One cell, or two, of a value; counted in cells. 0 if they are not there. */
u32 fdt_cell(struct fdt_value value, u32 index);
u64 fdt_cell_pair(struct fdt_value value, u32 index);

/* A number of `cells` cells (0, 1 or 2) at cell `index`; false if not there or too wide. */
MUST_CHECK bool fdt_number(struct fdt_value value, u32 index, u32 cells, u64 *number);

/* The value as a whole: a number of one or two cells, or fallback. */
u64 fdt_get_number(const struct fdt *fdt, struct fdt_node node, const char *name, u64 fallback);

/* String number index of a list of strings; no text beyond the last. */
struct strview fdt_string(struct fdt_value value, u32 index);

/* --- Addresses ----------------------------------------------------------------------- */

/* What a node is to its children. */
struct fdt_bus {
	u32 address_cells;
	u32 size_cells;
	struct fdt_value ranges; /* no bytes and has_ranges: addresses are its parent's */
	bool has_ranges;	 /* false: children's addresses mean nothing outside */
	u32 interrupt_parent;	 /* phandle, inherited; 0 if none */
};

/*
 * A walk over all nodes in the blob's order, parents before children. bus[0] is
 * the root; the current node is a child of bus[depth - 1].
 */
struct fdt_walk {
	const struct fdt *fdt;
	struct fdt_node node;
	u32 depth;
	bool done;
	u32 controller;	      /* the interrupt controller asked for last ... */
	u32 controller_cells; /* ... and its #interrupt-cells */
	struct fdt_bus bus[FDT_DEPTH_MAX];
};

/* The first fdt_walk_next arrives at the root, with depth 0. */
void fdt_walk_init(struct fdt_walk *walk, const struct fdt *fdt);
bool fdt_walk_next(struct fdt_walk *walk);

/* The same, leaving out the current node's descendants. */
bool fdt_walk_skip(struct fdt_walk *walk);

/* Goes to a known node (found by other means): after that, walk as above. */
MUST_CHECK status_t fdt_walk_to(struct fdt_walk *walk, const struct fdt *fdt, struct fdt_node node);

struct fdt_reg {
	paddr_t base;
	u64 length;
};

/*
 * Entry number index of the current node's reg, translated to the CPU's
 * addresses. -ENOENT beyond the last; -ENXIO if the addresses mean nothing to
 * the CPU (a CPU's number, a device on I2C), -EOVERFLOW if it wraps or is too
 * wide.
 */
MUST_CHECK status_t fdt_walk_reg(const struct fdt_walk *walk, u32 index, struct fdt_reg *reg);

/* An address on the bus that the current node is a child of. */
MUST_CHECK status_t fdt_walk_translate(
	const struct fdt_walk *walk, u64 address, u64 length, paddr_t *translated);

/* The same for a lone node. */
MUST_CHECK status_t fdt_reg(
	const struct fdt *fdt, struct fdt_node node, u32 index, struct fdt_reg *reg);

/* Entry number index of a node's `interrupts` or `interrupts-extended`. */
#define FDT_INTERRUPT_CELLS 4
struct fdt_interrupt {
	u32 controller; /* phandle */
	u32 cells;
	u32 cell[FDT_INTERRUPT_CELLS];
};
MUST_CHECK status_t fdt_walk_interrupt(
	struct fdt_walk *walk, u32 index, struct fdt_interrupt *interrupt);

/* --- Well-known places --------------------------------------------------------------- */

/* Memory reservations of the header: *cursor starts as 0. */
bool fdt_next_reservation(const struct fdt *fdt, u32 *cursor, struct fdt_reg *reservation);

struct fdt_chosen {
	struct strview bootargs; /* no text if absent */
	u64 initrd_start;	 /* 0 and 0 if absent */
	u64 initrd_end;
	struct fdt_value rng_seed;
	u64 kaslr_seed;
	struct fdt_node console;	/* stdout-path, aliases resolved */
	struct strview console_options; /* behind its colon, such as 115200n8 */
};
void fdt_read_chosen(const struct fdt *fdt, struct fdt_chosen *chosen);

/* --- The one edit -------------------------------------------------------------------- */

/*
 * Overwrites a node and its descendants with "nothing" tokens. blob is the
 * tree's memory, writable. The node's offset is no node afterwards; those of
 * all others stay right. The root cannot be removed.
 */
MUST_CHECK status_t fdt_remove(const struct fdt *fdt, void *blob, struct fdt_node node);
