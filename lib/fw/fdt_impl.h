/* SPDX-License-Identifier: MIT */
/* The token level, shared by the reader's files. */
#pragma once

#include <fw/fdt.h>

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
 * Reads the token at offset `at`. Whatever is cut off, unknown or outside of the structure
 * reads as FDT_END, which ends every loop.
 */
struct fdt_token fdt_token(const struct fdt *fdt, u32 at);

/* Whether a property's name is this one. */
bool fdt_name_is(const struct fdt *fdt, u32 name, const char *key);

/* The offset behind a node's end. */
u32 fdt_node_end(const struct fdt *fdt, struct fdt_node node);
