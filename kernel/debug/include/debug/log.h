/* SPDX-License-Identifier: MIT */
/*
 * The log: lines with a time, a subsystem's tag and a level.
 *
 *	log_info(LOG_MM, "%lu MiB usable", mib);
 *	[    0.001204] [MM] 503 MiB usable
 *
 * Subsystems, their tags and first levels, and typed events come from
 * abi/native/log.tab. A line is kept in a ring whatever the consoles do, and
 * shown on them if its level is enabled for its subsystem. No line feed at its
 * end; what is longer than LOG_LINE_MAX is cut, and control characters (of firmware's
 * names, of a command line) become question marks. Usable from any context.
 */
#pragma once

#include <abi/log.h>
#include <base/compiler.h>
#include <base/fmt.h>
#include <base/types.h>

enum { LOG_LINE_MAX = 240 };

#define log_error(subsys, ...) log_event(subsys, LOG_ERROR, __VA_ARGS__)
#define log_warn(subsys, ...)  log_event(subsys, LOG_WARN, __VA_ARGS__)
#define log_info(subsys, ...)  log_event(subsys, LOG_INFO, __VA_ARGS__)
#define log_debug(subsys, ...) log_event(subsys, LOG_DEBUG, __VA_ARGS__)

/* Puts the table's levels in force. What was said before is kept, but not shown. */
void log_init(void);

/*
 * Changes levels as "log=" says: "debug" for all, "mm:trace,fw:off" for some. A
 * word that makes no sense is reported and has no effect.
 */
void log_configure(const char *spec);

/* While muted, lines are kept but shown nowhere: tests provoke what looks bad. */
void log_mute(bool muted);

/* Writes the newest `lines` lines of the ring, oldest first. */
void log_print_tail(struct fmt_sink *sink, unsigned lines);
