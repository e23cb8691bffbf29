/* SPDX-License-Identifier: MIT */
/* BLAKE2b with 512 bits, unkeyed, over a buffer (RFC 7693). */
#pragma once

#include <base/types.h>

enum {
	BLAKE2B_SIZE = 64,
};

void blake2b(const void *data, size_t size, u8 out[BLAKE2B_SIZE]);
