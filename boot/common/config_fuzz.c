/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: a configuration of any bytes. All of it is visited, and what comes out must
 * lie in the text and come in order.
 */
#include <base/string.h>
#include <boot/config.h>
#include <boot/uri.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *input, size_t size);

#define HOLDS(condition)                  \
	do {                              \
		if (!(condition))         \
			__builtin_trap(); \
	} while (0)

static bool lies_in(struct strview part, const char *text, size_t size)
{
	return part.length == 0 || (part.at >= text && part.at + part.length <= text + size);
}

static void read_value(struct strview value)
{
	struct uri uri = {}, other = {};
	struct diag diag = {};

	if (uri_parse(value, &uri, &diag))
		return;
	HOLDS(uri.path[0] == '/' && strnlen(uri.path, URI_PATH_MAX) < URI_PATH_MAX);
	(void)uri_relative(&uri, value, &other, &diag);
}

static void read_entry(const struct config_entry *entry, const char *text, size_t size)
{
	struct config_cursor cursor = {};
	struct config_line line, first;
	struct diag diag = {};
	u32 before = entry->line;
	bool flag;

	HOLDS(lies_in(entry->title, text, size) && lies_in(entry->body, text, size));
	while (config_line_next(entry, &cursor, &line)) {
		HOLDS(lies_in(line.key, text, size) && lies_in(line.value, text, size));
		HOLDS(line.line > before || entry->depth == 0);
		before = line.line;
		read_value(line.value);
	}
	if (config_get(entry, "protocol", 0, &first))
		HOLDS(lies_in(first.value, text, size));
	(void)config_bool(entry, "kaslr", true, &flag, &diag);
}

int LLVMFuzzerTestOneInput(const u8 *input, size_t size)
{
	/* As large as the file and no larger, so that the sanitizer sees a byte too many. */
	char *text = malloc(size + (size == 0));
	struct config config;
	struct config_entry entry;
	struct diag diag = {};

	memcpy(text, input, size);
	if (config_open(text, size, &config, &diag) == 0) {
		u32 line = 0;

		config_global(&config, &entry);
		read_entry(&entry, text, size);
		while (config_next(&config, &entry)) {
			HOLDS(entry.line > line);
			line = entry.line;
			read_entry(&entry, text, size);
		}
	}
	free(text);
	return 0;
}
