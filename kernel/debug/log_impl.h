/* SPDX-License-Identifier: MIT */
#pragma once

#include <debug/log.h>

struct console;

/* Shows a console what was said before it came, at the levels in force now. */
void log_replay(struct console *console);

/* Whether a line is shown now, which muting changes; log_enabled() it does not. */
bool log_shown(enum log_subsys subsys, enum log_level level);
