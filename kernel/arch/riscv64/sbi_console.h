/* SPDX-License-Identifier: MIT */
/*
 * The firmware's console. Works from the first instruction, with no need to
 * know what it is made of.
 */
#pragma once

#include <base/types.h>

/*
 * From here on the debug console extension is used if there is one. It is handed
 * physical addresses: `offset` is what to take from an address in our image.
 */
void sbi_console_init(u64 offset);

/* Line feeds get their carriage return here. */
void sbi_console_write(const char *text, size_t length);

/* Next byte typed, or -1. */
int sbi_console_read(void);

const char *sbi_console_name(void);
