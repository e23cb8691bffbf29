/* SPDX-License-Identifier: MIT */
/*
 * Names for code addresses, from the table that the build embeds in the image.
 */
#pragma once

#include <base/fmt.h>
#include <base/types.h>

struct symbol {
	const char *name;
	vaddr_t start;
};

/* The function that holds `pc`; false outside our text. */
bool symbol_find(vaddr_t pc, struct symbol *out);

/* Address of the named function; 0 if there is none. */
vaddr_t symbol_address(const char *name);

/* "0xffffffff80001234 mm_init+0x14", or the bare address. */
void symbol_print(struct fmt_sink *sink, vaddr_t pc);
