/* SPDX-License-Identifier: MIT */
#include <boot/config.h>

#include <abi/errors.h>
#include <base/string.h>

static const char how_to_save[] = "Save limine.conf as plain text (UTF-8).";

status_t config_open(const char *text, size_t size, struct config *out, struct diag *d)
{
	struct strview all = { size ? text : "", size };

	if (strview_has_prefix(all, "\xff\xfe") || strview_has_prefix(all, "\xfe\xff"))
		return diag_fail(d, EINVAL, how_to_save, "the file is in UTF-16");
	if (memchr(all.at, '\0', all.length))
		return diag_fail(d, EINVAL, how_to_save, "the file holds binary data");
	if (strview_has_prefix(all, "\xef\xbb\xbf"))
		all = text_skip(all, 3);
	out->text = all;
	return 0;
}

static bool is_title(struct strview line)
{
	return strview_has_prefix(text_trim(line), "/");
}

/* Cuts an entry's title line apart: "//+ Name" is depth 2, "Name". */
static void read_title(struct strview line, struct config_entry *e)
{
	struct strview title = text_trim(line);

	for (e->depth = 0; title.length > 0 && title.at[0] == '/'; e->depth++)
		title = text_skip(title, 1);
	/* "+" asks a menu to show a folder opened. */
	if (strview_has_prefix(title, "+"))
		title = text_skip(title, 1);
	e->title = text_trim(title);
}

/* The body is `rest` up to the next title. */
static void read_body(struct strview rest, u32 title_line, struct config_entry *e)
{
	struct strview line, after = rest;
	struct config_line protocol;
	struct config_entry next = {};

	e->body = rest;
	e->line = title_line;
	while (text_line(&after, &line)) {
		if (!is_title(line))
			continue;
		e->body.length = (size_t)(line.at - rest.at);
		read_title(line, &next);
		break;
	}
	e->folder =
		e->depth > 0 && next.depth > e->depth && !config_get(e, "protocol", 0, &protocol);
}

void config_global(const struct config *c, struct config_entry *out)
{
	*out = (struct config_entry){ .title = strview_of("") };
	read_body(c->text, 0, out);
}

static u32 count_lines(struct strview text)
{
	struct strview line;
	u32 count = 0;

	while (text_line(&text, &line))
		count++;
	return count;
}

bool config_next(const struct config *c, struct config_entry *entry)
{
	size_t end = (size_t)(entry->body.at - c->text.at) + entry->body.length;
	struct strview rest = text_skip(c->text, end), line;
	u32 number = entry->line + count_lines(entry->body) + 1;

	if (!text_line(&rest, &line))
		return false;
	/* The title may be all that is left: no text, but a place in the text. */
	if (rest.length == 0)
		rest = text_skip(c->text, c->text.length);
	read_title(line, entry);
	read_body(rest, number, entry);
	return true;
}

bool config_find(const struct config *c, u64 number, struct config_entry *out)
{
	config_global(c, out);
	while (config_next(c, out))
		if (!out->folder && --number == 0)
			return true;
	return false;
}

static struct config_line read_line(struct strview line)
{
	struct strview value;
	struct strview key = strview_cut(line, ':', &value);

	if (!value.at)
		return (struct config_line){ .key = strview_of(""), .value = line };
	return (struct config_line){ .key = text_trim(key), .value = text_trim(value) };
}

bool config_line_next(
	const struct config_entry *e, struct config_cursor *cursor, struct config_line *out)
{
	struct strview rest = text_skip(e->body, cursor->offset), line;

	while (text_line(&rest, &line)) {
		cursor->offset = e->body.length - rest.length;
		cursor->line++;
		line = text_trim(line);
		if (line.length == 0 || line.at[0] == '#')
			continue;
		*out = read_line(line);
		out->line = e->line + cursor->line;
		return true;
	}
	return false;
}

bool config_get(const struct config_entry *e, const char *key, u32 nth, struct config_line *out)
{
	struct config_cursor cursor = {};
	struct config_line line;

	while (config_line_next(e, &cursor, &line)) {
		if (!text_same(line.key, key) || nth-- > 0)
			continue;
		*out = line;
		return true;
	}
	return false;
}

status_t config_bool(
	const struct config_entry *e, const char *key, bool unset, bool *out, struct diag *d)
{
	struct config_line line;

	*out = unset;
	if (!config_get(e, key, 0, &line))
		return 0;
	if (text_same(line.value, "yes"))
		*out = true;
	else if (text_same(line.value, "no"))
		*out = false;
	else
		return diag_fail(d, EINVAL, "Correct that line of limine.conf.",
			"`%s` on line %u is neither yes nor no: `%.*s`", key, line.line,
			VIEW_ARGS(line.value));
	return 0;
}
