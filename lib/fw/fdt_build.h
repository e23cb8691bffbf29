/* SPDX-License-Identifier: MIT */
/*
 * Makes device trees, for tests. The blob lies at the beginning of a static
 * buffer; a test that wants it broken breaks it after fdt_build_end.
 */
#pragma once

#include <base/endian.h>
#include <base/string.h>
#include <fw/fdt.h>

#define FDT_BUILD_SIZE	  8192
#define FDT_BUILD_STRINGS 6144 /* where the strings begin */

struct fdt_build {
	u8 blob[FDT_BUILD_SIZE];
	u32 at; /* end of the structure */
	u32 strings_size;
};

static inline void fdt_build_cell(struct fdt_build *b, u32 value)
{
	store_be32(b->blob + b->at, value);
	b->at += 4;
}

static inline void fdt_build_bytes(struct fdt_build *b, const void *bytes, u32 length)
{
	memcpy(b->blob + b->at, bytes, length);
	memset(b->blob + b->at + length, 0, 4);
	b->at = ALIGN_UP(b->at + length, 4);
}

/* One memory reservation: a tree needs the ending pair at least. */
static inline void fdt_build_begin_reserved(struct fdt_build *b, u64 base, u64 length)
{
	memset(b, 0, sizeof(*b));
	store_be64(b->blob + 40, base);
	store_be64(b->blob + 48, length);
	b->at = 72;
}

static inline void fdt_build_begin(struct fdt_build *b)
{
	fdt_build_begin_reserved(b, 0, 0);
}

static inline void fdt_build_node(struct fdt_build *b, const char *name)
{
	fdt_build_cell(b, 1);
	fdt_build_bytes(b, name, (u32)strlen(name) + 1);
}

static inline void fdt_build_close(struct fdt_build *b)
{
	fdt_build_cell(b, 2);
}

static inline u32 fdt_build_name(struct fdt_build *b, const char *name)
{
	u8 *strings = b->blob + FDT_BUILD_STRINGS;
	u32 length = (u32)strlen(name) + 1;
	u32 at = 0;

	while (at < b->strings_size && strcmp((char *)strings + at, name) != 0)
		at += (u32)strlen((char *)strings + at) + 1;
	if (at == b->strings_size) {
		memcpy(strings + at, name, length);
		b->strings_size += length;
	}
	return at;
}

static inline void fdt_build_property(
	struct fdt_build *b, const char *name, const void *bytes, u32 length)
{
	fdt_build_cell(b, 3);
	fdt_build_cell(b, length);
	fdt_build_cell(b, fdt_build_name(b, name));
	fdt_build_bytes(b, bytes, length);
}

static inline void fdt_build_text(struct fdt_build *b, const char *name, const char *text)
{
	fdt_build_property(b, name, text, (u32)strlen(text) + 1);
}

static inline void fdt_build_cells(
	struct fdt_build *b, const char *name, const u32 *cells, u32 count)
{
	u8 bytes[64 * 4];

	for (u32 i = 0; i < count; i++)
		store_be32(bytes + 4 * i, cells[i]);
	fdt_build_property(b, name, bytes, 4 * count);
}

/* FDT_CELLS(&b, "reg", 0, 0x1000, 0, 0x100); */
#define FDT_CELLS(b, name, ...)                                \
	fdt_build_cells(b, name, (const u32[]){ __VA_ARGS__ }, \
		(u32)(sizeof((const u32[]){ __VA_ARGS__ }) / sizeof(u32)))

/* Writes the header; returns the blob's size. */
static inline u32 fdt_build_end(struct fdt_build *b)
{
	const u32 header[10] = { 0xd00dfeed, FDT_BUILD_STRINGS + b->strings_size, 72,
		FDT_BUILD_STRINGS, 40, 17, 16, 0, b->strings_size, b->at + 4 - 72 };

	fdt_build_cell(b, 9);
	for (u32 i = 0; i < 10; i++)
		store_be32(b->blob + 4 * i, header[i]);
	return header[1];
}
