/* SPDX-License-Identifier: MIT */
/*
 * Memory for what the kernel is given to read: responses, strings, lists. It is taken from
 * the firmware a chunk at a time and never given back piecewise.
 *
 * Running out is remembered instead of being reported by each call: whoever fills in a dozen
 * responses asks once, at the end. Until then every pointer may be NULL.
 */
#pragma once

#include <base/strview.h>
#include <base/types.h>

struct arena {
	u8 *next;
	size_t left;
	bool exhausted;
};

/* Zeroed, aligned to 16 bytes; NULL and `exhausted` if there is no memory. */
void *arena_take(struct arena *arena, size_t size);

/* A terminated copy; NULL if there is no memory. */
const char *arena_string(struct arena *arena, struct strview text);
