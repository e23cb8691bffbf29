/* SPDX-License-Identifier: MIT */
/*
 * Who may speak: a threshold for each subsystem, from the table at first and
 * from "log=" after that.
 */
#include <abi/errors.h>
#include <base/strview.h>
#include <debug/log.h>

#include "log_impl.h"

static enum log_level thresholds[LOG_SUBSYS_COUNT];
static bool is_muted;

void log_mute(bool muted)
{
	is_muted = muted;
}

void log_init(void)
{
	for (unsigned i = 0; i < LOG_SUBSYS_COUNT; i++)
		thresholds[i] = log_subsystems[i].level;
}

bool log_enabled(enum log_subsys subsys, enum log_level level)
{
	return level <= thresholds[subsys];
}

bool log_shown(enum log_subsys subsys, enum log_level level)
{
	return !is_muted && log_enabled(subsys, level);
}

static status_t find_level(struct strview word, enum log_level *out)
{
	for (unsigned i = 0; i < LOG_LEVEL_COUNT; i++)
		if (strview_is(word, log_level_names[i])) {
			*out = (enum log_level)i;
			return 0;
		}
	return -ENOENT;
}

static status_t find_subsys(struct strview word, enum log_subsys *out)
{
	for (unsigned i = 0; i < LOG_SUBSYS_COUNT; i++)
		if (strview_is(word, log_subsystems[i].name)) {
			*out = (enum log_subsys)i;
			return 0;
		}
	return -ENOENT;
}

/* A panic is always told. */
static void set_threshold(enum log_subsys subsys, enum log_level level)
{
	if (subsys != LOG_PANIC)
		thresholds[subsys] = level;
}

/* "LEVEL" or "SUBSYS:LEVEL". */
static status_t configure_word(struct strview word)
{
	struct strview level_word;
	struct strview subsys_word = strview_cut(word, ':', &level_word);
	enum log_level level;
	enum log_subsys subsys;

	if (level_word.at == NULL) {
		if (find_level(word, &level) != 0)
			return -EINVAL;
		for (unsigned i = 0; i < LOG_SUBSYS_COUNT; i++)
			set_threshold((enum log_subsys)i, level);
		return 0;
	}
	if (find_level(level_word, &level) != 0 || find_subsys(subsys_word, &subsys) != 0)
		return -EINVAL;
	set_threshold(subsys, level);
	return 0;
}

void log_configure(const char *spec)
{
	struct strview rest = strview_of(spec);

	while (rest.at != NULL) {
		struct strview word = strview_cut(rest, ',', &rest);

		if (configure_word(word) != 0)
			log_warn(LOG_BOOT,
				"log=%.*s: not LEVEL or SUBSYSTEM:LEVEL; no effect (levels: off, "
				"error, warn, info, debug, trace)",
				(int)word.length, word.at);
	}
}
