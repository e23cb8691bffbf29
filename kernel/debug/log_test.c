/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>
#include <base/string.h>
#include <debug/log.h>
#include <test/test.h>

/* A sink that keeps the end of what it is given. */
struct keep {
	struct fmt_sink sink;
	char text[4096];
	size_t length;
	unsigned lines;
};

static void keep_write(struct fmt_sink *sink, const char *text, size_t length)
{
	struct keep *keep = container_of(sink, struct keep, sink);

	for (size_t i = 0; i < length; i++) {
		keep->lines += text[i] == '\n';
		if (keep->length < sizeof(keep->text) - 1)
			keep->text[keep->length++] = text[i];
	}
}

static struct keep kept;

static const char *tail(unsigned lines)
{
	kept = (struct keep){ .sink.write = keep_write };
	log_print_tail(&kept.sink, lines);
	return kept.text;
}

static bool contains(const char *text, const char *part)
{
	for (; *text != '\0'; text++)
		if (str_has_prefix(text, part))
			return true;
	return false;
}

TEST(log_keeps_what_it_does_not_show)
{
	EXPECT(!log_enabled(LOG_TEST, LOG_TRACE));
	log_event(LOG_TEST, LOG_TRACE, "hidden %d but kept", 1);
	EXPECT(contains(tail(1), "[TEST] "));
	EXPECT(contains(kept.text, "hidden 1 but kept\n"));
	EXPECT_EQ(kept.lines, 1);
}

TEST(log_ring_keeps_the_newest_lines_whole)
{
	for (unsigned i = 0; i < 2000; i++)
		log_event(LOG_TEST, LOG_TRACE, "line %u %.*s", i, (int)(i % 40),
			"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
	tail(3);
	EXPECT_EQ(kept.lines, 3);
	EXPECT(contains(kept.text, "line 1997 "));
	EXPECT(contains(kept.text, "line 1999 abcdefghijklmnopqrstuvwxyzabcdefghijklm\n"));
	tail(UINT32_MAX);
	EXPECT(kept.lines > 100 && kept.lines < 2000);
}

TEST(log_cuts_a_line_that_is_too_long)
{
	static char text[2 * LOG_LINE_MAX];

	memset(text, 'x', sizeof(text) - 1);
	log_event(LOG_TEST, LOG_TRACE, "%s", text);
	tail(1);
	EXPECT_EQ(kept.lines, 1);
	EXPECT(kept.length < LOG_LINE_MAX + 40);
}

TEST(log_shows_no_control_characters)
{
	log_event(LOG_TEST, LOG_TRACE, "name %s", "a\x1b[2J\r\nb");
	EXPECT(contains(tail(1), "name a?[2J??b\n"));
	EXPECT_EQ(kept.lines, 1);
}

TEST(log_configure_sets_one_or_all)
{
	log_configure("mm:trace,nonsense:debug,fw:");
	EXPECT(log_enabled(LOG_MM, LOG_TRACE));
	log_configure("mm:info");
	EXPECT(!log_enabled(LOG_MM, LOG_DEBUG));
	EXPECT(log_enabled(LOG_MM, LOG_WARN));
}
