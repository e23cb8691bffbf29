/* SPDX-License-Identifier: MIT */
#pragma once

struct console;

/* Shows a console what was said before it came, at the levels in force now. */
void log_replay(struct console *console);
