/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <base/cmdline.h>
#include <base/compiler.h>
#include <debug/log.h>

struct option {
	const char *key;
	void (*take)(struct strview value, struct options *out);
};

static void take_text(const char *key, struct strview value, char to[OPTION_VALUE_MAX])
{
	if (!strview_copy(value, to, OPTION_VALUE_MAX))
		log_warn(LOG_BOOT, "%s=: only the first %u bytes count", key, OPTION_VALUE_MAX - 1);
}

static void take_test(struct strview value, struct options *out)
{
	out->test = true;
	take_text("test", value, out->test_pattern);
}

static void take_panic(struct strview value, struct options *out)
{
	take_text("panic", value, out->panic);
}

static void take_log(struct strview value, struct options *out)
{
	char spec[OPTION_VALUE_MAX];

	(void)out;
	take_text("log", value, spec);
	log_configure(spec);
}

static void take_onpanic(struct strview value, struct options *out)
{
	if (strview_is(value, "halt"))
		out->on_panic = PANIC_HALT;
	else if (strview_is(value, "reboot"))
		out->on_panic = PANIC_REBOOT;
	else if (strview_is(value, "exit"))
		out->on_panic = PANIC_EXIT;
	else {
		log_warn(LOG_BOOT, "onpanic=%.*s: not halt, reboot or exit; no effect",
			(int)value.length, value.at);
		return;
	}
	out->on_panic_given = true;
}

static void take_exit(struct strview value, struct options *out)
{
	out->exit_to_host = strview_is(value, "host");
	if (!out->exit_to_host)
		log_warn(
			LOG_BOOT, "exit=%.*s: not host: no exit code", (int)value.length, value.at);
}

static void take_testcard(struct strview value, struct options *out)
{
	(void)value;
	out->testcard = true;
}

static void take_gridhash(struct strview value, struct options *out)
{
	(void)value;
	out->grid_hash = true;
}

static const struct option known[] = {
	{ "test", take_test },
	{ "panic", take_panic },
	{ "log", take_log },
	{ "onpanic", take_onpanic },
	{ "testcard", take_testcard },
	{ "gridhash", take_gridhash },
	{ "exit", take_exit },
};

void options_read(const char *cmdline, struct options *out)
{
	struct cmdline_word word;

	*out = (struct options){};
	while (cmdline_next(&cmdline, &word))
		for (unsigned i = 0; i < ARRAY_SIZE(known); i++)
			if (strview_is(word.key, known[i].key))
				known[i].take(word.value, out);
	if (!out->on_panic_given && out->exit_to_host)
		out->on_panic = PANIC_EXIT;
	panic_set_policy(out->on_panic);
}
