/* SPDX-License-Identifier: MIT */
/*
 * Finding the requests in a kernel image, and agreeing on the base revision.
 *
 * Requests are recognised by their magic words on 8-byte boundaries, in what the file holds
 * of the image; memory that is only cleared is not searched. A start marker forgets what was
 * found before it, an end marker ends the search. Requests we do not know are left alone.
 */
#pragma once

#include <boot/diag.h>
#include <boot/protocol.h>

/* A piece of the loaded image: of `size` bytes, `filled` came from the file. */
struct scan_area {
	u8 *memory; /* 8-byte aligned */
	u64 filled;
	u64 size;
};

struct requests {
	u64 *tag;				  /* three words, or NULL: base revision 0 */
	struct limine_request *of[FEATURE_COUNT]; /* NULL: not asked for */
};

/* Areas are in order of address. -EINVAL if requests or tags contradict each other. */
MUST_CHECK status_t scan_requests(
	const struct scan_area *areas, u32 count, struct requests *out, struct diag *d);

/* The row for what the kernel wants, and its number; -ENOTSUP if we do not serve that. */
MUST_CHECK status_t scan_revision(
	const struct requests *r, u64 *number, const struct revision **out, struct diag *d);

/* Tells the kernel, in its tag, that it got the base revision `number` it asked for. */
void scan_confirm(const struct requests *r, u64 number);

/* The request for a feature as what it really is, or NULL. */
#define scan_request(requests, name, type) \
	((struct limine_##type##_request *)(requests)->of[FEATURE_##name])
