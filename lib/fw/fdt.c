/* SPDX-License-Identifier: MIT */
/*
 * Everything here is built on tokens (fdt_impl.h), which are read within the
 * structure's bounds. Progress is guaranteed: each token lies behind the one
 * before, so every loop over tokens ends with the block.
 */
#include "fdt_impl.h"

#include <abi/errors.h>
#include <base/checked.h>
#include <base/endian.h>
#include <base/string.h>

#define FDT_MAGIC	0xd00dfeedu
#define FDT_VERSION	17
#define FDT_HEADER_SIZE 40

/* --- The blob ------------------------------------------------------------------------ */

u32 fdt_claimed_size(const void *blob)
{
	const u8 *header = blob;
	return load_be32(header) == FDT_MAGIC ? load_be32(header + 4) : 0;
}

/* Whether the node that begins here has this name; any_unit: whatever follows an @. */
static bool is_named(
	const struct fdt *fdt, struct fdt_token begin, struct strview wanted, bool any_unit)
{
	const char *name = (const char *)fdt->blob + begin.at + FDT_CELL;
	u32 room = begin.next - begin.at - FDT_CELL;

	/* The name's terminator lies within room, so its length is not worth knowing. */
	if (wanted.length == 0 || wanted.length >= room || name[0] != wanted.at[0])
		return false;
	return memcmp(name, wanted.at, wanted.length) == 0 &&
	       (name[wanted.length] == '\0' || (any_unit && name[wanted.length] == '@'));
}

/* Takes note of a child of the root if it is one of those with a meaning of their own. */
static void note_child(struct fdt *fdt, struct fdt_token begin)
{
	const struct {
		struct strview name;
		struct fdt_node *node;
	} known[] = {
		{ { "aliases", 7 }, &fdt->aliases },
		{ { "chosen", 6 }, &fdt->chosen },
		{ { "cpus", 4 }, &fdt->cpus },
		{ { "reserved-memory", 15 }, &fdt->reserved_memory },
	};

	for (u32 i = 0; i < ARRAY_SIZE(known); i++)
		if (is_named(fdt, begin, known[i].name, false))
			known[i].node->at = begin.at;
}

/* Every node is closed, nothing is nested too deep, and the end is where it should be. */
static bool check_structure(struct fdt *fdt)
{
	u32 depth = 0;
	struct fdt_token token = fdt_token(fdt, fdt->structure);

	if (token.kind != FDT_BEGIN_NODE)
		return false;
	for (;; token = fdt_token_inline(fdt, token.next)) {
		switch (token.kind) {
		case FDT_BEGIN_NODE:
			if (++depth >= FDT_DEPTH_MAX)
				return false;
			if (depth == 2)
				note_child(fdt, token);
			break;
		case FDT_END_NODE:
			if (--depth == 0)
				return fdt_token(fdt, token.next).kind == FDT_END;
			break;
		case FDT_PROPERTY:
			if (token.name >= fdt->strings_end - fdt->strings)
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
	if (!check_structure(&tree))
		return -EBADMSG;
	*fdt = tree;
	return 0;
}

/* --- Tokens -------------------------------------------------------------------------- */

struct fdt_token fdt_token(const struct fdt *fdt, u32 at)
{
	return fdt_token_inline(fdt, at);
}

u32 fdt_node_end(const struct fdt *fdt, struct fdt_node node)
{
	u32 depth = 0;
	struct fdt_token token = fdt_token(fdt, node.at);

	for (; token.kind != FDT_END; token = fdt_token_inline(fdt, token.next)) {
		if (token.kind == FDT_BEGIN_NODE)
			depth++;
		else if (token.kind == FDT_END_NODE && --depth == 0)
			break;
	}
	return token.next;
}

/* --- Nodes --------------------------------------------------------------------------- */

static struct fdt_node node_if_begin(struct fdt_token token)
{
	return (struct fdt_node){ token.kind == FDT_BEGIN_NODE ? token.at : 0 };
}

struct fdt_node fdt_root(const struct fdt *fdt)
{
	return node_if_begin(fdt_token(fdt, fdt->structure));
}

/* The token behind a node's properties. */
static struct fdt_token behind_properties(const struct fdt *fdt, struct fdt_node node)
{
	struct fdt_token token = fdt_token(fdt, node.at);

	do
		token = fdt_token(fdt, token.next);
	while (token.kind == FDT_PROPERTY);
	return token;
}

struct fdt_node fdt_first_child(const struct fdt *fdt, struct fdt_node node)
{
	return node_if_begin(behind_properties(fdt, node));
}

struct fdt_node fdt_next_sibling(const struct fdt *fdt, struct fdt_node node)
{
	return node_if_begin(fdt_token(fdt, fdt_node_end(fdt, node)));
}

struct strview fdt_name(const struct fdt *fdt, struct fdt_node node)
{
	struct fdt_token token = fdt_token(fdt, node.at);
	const char *name = (const char *)fdt->blob + token.at + FDT_CELL;

	if (token.kind != FDT_BEGIN_NODE)
		return (struct strview){ "", 0 };
	return (struct strview){ name, strnlen(name, token.next - token.at - FDT_CELL) };
}

struct strview fdt_base_name(const struct fdt *fdt, struct fdt_node node)
{
	struct strview unit;
	return strview_cut(fdt_name(fdt, node), '@', &unit);
}

static struct fdt_node find_child(
	const struct fdt *fdt, struct fdt_node node, struct strview component)
{
	struct fdt_token token = behind_properties(fdt, node);
	struct strview unit;

	strview_cut(component, '@', &unit);
	while (token.kind == FDT_BEGIN_NODE && !is_named(fdt, token, component, !unit.at))
		token = fdt_token(fdt, fdt_node_end(fdt, (struct fdt_node){ token.at }));
	return node_if_begin(token);
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
	struct fdt_node aliases = fdt->aliases;

	if (strview_has_prefix(path, "/"))
		return find_from(fdt, root, path);
	/* An alias stands for an absolute path: never for another alias, so this ends. */
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
	struct fdt_token token;

	if (!fdt_exists(from))
		return fdt_root(fdt);
	token = fdt_token(fdt, from.at);
	do
		token = fdt_token(fdt, token.next);
	while (token.kind == FDT_PROPERTY || token.kind == FDT_END_NODE);
	return node_if_begin(token);
}

struct fdt_node fdt_by_phandle(const struct fdt *fdt, u32 phandle)
{
	struct fdt_token token = fdt_token(fdt, fdt->structure);
	struct fdt_node node = {};

	/* Properties come before children: they are those of the node begun last. */
	for (; token.kind != FDT_END && phandle; token = fdt_token_inline(fdt, token.next)) {
		if (token.kind == FDT_BEGIN_NODE)
			node.at = token.at;
		else if (token.kind == FDT_PROPERTY && fdt_cell(token.value, 0) == phandle &&
			 fdt_name_is(fdt, token.name, "phandle"))
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

bool fdt_status_is_okay(struct fdt_value status)
{
	struct strview text = fdt_string(status, 0);
	return !text.at || strview_is(text, "okay") || strview_is(text, "ok");
}

bool fdt_is_enabled(const struct fdt *fdt, struct fdt_node node)
{
	return fdt_status_is_okay(fdt_get(fdt, node, "status"));
}

/* --- Properties ---------------------------------------------------------------------- */

void fdt_get_several(const struct fdt *fdt, struct fdt_node node, const char *const *names,
	struct fdt_value *values, u32 count)
{
	struct fdt_token token = fdt_token(fdt, node.at);
	bool is_node = token.kind == FDT_BEGIN_NODE;

	for (u32 i = 0; i < count; i++)
		values[i] = (struct fdt_value){};
	while (is_node) {
		token = fdt_token_inline(fdt, token.next);
		if (token.kind != FDT_PROPERTY)
			break;
		for (u32 i = 0; i < count; i++)
			if (!values[i].bytes && fdt_name_is(fdt, token.name, names[i]))
				values[i] = token.value;
	}
}

struct fdt_value fdt_get(const struct fdt *fdt, struct fdt_node node, const char *name)
{
	struct fdt_value value;

	fdt_get_several(fdt, node, &name, &value, 1);
	return value;
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
	struct fdt_node node = fdt->chosen;

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
