/* SPDX-License-Identifier: MIT */
/* What an entry of limine.conf asks for, read and checked. */
#pragma once

#include <boot/config.h>
#include <boot/firmware.h>
#include <boot/uri.h>

enum {
	MODE_UNSET = UINT8_MAX,
};

struct options {
	struct uri kernel;
	struct strview cmdline;
	bool kaslr;	  /* slide the image, if it can be moved */
	bool random_hhdm; /* and the HHDM with it */
	u8 paging_mode;	  /* the protocol's number for this machine, or MODE_UNSET */
	bool has_dtb;
	struct uri dtb;
	struct screen_wish screen;
};

MUST_CHECK status_t options_read(
	const struct config_entry *entry, struct options *out, struct diag *d);

/*
 * The modules, one at a time: each `module_path` with the `module_cmdline` behind it.
 * `cursor` is zero-initialised by the caller; 1 for a module, 0 at the end, or an error.
 */
struct module_option {
	struct uri uri;
	struct strview cmdline;
};
MUST_CHECK int options_next_module(const struct config_entry *entry, struct config_cursor *cursor,
	struct module_option *out, struct diag *d);

/* Prints a notice for every line that means nothing to us. */
void options_notices(const struct config *config);

/* Names of this machine's paging modes, by number; ends with NULL. */
extern const char *const paging_mode_names[];
