/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/cmdline.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The length of the word at the beginning of text: to a blank outside of quotes. */
static size_t word_length(const char *text)
{
	bool quoted = false;
	size_t length = 0;

	for (; text[length]; length++) {
		if (text[length] == '"')
			quoted = !quoted;
		else if (is_blank(text[length]) && !quoted)
			break;
	}
	return length;
}

static struct strview without_quotes(struct strview value)
{
	if (value.length >= 2 && value.at[0] == '"' && value.at[value.length - 1] == '"')
		return (struct strview){ value.at + 1, value.length - 2 };
	return value;
}

bool cmdline_next(const char **cursor, struct cmdline_word *word)
{
	const char *at = *cursor;

	while (is_blank(*at))
		at++;
	struct strview text = { at, word_length(at) };
	*cursor = at;
	if (text.length == 0 || strview_is(text, "--"))
		return false;
	*cursor = at + text.length;
	word->key = strview_cut(text, '=', &word->value);
	word->value = without_quotes(word->value);
	return true;
}

bool cmdline_find(const char *line, const char *key, struct strview *value)
{
	struct cmdline_word word;
	bool found = false;

	while (cmdline_next(&line, &word)) {
		if (!strview_is(word.key, key))
			continue;
		*value = word.value;
		found = true;
	}
	return found;
}

bool cmdline_has(const char *line, const char *key)
{
	struct strview value;
	return cmdline_find(line, key, &value);
}

status_t cmdline_size(const char *line, const char *key, u64 *value)
{
	struct strview text;

	if (!cmdline_find(line, key, &text))
		return -ENOENT;
	return strview_to_size(text, value);
}
