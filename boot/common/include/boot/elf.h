/* SPDX-License-Identifier: MIT */
/*
 * Kernels are ELF64 files. Loading one takes three steps, so that everything that can be
 * wrong with the headers is known before memory is spent on it:
 *
 *     elf_parse      checks every header against the file and against the rules below
 *     elf_load       copies the segments to where the caller made room
 *     elf_relocate   applies the slide
 *
 * The rules. Segments hold at most what they claim in memory, do not overlap, and do not
 * share a page unless their permissions are equal. All lie in one half of the address space:
 * a fixed image (ET_EXEC) at or above KERNEL_BASE, a movable one (ET_DYN) anywhere. Shared
 * libraries and interpreters are refused.
 *
 * An image in memory is one contiguous block: `span` bytes that stand for the addresses from
 * `base`, the lowest segment rounded down to the largest alignment.
 */
#pragma once

#include <boot/diag.h>

enum {
	ELF_SEGMENTS_MAX = 64,
};

/* The images of kernels lie in the top 2 GiB, where 32-bit addressing reaches them. */
constexpr vaddr_t KERNEL_BASE = 0xffffffff80000000;
/* Above this, addresses are left to the kernel: error values, per-CPU tricks. */
constexpr vaddr_t KERNEL_LIMIT = 0xfffffffff0000000;

struct elf_segment {
	vaddr_t vaddr;
	u64 memsz;  /* > 0 */
	u64 offset; /* in the file */
	u64 filesz;
	u32 flags; /* PF_R, PF_W, PF_X */
};

struct elf {
	const u8 *file;
	u64 size;
	u16 machine;
	bool movable;
	vaddr_t entry;
	vaddr_t base; /* page aligned, and aligned to `align` */
	u64 span;     /* whole pages */
	u64 align;    /* the largest of all segments, at least a page */
	u32 count;
	struct elf_segment segments[ELF_SEGMENTS_MAX]; /* sorted by address */
	vaddr_t dynamic; /* the dynamic table, if dynamic_size is not 0 */
	u64 dynamic_size;
};

/* An ELF image in memory. */
struct image {
	const struct elf *elf;
	u8 *memory; /* elf->span bytes */
	u64 slide;  /* what was added to every address in the file; may wrap */
};

/* -ENODEV if it is for another machine, -ENOEXEC for everything else we do not boot. */
MUST_CHECK status_t elf_parse(
	const void *file, u64 size, u16 machine, struct elf *out, struct diag *d);

/* Whether `at`, an address as linked, may be executed. */
bool elf_is_code(const struct elf *e, vaddr_t at);

/* Copies the segments into image->memory and clears the rest of it. */
void elf_load(const struct image *image);

/* Applies the relocations of a movable image for image->slide. */
MUST_CHECK status_t elf_relocate(const struct image *image, struct diag *d);

/*
 * The memory behind `len` bytes at the (slid) address `at`, or NULL if not all of them are in
 * the image.
 */
void *image_at(const struct image *image, vaddr_t at, u64 len);

/* The machine number of the processor this loader was built for. */
extern const u16 elf_machine;
