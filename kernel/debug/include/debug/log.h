/* SPDX-License-Identifier: MIT */
/*
 * The log: lines with a time, a subsystem's tag and a level.
 *
 *	log_info(LOG_MM, "%u MiB usable", mib);
 *	[    0.001204] [MM] 503 MiB usable
 *
 * Subsystems, tags and default levels come from abi/native/log.tab. A line is
 * kept in a ring whatever the consoles do, and shown on them if its level is
 * enabled for its subsystem ("log=mm:trace,fw:debug" on the command line; "log=debug" for
 * all). Usable at any time, from any context, from the first instruction of
 * kernel_main() on.
 */
#pragma once

#include <abi/log.h>
#include <base/compiler.h>
#include <base/fmt.h>
#include <base/types.h>

#define log_error(subsys, ...) log_write(subsys, LOG_ERROR, __VA_ARGS__)
#define log_warn(subsys, ...) log_write(subsys, LOG_WARN, __VA_ARGS__)
#define log_info(subsys, ...) log_write(subsys, LOG_INFO, __VA_ARGS__)
#define log_debug(subsys, ...) log_write(subsys, LOG_DEBUG, __VA_ARGS__)

/* One line; no line feed at its end. Longer than LOG_LINE_MAX is cut. */
void log_write(enum log_subsys subsys, enum log_level level, const char *format, ...)
	PRINTF_LIKE(3, 4);

enum { LOG_LINE_MAX = 240 };

/* Sets levels from the value of "log="; a word that makes no sense is reported. */
void log_configure(const char *spec);

/* Writes the newest `lines` lines of the ring, oldest first. */
void log_print_tail(struct fmt_sink *sink, unsigned lines);
