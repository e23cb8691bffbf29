/* SPDX-License-Identifier: MIT */
/*
 * Where things lie in the kernel's address space.
 *
 *     upper half   the HHDM, at its lowest address unless randomised in steps of 1 GiB
 *     ...
 *     KERNEL_WINDOW  .. KERNEL_BASE    left to the kernel: its own mappings
 *     KERNEL_BASE    .. KERNEL_LIMIT   the image, slid by a multiple of its alignment
 *
 * Without randomisation every address is the documented one of the machine's paging mode,
 * and an image that may stay where it was linked stays there.
 */
#pragma once

#include <boot/elf.h>
#include <boot/paging.h>

struct rand;

/* Our kernels map devices here; the HHDM never reaches into it. */
constexpr vaddr_t KERNEL_WINDOW = 0xfffffffe00000000;

/*
 * Chooses the HHDM's offset so that physical addresses below `top` fit; `rand` may be NULL.
 * -ENOMEM if the paging mode has no room for that much.
 */
MUST_CHECK status_t layout_hhdm(const struct pt_format *format, paddr_t top, struct rand *rand,
	vaddr_t *out, struct diag *d);

/* What to add to the addresses of an image; `rand` may be NULL. */
u64 layout_slide(const struct elf *e, struct rand *rand);
