/* SPDX-License-Identifier: MIT */
#include <boot/options.h>

#include <abi/errors.h>
#include <base/fmt.h>

enum {
	/* A file that is no configuration at all shall not scroll for minutes. */
	NOTICES_MAX = 12,
};

static const char fix_line[] = "Correct that line of limine.conf.";

/* Everything the real Limine's entries and ours have in common, and our own keys. */
static const char *const entry_keys[] = {
	"protocol",
	"kernel_path",
	"kernel_cmdline",
	"module_path",
	"module_cmdline",
	"kaslr",
	"randomise_hhdm_base",
	"paging_mode",
	"resolution",
	"dtb_path",
	"comment",
};
static const char *const global_keys[] = {
	"timeout",
	"serial",
	"quiet",
	"default_entry",
	"cuprux_check",
	"cuprux_check_config",
	"cuprux_on_failure",
};

static status_t read_protocol(const struct config_entry *entry, struct diag *d)
{
	struct config_line line;

	if (!config_get(entry, "protocol", 0, &line))
		return diag_fail(
			d, EINVAL, "Add `protocol: limine` to it.", "the entry says no `protocol`");
	if (!text_same(line.value, "limine"))
		return diag_fail(d, ENOTSUP, "This loader boots `protocol: limine` only.",
			"`protocol` on line %u is `%.*s`", line.line, VIEW_ARGS(line.value));
	return 0;
}

/* A path; `*found` says whether there is one. */
static status_t read_path(const struct config_entry *entry, const char *key, bool *found,
	struct uri *out, struct diag *d)
{
	struct config_line line;
	status_t status;

	*found = config_get(entry, key, 0, &line);
	if (!*found)
		return 0;
	status = uri_parse(line.value, out, d);
	if (status)
		diag_where(d, "`%s` on line %u", key, line.line);
	return status;
}

/* "1024x768" or "1024x768x32" */
static bool parse_resolution(struct strview text, struct screen_wish *out)
{
	struct strview width = strview_cut(text, 'x', &text);
	struct strview height = strview_cut(text, 'x', &text);

	*out = (struct screen_wish){};
	if (strview_to_u64(width, &out->width) || strview_to_u64(height, &out->height))
		return false;
	return !text.at || !strview_to_u64(text, &out->bpp);
}

static status_t read_resolution(
	const struct config_entry *entry, struct screen_wish *out, struct diag *d)
{
	struct config_line line;

	if (!config_get(entry, "resolution", 0, &line) || parse_resolution(line.value, out))
		return 0;
	return diag_fail(
		d, EINVAL, fix_line, "`resolution` on line %u is not like 1024x768x32", line.line);
}

static status_t read_paging_mode(const struct config_entry *entry, u8 *out, struct diag *d)
{
	struct config_line line;

	*out = MODE_UNSET;
	if (!config_get(entry, "paging_mode", 0, &line))
		return 0;
	for (u8 i = 0; paging_mode_names[i]; i++) {
		if (!text_same(line.value, paging_mode_names[i]))
			continue;
		*out = i;
		return 0;
	}
	return diag_fail(d, EINVAL, fix_line,
		"`paging_mode` on line %u is unknown on this machine: `%.*s`", line.line,
		VIEW_ARGS(line.value));
}

/* The command line is not terminated: look for the word in it by hand. */
static bool has_word(struct strview text, const char *word)
{
	while (text.at)
		if (strview_is(text_trim(strview_cut(text, ' ', &text)), word))
			return true;
	return false;
}

static status_t read_randomness(
	const struct config_entry *entry, struct options *out, struct diag *d)
{
	status_t status = config_bool(entry, "kaslr", true, &out->kaslr, d);

	if (!status && has_word(out->cmdline, "nokaslr"))
		out->kaslr = false;
	if (!status)
		status =
			config_bool(entry, "randomise_hhdm_base", out->kaslr, &out->random_hhdm, d);
	if (!out->kaslr)
		out->random_hhdm = false;
	return status;
}

status_t options_read(const struct config_entry *entry, struct options *out, struct diag *d)
{
	struct config_line line;
	bool found = false;
	status_t status = read_protocol(entry, d);

	*out = (struct options){ .cmdline = strview_of("") };
	if (config_get(entry, "kernel_cmdline", 0, &line))
		out->cmdline = line.value;
	if (!status)
		status = read_path(entry, "kernel_path", &found, &out->kernel, d);
	if (!status && !found)
		return diag_fail(d, EINVAL, "Add `kernel_path: boot():/...` to it.",
			"the entry says no `kernel_path`");
	if (!status)
		status = read_path(entry, "dtb_path", &out->has_dtb, &out->dtb, d);
	if (!status)
		status = read_resolution(entry, &out->screen, d);
	if (!status)
		status = read_paging_mode(entry, &out->paging_mode, d);
	return status ? status : read_randomness(entry, out, d);
}

int options_next_module(const struct config_entry *entry, struct config_cursor *cursor,
	struct module_option *out, struct diag *d)
{
	struct config_line line;
	struct config_cursor ahead;
	status_t status;

	do {
		if (!config_line_next(entry, cursor, &line))
			return 0;
	} while (!text_same(line.key, "module_path"));
	status = uri_parse(line.value, &out->uri, d);
	if (status) {
		diag_where(d, "`module_path` on line %u", line.line);
		return status;
	}
	out->cmdline = strview_of("");
	for (ahead = *cursor; config_line_next(entry, &ahead, &line);) {
		if (text_same(line.key, "module_path"))
			break;
		if (text_same(line.key, "module_cmdline"))
			out->cmdline = line.value;
	}
	return 1;
}

static bool is_known(struct strview key, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(key, keys[i]))
			return true;
	return false;
}

static bool is_expected(const struct config_entry *entry, struct strview key)
{
	return entry->depth == 0 ? is_known(key, global_keys, ARRAY_SIZE(global_keys))
				 : is_known(key, entry_keys, ARRAY_SIZE(entry_keys));
}

static void notice(const struct config_line *line)
{
	char text[160];

	if (line->key.length > 0)
		fmt_string(text, sizeof(text),
			"notice: limine.conf, line %u: the key `%.*s` means nothing to this "
			"loader\n",
			line->line, VIEW_ARGS(line->key));
	else
		fmt_string(text, sizeof(text),
			"notice: limine.conf, line %u is no `key: value`, no `/Title`, no "
			"comment\n",
			line->line);
	firmware_print(text);
}

void options_notices(const struct config *config)
{
	struct config_entry entry;
	u32 left = NOTICES_MAX;

	config_global(config, &entry);
	do {
		struct config_cursor cursor = {};
		struct config_line line;

		while (left > 0 && config_line_next(&entry, &cursor, &line)) {
			if (is_expected(&entry, line.key))
				continue;
			notice(&line);
			left--;
		}
	} while (left > 0 && config_next(config, &entry));
}
