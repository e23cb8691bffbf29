/* SPDX-License-Identifier: MIT */
/*
 * limine.conf: which entries there are, and what each says.
 *
 *     # a comment
 *     timeout: 0                       key: value; before the first entry: for all
 *     /Linux-like systems              an entry: its title behind the slash
 *     //Cuprux                         a deeper one, inside the entry above
 *         protocol: limine             keys of this entry
 *         kernel_path: boot():/kernel.elf
 *
 * Keys are compared without regard to case, values are taken as they are, blanks at both
 * ends of either are dropped. A key may be repeated; `nth` counts its appearances. An entry
 * that is directly followed by a deeper one and sets no `protocol` is a folder of a menu.
 *
 * Nothing is copied and nothing is allocated: what comes out are views into the text, which
 * must outlive them. Every text can be read, whatever is in it, in time linear in its length.
 */
#pragma once

#include <boot/diag.h>
#include <boot/text.h>

struct config {
	struct strview text;
};

struct config_entry {
	struct strview title; /* empty: the part before the first entry */
	struct strview body;
	u32 depth; /* slashes before the title; 0: the part before the first entry */
	u32 line;  /* of the title, from 1 */
	bool folder;
};

struct config_line {
	struct strview key, value;
	u32 line;
};

/* Refuses what cannot be a configuration: UTF-16, binary data. */
MUST_CHECK status_t config_open(const char *text, size_t size, struct config *out, struct diag *d);

/* What stands before the first entry. */
void config_global(const struct config *c, struct config_entry *out);

/* The entry after `entry`; after config_global()'s comes the first one. */
bool config_next(const struct config *c, struct config_entry *entry);

/* The `number`th entry that is no folder, from 1. */
bool config_find(const struct config *c, u64 number, struct config_entry *out);

/* The `nth` value of `key`, from 0; false if it is not there. */
bool config_get(const struct config_entry *e, const char *key, u32 nth, struct config_line *out);

/*
 * Goes through the lines of an entry, one at a time: comments and empty lines are skipped,
 * and a line without a colon comes back with an empty key and itself as value. `cursor` is
 * zero-initialised by the caller.
 */
struct config_cursor {
	size_t offset;
	u32 line;
};
bool config_line_next(
	const struct config_entry *e, struct config_cursor *cursor, struct config_line *out);

/* "yes" or "no"; anything else is an error that names the line. */
MUST_CHECK status_t config_bool(
	const struct config_entry *e, const char *key, bool unset, bool *out, struct diag *d);
