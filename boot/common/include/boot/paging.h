/* SPDX-License-Identifier: MIT */
/*
 * Page tables for the kernel's first address space, built from memory that was set aside
 * before.
 *
 * All three machines have the same tree: tables of 512 entries of 8 bytes, each level 9 bits
 * of the address, 4 KiB pages at the bottom and larger ones above. What differs is how an
 * entry is written, how many levels there are, and how high up a leaf may be; a `struct
 * pt_format` says that. Formats are data, so that all of them are tested on any machine.
 *
 * Levels are counted from the bottom: a leaf at level 0 maps 4 KiB, at 1 2 MiB, at 2 1 GiB.
 *
 * Two roots. The kernel's address space has nothing in its lower half, so the instruction
 * that switches to it could not be followed by another. pt_fork() therefore makes a second
 * root, with the kernel's upper half and a lower half of its own, where the loader maps
 * itself one to one; CPUs switch to that, jump to their code's address in the upper half,
 * and switch again.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

enum {
	PT_ENTRIES = 512,
	PT_LEVELS_MAX = 5,
};

enum pt_flags : u32 {
	PT_WRITE = 1 << 0,
	PT_EXEC = 1 << 1,
	PT_FRAMEBUFFER = 1 << 2, /* writes may be combined */
};

struct pt_format {
	const char *name; /* for people: "4-level", "Sv48" */
	u8 levels;
	u8 leaf_levels;	 /* leaves at levels 0 .. leaf_levels - 1 */
	u8 address_bits; /* of a virtual address, both halves together */
	bool split;	 /* each half has its own root register */
	u64 (*leaf)(paddr_t to, u32 level, u32 flags);
	u64 (*table)(paddr_t next);
	/* Where a table entry points; 0 for a leaf or nothing. */
	paddr_t (*next)(u64 entry, u32 level);
};

/* Zeroed pages to take tables from, at addresses we can reach as they are. */
struct pt_pool {
	paddr_t at;
	u64 pages;
	u64 used;
};

struct pt {
	const struct pt_format *format;
	struct pt_pool *pool;
	u8 leaf_levels; /* what the processor can do, at most the format's */
	paddr_t root;
};

/* Takes an empty root from the pool; -ENOMEM. */
MUST_CHECK status_t pt_create(
	struct pt *pt, const struct pt_format *format, u8 leaf_levels, struct pt_pool *pool);

/* A root with the same upper half, whose lower half is empty; -ENOMEM. */
MUST_CHECK status_t pt_fork(const struct pt *kernel, struct pt *out);

/*
 * Maps `size` bytes with the largest pages that fit; all three numbers are whole pages.
 * -ENOMEM if the pool runs dry, -EEXIST if something is mapped there already.
 */
MUST_CHECK status_t pt_map(struct pt *pt, vaddr_t from, paddr_t to, u64 size, u32 flags);

/* At most how many tables pt_map() may take for such a mapping, in an empty address space. */
u64 pt_cost(const struct pt *pt, vaddr_t from, paddr_t to, u64 size);

/* The lowest address of the upper half. */
vaddr_t pt_upper_half(const struct pt_format *format);

extern const struct pt_format pt_x86_4_level, pt_x86_5_level;
extern const struct pt_format pt_arm64_4_level;
extern const struct pt_format pt_riscv_sv39, pt_riscv_sv48, pt_riscv_sv57;
/* The same three for processors with Svpbmt: framebuffers can be told from memory. */
extern const struct pt_format pt_riscv_sv39_pbmt, pt_riscv_sv48_pbmt, pt_riscv_sv57_pbmt;
