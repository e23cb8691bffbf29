/* SPDX-License-Identifier: MIT */
/*
 * A terminal on a serial line wants a carriage return with each line feed.
 */
#pragma once

#include <base/types.h>

/* Hands `text` on to `write`, in pieces, with "\r\n" for each line feed. */
void line_ends_write(void (*write)(void *to, const char *text, size_t length), void *to,
	const char *text, size_t length);
