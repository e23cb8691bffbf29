/* SPDX-License-Identifier: MIT */
/*
 * How entries are written.
 *
 * x86          63 no-execute  51..12 address  12 PAT (large)  7 large, or PAT (4 KiB)
 *              6 dirty  5 accessed  4 PCD  3 PWT  1 writable  0 present
 * aarch64      54 UXN  53 PXN  47..12 address  10 accessed  9..8 shareability
 *              7 read-only  4..2 index into MAIR  1 table, or page at level 0  0 valid
 * riscv        62..61 memory type (Svpbmt)  53..10 page number  7 dirty  6 accessed
 *              3 X  2 W  1 R  0 valid; a table has none of X, W, R
 *
 * Accessed and dirty are set at once: nobody is to take a fault, or an update by hardware,
 * for pages that a kernel touches before it has its own tables.
 */
#include <boot/paging.h>

/* --- x86 ------------------------------------------------------------------------------ */

static u64 x86_leaf(paddr_t to, u32 level, u32 flags)
{
	u64 entry = to | BIT(6) | BIT(5) | BIT(0);

	if (level > 0)
		entry |= BIT(7);
	if (flags & PT_WRITE)
		entry |= BIT(1);
	if (!(flags & PT_EXEC))
		entry |= BIT(63);
	/* PAT entry 5, write combining: PAT and PWT set, PCD clear. */
	if (flags & PT_FRAMEBUFFER)
		entry |= (level > 0 ? BIT(12) : BIT(7)) | BIT(3);
	return entry;
}

/* Tables allow everything: leaves alone decide. */
static u64 x86_table(paddr_t next)
{
	return next | BIT(5) | BIT(1) | BIT(0);
}

static paddr_t x86_next(u64 entry, u32 level)
{
	return level > 0 && !(entry & BIT(7)) ? entry & BITS(51, 12) : 0;
}

#define X86(label, count, bits)         \
	{ .name = (label),              \
		.levels = (count),      \
		.leaf_levels = 3,       \
		.address_bits = (bits), \
		.leaf = x86_leaf,       \
		.table = x86_table,     \
		.next = x86_next }

const struct pt_format pt_x86_4_level = X86("4-level", 4, 48);
const struct pt_format pt_x86_5_level = X86("5-level", 5, 57);

/* --- aarch64 -------------------------------------------------------------------------- */

/* MAIR: entry 0 is normal memory, entry 1 the framebuffer's. */
static u64 arm64_leaf(paddr_t to, u32 level, u32 flags)
{
	/* Inner shareable; never executable by programs. */
	u64 entry = to | BIT(54) | BIT(10) | 3 << 8 | BIT(0);

	if (level == 0)
		entry |= BIT(1);
	if (!(flags & PT_WRITE))
		entry |= BIT(7);
	if (!(flags & PT_EXEC))
		entry |= BIT(53);
	if (flags & PT_FRAMEBUFFER)
		entry |= 1 << 2;
	return entry;
}

static u64 arm64_table(paddr_t next)
{
	return next | BIT(1) | BIT(0);
}

static paddr_t arm64_next(u64 entry, u32 level)
{
	return level > 0 && entry & BIT(1) ? entry & BITS(47, 12) : 0;
}

const struct pt_format pt_arm64_4_level = {
	.name = "4-level",
	.levels = 4,
	.leaf_levels = 3,
	.address_bits = 48,
	.split = true,
	.leaf = arm64_leaf,
	.table = arm64_table,
	.next = arm64_next,
};

/* --- riscv ---------------------------------------------------------------------------- */

static u64 riscv_leaf(paddr_t to, u32 level, u32 flags)
{
	u64 entry = to >> 12 << 10 | BIT(7) | BIT(6) | BIT(1) | BIT(0);

	(void)level;
	if (flags & PT_WRITE)
		entry |= BIT(2);
	if (flags & PT_EXEC)
		entry |= BIT(3);
	return entry;
}

static u64 riscv_leaf_pbmt(paddr_t to, u32 level, u32 flags)
{
	/* NC: not cached, weakly ordered memory. */
	return riscv_leaf(to, level, flags) | (flags & PT_FRAMEBUFFER ? BIT(61) : 0);
}

static u64 riscv_table(paddr_t next)
{
	return next >> 12 << 10 | BIT(0);
}

static paddr_t riscv_next(u64 entry, u32 level)
{
	return level > 0 && !(entry & BITS(3, 1)) ? (entry & BITS(53, 10)) << 2 : 0;
}

#define RISCV(label, count, bits, leaf_function) \
	{ .name = (label),                       \
		.levels = (count),               \
		.leaf_levels = (count),          \
		.address_bits = (bits),          \
		.leaf = (leaf_function),         \
		.table = riscv_table,            \
		.next = riscv_next }

const struct pt_format pt_riscv_sv39 = RISCV("Sv39", 3, 39, riscv_leaf);
const struct pt_format pt_riscv_sv48 = RISCV("Sv48", 4, 48, riscv_leaf);
const struct pt_format pt_riscv_sv57 = RISCV("Sv57", 5, 57, riscv_leaf);
const struct pt_format pt_riscv_sv39_pbmt = RISCV("Sv39", 3, 39, riscv_leaf_pbmt);
const struct pt_format pt_riscv_sv48_pbmt = RISCV("Sv48", 4, 48, riscv_leaf_pbmt);
const struct pt_format pt_riscv_sv57_pbmt = RISCV("Sv57", 5, 57, riscv_leaf_pbmt);
