/* SPDX-License-Identifier: MIT */
/*
 * The kernel's first address space: which paging mode, where the HHDM, what is mapped.
 *
 * Before leaving the firmware, memory for page tables and for the memory map's entries is
 * set aside by an upper bound. space_build() then works from the firmware's last word, as
 * often as that changes, without allocating anything.
 */
#pragma once

#include <boot/boot.h>

/* Agrees with the kernel and the processor on a paging mode. */
MUST_CHECK status_t space_choose_mode(struct boot *b, struct diag *d);

/* Reads the memory map: where the HHDM goes and how much memory the rest will take. */
MUST_CHECK status_t space_prepare(struct boot *b, struct diag *d);

/* Reads the memory map again and builds entries and page tables from it. */
MUST_CHECK status_t space_build(struct boot *b, struct diag *d);

/* An address in the HHDM. */
static inline vaddr_t space_virtual(const struct boot *b, paddr_t at)
{
	return b->hhdm + at;
}

static inline vaddr_t space_pointer(const struct boot *b, const void *at)
{
	return at ? b->hhdm + (paddr_t)at : 0;
}
