/* SPDX-License-Identifier: MIT */
/* What reading a configuration file needs beyond <base/strview.h>. */
#pragma once

#include <base/strview.h>

/* A view for "%.*s"; what is longer than a message is cut. */
#define VIEW_ARGS(view) (int)((view).length < 80 ? (view).length : 80), (view).at

/* Without blanks at either end. */
struct strview text_trim(struct strview view);

/* The rest after the first `count` bytes; there are that many. */
struct strview text_skip(struct strview view, size_t count);

/* ASCII letters of either case are equal. */
bool text_same(struct strview view, const char *text);

/* Takes the next line off *rest, without its end ("\n" or "\r\n"); false at the end. */
bool text_line(struct strview *rest, struct strview *line);
