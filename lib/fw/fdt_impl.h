/* SPDX-License-Identifier: MIT */
/* The token level, shared by the reader's files. */
#pragma once

#include <base/compiler.h>
#include <fw/fdt.h>

#define FDT_CELL 4

/* In the blob's byte order: nothing has to be swapped to tell them apart. */
enum fdt_kind : u32 {
	FDT_BEGIN_NODE = 0x01000000,
	FDT_END_NODE = 0x02000000,
	FDT_PROPERTY = 0x03000000,
	FDT_NOTHING = 0x04000000,
	FDT_END = 0x09000000,
};

struct fdt_token {
	u32 kind; /* enum fdt_kind, FDT_NOTHING excepted: those are passed over */
	u32 at;
	u32 next; /* where the one after it begins */
	/* Of a property: */
	u32 name; /* offset into the strings */
	struct fdt_value value;
};

/*
 * Reads the token at offset `at`. Whatever is cut off, unknown or outside of
 * the structure reads as FDT_END, which ends every loop. The inline form is for
 * loops over many tokens.
 */
struct fdt_token fdt_token(const struct fdt *fdt, u32 at);
static struct fdt_token fdt_token_inline(const struct fdt *fdt, u32 at);

/* Several properties of a node in one pass; those that are not there have no bytes. */
void fdt_get_several(const struct fdt *fdt, struct fdt_node node, const char *const *names,
	struct fdt_value *values, u32 count);

/* What fdt_is_enabled asks, of the property's value. */
bool fdt_status_is_okay(struct fdt_value status);

/* The offset behind a node's end. */
u32 fdt_node_end(const struct fdt *fdt, struct fdt_node node);

/* --- Tokens -------------------------------------------------------------------------- */

/*
 * Finding things in a format without links means passing over all that is
 * before them, again and again, so this is where the time goes. Hence all of it
 * is inline, cells are loaded as the aligned words they are (not every machine
 * can do that to other words), and kinds stay in the blob's byte order. `at` is
 * a multiple of four and within the blob.
 */
static inline u32 fdt_raw_cell(const struct fdt *fdt, u64 at)
{
	u32 value;
	__builtin_memcpy(&value, __builtin_assume_aligned(fdt->blob + at, FDT_CELL), FDT_CELL);
	return value;
}

static inline struct fdt_token fdt_no_token(const struct fdt *fdt, u64 at)
{
	return (struct fdt_token){ .kind = FDT_END, .at = (u32)at, .next = fdt->structure_end };
}

/* A name ends in the first cell that has a zero byte, and is padded to that cell's end. */
static inline struct fdt_token fdt_begin_token(const struct fdt *fdt, u64 at)
{
	for (u64 name = at + FDT_CELL; name < fdt->structure_end; name += FDT_CELL) {
		u32 four = fdt_raw_cell(fdt, name);
		if (!((four - 0x01010101) & ~four & 0x80808080))
			continue;
		return (struct fdt_token){
			.kind = FDT_BEGIN_NODE, .at = (u32)at, .next = (u32)(name + FDT_CELL)
		};
	}
	return fdt_no_token(fdt, at);
}

static inline struct fdt_token fdt_property_token(const struct fdt *fdt, u64 at)
{
	u64 value = at + 3 * FDT_CELL;

	if (value > fdt->structure_end)
		return fdt_no_token(fdt, at);
	u64 length = __builtin_bswap32(fdt_raw_cell(fdt, at + FDT_CELL));
	if (length > fdt->structure_end - value)
		return fdt_no_token(fdt, at);
	return (struct fdt_token){
		.kind = FDT_PROPERTY,
		.at = (u32)at,
		.next = (u32)ALIGN_UP(value + length, FDT_CELL),
		.name = __builtin_bswap32(fdt_raw_cell(fdt, at + 2 * FDT_CELL)),
		.value = { fdt->blob + value, (u32)length },
	};
}

static ALWAYS_INLINE struct fdt_token fdt_token_inline(const struct fdt *fdt, u32 from)
{
	u64 at = from;

	if (!IS_ALIGNED(at, FDT_CELL) || at < fdt->structure)
		return fdt_no_token(fdt, at);
	/* The structure's end is a multiple of four, too: what begins before it is a whole cell. */
	for (; at < fdt->structure_end; at += FDT_CELL)
		switch (fdt_raw_cell(fdt, at)) {
		case FDT_NOTHING: continue;
		case FDT_PROPERTY: return fdt_property_token(fdt, at);
		case FDT_BEGIN_NODE: return fdt_begin_token(fdt, at);
		case FDT_END_NODE:
			return (struct fdt_token){
				.kind = FDT_END_NODE, .at = (u32)at, .next = (u32)at + FDT_CELL
			};
		default: return fdt_no_token(fdt, at);
		}
	return fdt_no_token(fdt, at);
}

/* Whether a property's name, an offset into the strings, is this one. */
static inline bool fdt_name_is(const struct fdt *fdt, u32 name, const char *key)
{
	const u8 *strings = fdt->blob + fdt->strings;
	u32 size = fdt->strings_end - fdt->strings;

	/* Most names differ in their first byte, so no length is worth knowing before. */
	for (; name < size && strings[name] == (u8)*key; name++, key++)
		if (*key == '\0')
			return true;
	return false;
}
