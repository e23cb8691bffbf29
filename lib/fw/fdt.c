/* SPDX-License-Identifier: MIT */
/*
 * Everything above is built on fdt_token, which is the only function here that reads the
 * structure block, and reads it within its bounds. Progress is guaranteed: each token lies
 * behind the one before, so every loop over tokens ends with the block.
 */
#include "fdt_impl.h"

#include <abi/errors.h>
#include <base/bits.h>
#include <base/checked.h>
#include <base/endian.h>
#include <base/string.h>

#define FDT_MAGIC	0xd00dfeedu
#define FDT_VERSION	17
#define FDT_HEADER_SIZE 40
#define FDT_CELL	4

/* --- The blob ------------------------------------------------------------------------ */

u32 fdt_claimed_size(const void *blob)
{
	const u8 *header = blob;
	return load_be32(header) == FDT_MAGIC ? load_be32(header + 4) : 0;
}

/* --- Tokens -------------------------------------------------------------------------- */

/*
 * Finding things in a format without links means passing over all that is before them, again
 * and again, so this is where the time goes. Hence cells are loaded as the aligned words they
 * are (not every machine can do that to other words), and kinds stay in the blob's byte order.
 * `at` is a multiple of four and within the blob.
 */
static u32 raw_cell(const struct fdt *fdt, u64 at)
{
	u32 value;
	__builtin_memcpy(&value, __builtin_assume_aligned(fdt->blob + at, FDT_CELL), FDT_CELL);
	return value;
}

static u32 cell(const struct fdt *fdt, u64 at)
{
	return __builtin_bswap32(raw_cell(fdt, at));
}

/*
 * One step over a token: what it is, where it stands and where the next one
 * begins. Most tokens are only passed over, so this is all that is found out about them,
 * and small enough to travel in registers.
 */
struct step {
	u32 kind;
	u32 at;
	u32 next;
};

static struct step no_step(const struct fdt *fdt, u64 at)
{
	return (struct step){ FDT_END, (u32)at, fdt->structure_end };
}

/* The name of a node, which begins at `at`; false if its terminator is not within the structure. */
[[gnu::always_inline]] static inline bool node_name_length(
	const struct fdt *fdt, u64 at, u32 *length)
{
	for (u64 end = at; end < fdt->structure_end; end += FDT_CELL) {
		u32 four = raw_cell(fdt, end);
		/* The lowest bit that is set belongs to the first byte that is zero. */
		u32 zeros = (four - 0x01010101) & ~four & 0x80808080;
		if (!zeros)
			continue;
		*length = (u32)(end - at) + bits_trailing_zeros(zeros) / 8;
		return true;
	}
	return false;
}

[[gnu::always_inline]] static inline struct step step_over_name(const struct fdt *fdt, u64 at)
{
	u32 length;

	if (!node_name_length(fdt, at + FDT_CELL, &length))
		return no_step(fdt, at);
	u64 next = at + FDT_CELL + ALIGN_UP(length + 1, FDT_CELL);
	return (struct step){ FDT_BEGIN_NODE, (u32)at, (u32)next };
}

[[gnu::always_inline]] static inline struct step step_over_property(const struct fdt *fdt, u64 at)
{
	u64 value = at + 3 * FDT_CELL;

	if (value > fdt->structure_end)
		return no_step(fdt, at);
	u64 length = cell(fdt, at + FDT_CELL);
	if (length > fdt->structure_end - value)
		return no_step(fdt, at);
	return (struct step){ FDT_PROPERTY, (u32)at, (u32)ALIGN_UP(value + length, FDT_CELL) };
}

[[gnu::always_inline]] static inline struct step step_from(const struct fdt *fdt, u32 from)
{
	u64 at = from;

	if (!IS_ALIGNED(at, FDT_CELL) || at < fdt->structure)
		return no_step(fdt, at);
	/* The structure's end is a multiple of four, too: what begins before it is a whole cell. */
	for (; at < fdt->structure_end; at += FDT_CELL)
		switch (raw_cell(fdt, at)) {
		case FDT_NOTHING: continue;
		case FDT_PROPERTY: return step_over_property(fdt, at);
		case FDT_BEGIN_NODE: return step_over_name(fdt, at);
		case FDT_END_NODE:
			return (struct step){ FDT_END_NODE, (u32)at, (u32)at + FDT_CELL };
		default: return no_step(fdt, at);
		}
	return no_step(fdt, at);
}

static u32 property_name(const struct fdt *fdt, struct step property)
{
	return cell(fdt, property.at + 2 * FDT_CELL);
}

/* The length is read a second time, so it is held against the step once more. */
static struct fdt_value property_value(const struct fdt *fdt, struct step property)
{
	u32 value = property.at + 3 * FDT_CELL;
	u32 length = min(cell(fdt, property.at + FDT_CELL), property.next - value);

	return (struct fdt_value){ fdt->blob + value, length };
}

struct fdt_token fdt_token(const struct fdt *fdt, u32 from)
{
	struct step step = step_from(fdt, from);
	struct fdt_token token = { .kind = step.kind, .at = step.at, .next = step.next };

	if (step.kind == FDT_PROPERTY) {
		token.name = property_name(fdt, step);
		token.value = property_value(fdt, step);
	}
	return token;
}

bool fdt_name_is(const struct fdt *fdt, u32 name, const char *key)
{
	const u8 *strings = fdt->blob + fdt->strings;
	u32 size = fdt->strings_end - fdt->strings;

	/* Most names differ in their first byte, so no length is worth knowing before. */
	for (; name < size && strings[name] == (u8)*key; name++, key++)
		if (*key == '\0')
			return true;
	return false;
}

u32 fdt_node_end(const struct fdt *fdt, struct fdt_node node)
{
	u32 depth = 0;
	struct step token = step_from(fdt, node.at);

	for (; token.kind != FDT_END; token = step_from(fdt, token.next)) {
		if (token.kind == FDT_BEGIN_NODE)
			depth++;
		else if (token.kind == FDT_END_NODE && --depth == 0)
			break;
	}
	return token.next;
}

/* --- Opening ------------------------------------------------------------------------- */

/* Every node is closed, nothing is nested too deep, and the end is where it should be. */
static bool is_structure_sound(const struct fdt *fdt)
{
	u32 depth = 0;
	struct step token = step_from(fdt, fdt->structure);

	if (token.kind != FDT_BEGIN_NODE)
		return false;
	for (;; token = step_from(fdt, token.next)) {
		switch (token.kind) {
		case FDT_BEGIN_NODE:
			if (++depth >= FDT_DEPTH_MAX)
				return false;
			break;
		case FDT_END_NODE:
			if (--depth == 0)
				return step_from(fdt, token.next).kind == FDT_END;
			break;
		case FDT_PROPERTY:
			if (property_name(fdt, token) >= fdt->strings_end - fdt->strings)
				return false;
			break;
		default: return false;
		}
	}
}

status_t fdt_open(struct fdt *fdt, const void *blob, u64 available)
{
	const u8 *header = blob;
	struct fdt tree = { .blob = blob };

	if (available < FDT_HEADER_SIZE || !IS_ALIGNED((u64)blob, FDT_CELL) ||
		load_be32(header) != FDT_MAGIC)
		return -EBADMSG;
	tree.total_size = load_be32(header + 4);
	tree.structure = load_be32(header + 8);
	tree.strings = load_be32(header + 12);
	tree.reservations = load_be32(header + 16);
	u32 version = load_be32(header + 20);
	u32 compatible_with = load_be32(header + 24);
	tree.boot_cpu = load_be32(header + 28);
	u32 strings_size = load_be32(header + 32);
	u32 structure_size = load_be32(header + 36);
	if (version < FDT_VERSION || compatible_with > FDT_VERSION)
		return -EBADMSG;
	if (tree.total_size < FDT_HEADER_SIZE || tree.total_size > available)
		return -EBADMSG;
	/* Offsets of 0 would make the root node's offset "no node". */
	if (tree.structure < FDT_HEADER_SIZE || !IS_ALIGNED(tree.structure, FDT_CELL))
		return -EBADMSG;
	if (!checked_within(tree.structure, structure_size, tree.total_size) ||
		!checked_within(tree.strings, strings_size, tree.total_size))
		return -EBADMSG;
	tree.structure_end = ALIGN_DOWN(tree.structure + structure_size, FDT_CELL);
	tree.strings_end = tree.strings + strings_size;
	/* An unterminated name at the end is none: now each name in there has an end. */
	while (tree.strings_end > tree.strings && tree.blob[tree.strings_end - 1])
		tree.strings_end--;
	if (!is_structure_sound(&tree))
		return -EBADMSG;
	*fdt = tree;
	return 0;
}

/* --- Nodes --------------------------------------------------------------------------- */

static struct fdt_node node_if_begin(struct step token)
{
	return (struct fdt_node){ token.kind == FDT_BEGIN_NODE ? token.at : 0 };
}

struct fdt_node fdt_root(const struct fdt *fdt)
{
	return node_if_begin(step_from(fdt, fdt->structure));
}

/* The token behind a node's properties. */
static struct step behind_properties(const struct fdt *fdt, struct fdt_node node)
{
	struct step token = step_from(fdt, node.at);

	do
		token = step_from(fdt, token.next);
	while (token.kind == FDT_PROPERTY);
	return token;
}

struct fdt_node fdt_first_child(const struct fdt *fdt, struct fdt_node node)
{
	return node_if_begin(behind_properties(fdt, node));
}

struct fdt_node fdt_next_sibling(const struct fdt *fdt, struct fdt_node node)
{
	return node_if_begin(step_from(fdt, fdt_node_end(fdt, node)));
}

/* Whether a node begins exactly here. */
static bool is_node(const struct fdt *fdt, u32 at)
{
	return IS_ALIGNED(at, FDT_CELL) && at >= fdt->structure && at < fdt->structure_end &&
	       raw_cell(fdt, at) == FDT_BEGIN_NODE;
}

struct strview fdt_name(const struct fdt *fdt, struct fdt_node node)
{
	u32 at = node.at + FDT_CELL;
	u32 length;

	if (!is_node(fdt, node.at) || !node_name_length(fdt, at, &length))
		return (struct strview){ "", 0 };
	return (struct strview){ (const char *)fdt->blob + at, length };
}

struct strview fdt_base_name(const struct fdt *fdt, struct fdt_node node)
{
	struct strview unit;
	return strview_cut(fdt_name(fdt, node), '@', &unit);
}

/* Whether a path's component means this name: in full, or without the name's unit address. */
static bool is_named(struct strview name, struct strview component)
{
	if (name.length < component.length || memcmp(name.at, component.at, component.length) != 0)
		return false;
	return name.length == component.length || name.at[component.length] == '@';
}

static struct fdt_node find_child(
	const struct fdt *fdt, struct fdt_node node, struct strview component)
{
	node = fdt_first_child(fdt, node);
	while (fdt_exists(node) && !is_named(fdt_name(fdt, node), component))
		node = fdt_next_sibling(fdt, node);
	return node;
}

static struct fdt_node find_from(const struct fdt *fdt, struct fdt_node node, struct strview path)
{
	while (fdt_exists(node) && path.length) {
		struct strview component = strview_cut(path, '/', &path);
		if (component.length)
			node = find_child(fdt, node, component);
	}
	return node;
}

struct fdt_node fdt_find(const struct fdt *fdt, struct strview path)
{
	struct fdt_node root = fdt_root(fdt);

	if (strview_has_prefix(path, "/"))
		return find_from(fdt, root, path);
	/* An alias stands for an absolute path: never for another alias, so this ends. */
	struct fdt_node aliases = find_from(fdt, root, strview_of("aliases"));
	struct strview alias = strview_cut(path, '/', &path);
	struct fdt_property property;
	u32 cursor = 0;
	while (fdt_exists(aliases) && fdt_next_property(fdt, aliases, &cursor, &property)) {
		if (!strview_equal(property.name, alias))
			continue;
		struct strview target = fdt_string(property.value, 0);
		if (!strview_has_prefix(target, "/"))
			break;
		return find_from(fdt, find_from(fdt, root, target), path);
	}
	return (struct fdt_node){};
}

/* The next node in the blob's order; the first one after none. */
static struct fdt_node next_node(const struct fdt *fdt, struct fdt_node from)
{
	struct step token;

	if (!fdt_exists(from))
		return fdt_root(fdt);
	token = step_from(fdt, from.at);
	do
		token = step_from(fdt, token.next);
	while (token.kind == FDT_PROPERTY || token.kind == FDT_END_NODE);
	return node_if_begin(token);
}

/* One pass: properties stand before children, so the last node begun is theirs. */
struct fdt_node fdt_by_phandle(const struct fdt *fdt, u32 phandle)
{
	struct fdt_node node = {};
	struct step token = step_from(fdt, fdt->structure);

	for (; phandle && token.kind != FDT_END; token = step_from(fdt, token.next)) {
		if (token.kind == FDT_BEGIN_NODE)
			node.at = token.at;
		else if (token.kind == FDT_PROPERTY &&
			 fdt_cell(property_value(fdt, token), 0) == phandle &&
			 fdt_name_is(fdt, property_name(fdt, token), "phandle"))
			return node;
	}
	return (struct fdt_node){};
}

bool fdt_is_compatible(const struct fdt *fdt, struct fdt_node node, const char *compatible)
{
	struct fdt_value value = fdt_get(fdt, node, "compatible");

	for (u32 i = 0;; i++) {
		struct strview text = fdt_string(value, i);
		if (!text.at)
			return false;
		if (strview_is(text, compatible))
			return true;
	}
}

struct fdt_node fdt_next_compatible(
	const struct fdt *fdt, struct fdt_node from, const char *compatible)
{
	do
		from = next_node(fdt, from);
	while (fdt_exists(from) && !fdt_is_compatible(fdt, from, compatible));
	return from;
}

bool fdt_is_enabled(const struct fdt *fdt, struct fdt_node node)
{
	struct strview status = fdt_string(fdt_get(fdt, node, "status"), 0);
	return !status.at || strview_is(status, "okay") || strview_is(status, "ok");
}

/* --- Properties ---------------------------------------------------------------------- */

struct fdt_value fdt_get(const struct fdt *fdt, struct fdt_node node, const char *name)
{
	struct step token = step_from(fdt, node.at);

	if (token.kind != FDT_BEGIN_NODE)
		return (struct fdt_value){};
	for (;;) {
		token = step_from(fdt, token.next);
		if (token.kind != FDT_PROPERTY)
			return (struct fdt_value){};
		if (fdt_name_is(fdt, property_name(fdt, token), name))
			return property_value(fdt, token);
	}
}

bool fdt_next_property(
	const struct fdt *fdt, struct fdt_node node, u32 *cursor, struct fdt_property *property)
{
	if (*cursor == 0)
		*cursor = fdt_token(fdt, node.at).next;
	struct fdt_token token = fdt_token(fdt, *cursor);
	u32 strings_size = fdt->strings_end - fdt->strings;
	if (token.kind != FDT_PROPERTY || token.name >= strings_size)
		return false;
	const char *name = (const char *)fdt->blob + fdt->strings + token.name;
	property->name = (struct strview){ name, strnlen(name, strings_size - token.name) };
	property->value = token.value;
	*cursor = token.next;
	return true;
}

u32 fdt_cell(struct fdt_value value, u32 index)
{
	u64 at = (u64)index * FDT_CELL;
	return checked_within(at, FDT_CELL, value.length) ? load_be32(value.bytes + at) : 0;
}

u64 fdt_cell_pair(struct fdt_value value, u32 index)
{
	u64 at = (u64)index * FDT_CELL;
	return checked_within(at, 2 * FDT_CELL, value.length) ? load_be64(value.bytes + at) : 0;
}

bool fdt_number(struct fdt_value value, u32 index, u32 cells, u64 *number)
{
	if (cells > 2 || !checked_within((u64)index * FDT_CELL, cells * FDT_CELL, value.length))
		return false;
	*number = cells == 0   ? 0
		  : cells == 1 ? fdt_cell(value, index)
			       : fdt_cell_pair(value, index);
	return true;
}

u64 fdt_get_number(const struct fdt *fdt, struct fdt_node node, const char *name, u64 fallback)
{
	struct fdt_value value = fdt_get(fdt, node, name);

	switch (value.length) {
	case FDT_CELL: return fdt_cell(value, 0);
	case 2 * FDT_CELL: return fdt_cell_pair(value, 0);
	default: return fallback;
	}
}

struct strview fdt_string(struct fdt_value value, u32 index)
{
	const char *text = (const char *)value.bytes;
	u32 left = value.length;

	for (; left; index--) {
		u32 length = (u32)strnlen(text, left);
		if (length == left) /* not terminated: no string */
			break;
		if (index == 0)
			return (struct strview){ text, length };
		text += length + 1;
		left -= length + 1;
	}
	return (struct strview){};
}

/* --- Well-known places --------------------------------------------------------------- */

bool fdt_next_reservation(const struct fdt *fdt, u32 *cursor, struct fdt_reg *reservation)
{
	u64 at = (u64)fdt->reservations + *cursor;

	if (!checked_within(at, 16, fdt->total_size))
		return false;
	reservation->base = load_be64(fdt->blob + at);
	reservation->length = load_be64(fdt->blob + at + 8);
	*cursor += 16;
	return reservation->base != 0 || reservation->length != 0;
}

void fdt_read_chosen(const struct fdt *fdt, struct fdt_chosen *chosen)
{
	struct fdt_node node = fdt_find(fdt, strview_of("/chosen"));

	*chosen = (struct fdt_chosen){};
	if (!fdt_exists(node))
		return;
	chosen->bootargs = fdt_string(fdt_get(fdt, node, "bootargs"), 0);
	chosen->initrd_start = fdt_get_number(fdt, node, "linux,initrd-start", 0);
	chosen->initrd_end = fdt_get_number(fdt, node, "linux,initrd-end", 0);
	chosen->rng_seed = fdt_get(fdt, node, "rng-seed");
	chosen->kaslr_seed = fdt_get_number(fdt, node, "kaslr-seed", 0);
	struct strview path = fdt_string(fdt_get(fdt, node, "stdout-path"), 0);
	if (!path.at)
		path = fdt_string(fdt_get(fdt, node, "linux,stdout-path"), 0);
	path = strview_cut(path, ':', &chosen->console_options);
	if (path.length)
		chosen->console = fdt_find(fdt, path);
}

/* --- The one edit -------------------------------------------------------------------- */

status_t fdt_remove(const struct fdt *fdt, void *blob, struct fdt_node node)
{
	u8 *bytes = blob;

	if (bytes != fdt->blob || node.at == fdt_root(fdt).at)
		return -EINVAL;
	struct fdt_token token = fdt_token(fdt, node.at);
	if (token.kind != FDT_BEGIN_NODE || token.at != node.at)
		return -ENOENT;
	u32 end = fdt_node_end(fdt, node);
	/* A blob that changed meanwhile may end anywhere: nothing is written behind it. */
	for (u32 at = node.at; checked_within(at, FDT_CELL, end); at += FDT_CELL)
		store_le32(bytes + at, FDT_NOTHING);
	return 0;
}
