/* SPDX-License-Identifier: MIT */
#include <boot/text.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

struct strview text_skip(struct strview view, size_t count)
{
	return (struct strview){ view.at + count, view.length - count };
}

struct strview text_trim(struct strview view)
{
	while (view.length > 0 && is_blank(view.at[0]))
		view = text_skip(view, 1);
	while (view.length > 0 && is_blank(view.at[view.length - 1]))
		view.length--;
	return view;
}

bool text_same(struct strview view, const char *text)
{
	if (view.length != strlen(text))
		return false;
	for (size_t i = 0; i < view.length; i++)
		if (lower(view.at[i]) != lower(text[i]))
			return false;
	return true;
}

bool text_line(struct strview *rest, struct strview *line)
{
	if (rest->length == 0)
		return false;
	*line = strview_cut(*rest, '\n', rest);
	if (line->length > 0 && line->at[line->length - 1] == '\r')
		line->length--;
	return true;
}
