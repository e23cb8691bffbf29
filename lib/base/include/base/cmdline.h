/* SPDX-License-Identifier: MIT */
/*
 * The kernel's command line: words separated by blanks, each `key` or
 * `key=value`. A value (or a part of one) in double quotes may contain blanks;
 * the quotes stay where they are unless they enclose the whole value. A word
 * `--` ends it: what follows is for init.
 *
 * The line is only read; keys and values are views into it. When a key is given
 * twice the last one counts, so that a user's addition overrides what a
 * configuration file says.
 */
#pragma once

#include <base/compiler.h>
#include <base/strview.h>

struct cmdline_word {
	struct strview key;
	struct strview value; /* value.at is NULL if there was no = */
};

/* Takes the next word off *cursor, which starts as the line itself. False at the end. */
bool cmdline_next(const char **cursor, struct cmdline_word *word);

/* The last word with this key. */
MUST_CHECK bool cmdline_find(const char *line, const char *key, struct strview *value);

/* Whether the key is there, with a value or without. */
bool cmdline_has(const char *line, const char *key);

/* Its value as a number or a size; -ENOENT without the key, else strview_to_size's errors. */
MUST_CHECK status_t cmdline_size(const char *line, const char *key, u64 *value);
