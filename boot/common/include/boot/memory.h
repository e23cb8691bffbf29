/* SPDX-License-Identifier: MIT */
/*
 * The machine's memory: what the firmware says, what we laid over it, and the two things the
 * kernel gets of it, the memory map and the HHDM (all physical memory at one offset).
 */
#pragma once

#include <base/range.h>
#include <boot/diag.h>
#include <boot/paging.h>
#include <boot/protocol.h>

/*
 * Kinds of memory, as types of a range map. Up to MEMORY_BAD they come from the firmware;
 * where its descriptions contradict each other, the larger number is the more cautious.
 */
enum memory : u32 {
	MEMORY_NONE = RANGE_NONE,
	MEMORY_USABLE,
	MEMORY_LOADER, /* ours, and what firmware leaves behind */
	MEMORY_ACPI_RECLAIMABLE,
	MEMORY_ACPI_NVS,
	MEMORY_RUNTIME, /* EFI run-time services */
	MEMORY_RESERVED,
	MEMORY_BAD,
	/* Laid over the others. */
	MEMORY_EXECUTABLE, /* the kernel and its modules */
	MEMORY_FRAMEBUFFER,
	MEMORY_PINNED, /* firmware tables in places that would not be mapped otherwise */
};

/* The protocol's name for a kind. */
enum limine_memmap_type memory_type(enum memory kind, const struct revision *r);

/* Whether the HHDM has this kind of memory wherever it is. */
bool memory_is_mapped(enum memory kind, const struct revision *r);

/* Gives the pages that [base, base + size) touches a kind, whatever they were. */
MUST_CHECK status_t memory_mark(struct range_map *map, paddr_t base, u64 size, enum memory kind);

/*
 * Makes sure that firmware tables at [base, base + size) can be reached: pages that would not
 * be mapped become MEMORY_PINNED, and so does memory that would be given away. The old
 * revisions map the low 4 GiB anyway, and say nothing of what is given away: there this only
 * concerns reserved memory above. They have no type for it, so it stays reserved, yet it is
 * mapped: a pointer that we hand out can be followed.
 */
MUST_CHECK status_t memory_pin(
	struct range_map *map, paddr_t base, u64 size, const struct revision *r);

/* Page 0 is never usable: no kernel has to wonder about memory at address 0. */
MUST_CHECK status_t memory_keep_page_0(struct range_map *map);

/* One entry per range of one protocol type, in order; at most `max`. Returns how many. */
u64 memory_entries(const struct range_map *map, const struct revision *r,
	struct limine_memmap_entry *out, u64 max);

/* --- The HHDM -------------------------------------------------------------------------- */

/* What one range of it holds. */
enum hhdm : u32 {
	HHDM_OTHER = 1, /* not memory, but promised by the old revisions */
	HHDM_MEMORY,
	HHDM_FRAMEBUFFER,
};

/* Computes which ranges the HHDM has; whole pages. */
MUST_CHECK status_t hhdm_ranges(
	const struct range_map *memory, const struct revision *r, struct range_map *out);

/* The end of the last range. */
paddr_t hhdm_top(const struct range_map *ranges);

/* Page tables that mapping it may take, and the mapping. */
u64 hhdm_cost(const struct range_map *ranges, const struct pt *pt, vaddr_t offset);
MUST_CHECK status_t hhdm_map(const struct range_map *ranges, struct pt *pt, vaddr_t offset);
