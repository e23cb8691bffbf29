/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/string.h>
#include <boot/config.h>
#include <test/test.h>

static const char sample[] = "# comment\r\n"
			     "timeout: 0\n"
			     "  Serial :\tyes  \r\n"
			     "/One\n"
			     "    protocol: limine\n"
			     "    kernel_path: boot():/a.elf\n"
			     "    module_path: boot():/m1\n"
			     "    module_path: boot():/m2\n"
			     "/+ Folder\n"
			     "    comment: what is inside\n"
			     "//Two\n"
			     "    protocol: limine\n"
			     "    a line that says nothing\n"
			     "/Three";

static struct config open_text(const char *text)
{
	struct config config = {};
	struct diag diag = {};

	EXPECT_OK(config_open(text, strlen(text), &config, &diag));
	return config;
}

static bool value_is(const struct config_entry *entry, const char *key, u32 nth, const char *value)
{
	struct config_line line;

	return config_get(entry, key, nth, &line) && strview_is(line.value, value);
}

TEST(keys_before_the_first_entry_are_for_all)
{
	struct config config = open_text(sample);
	struct config_entry global;

	config_global(&config, &global);
	EXPECT_EQ(global.depth, 0);
	EXPECT(value_is(&global, "timeout", 0, "0"));
	EXPECT(value_is(&global, "SERIAL", 0, "yes"));
	EXPECT(!value_is(&global, "protocol", 0, "limine"));
}

TEST(entries_have_titles_depths_and_lines)
{
	struct config config = open_text(sample);
	struct config_entry entry;

	config_global(&config, &entry);
	REQUIRE(config_next(&config, &entry));
	EXPECT(strview_is(entry.title, "One"));
	EXPECT_EQ(entry.line, 4);
	EXPECT(!entry.folder);
	REQUIRE(config_next(&config, &entry));
	EXPECT(strview_is(entry.title, "Folder"));
	EXPECT(entry.folder);
	REQUIRE(config_next(&config, &entry));
	EXPECT(strview_is(entry.title, "Two"));
	EXPECT_EQ(entry.depth, 2);
	REQUIRE(config_next(&config, &entry));
	EXPECT(strview_is(entry.title, "Three"));
	EXPECT_EQ(entry.line, 14);
	EXPECT(!config_next(&config, &entry));
}

TEST(folders_do_not_count_as_entries)
{
	struct config config = open_text(sample);
	struct config_entry entry;

	REQUIRE(config_find(&config, 2, &entry));
	EXPECT(strview_is(entry.title, "Two"));
	EXPECT(config_find(&config, 3, &entry));
	EXPECT(!config_find(&config, 4, &entry));
}

TEST(repeated_keys_keep_their_order)
{
	struct config config = open_text(sample);
	struct config_entry entry;

	REQUIRE(config_find(&config, 1, &entry));
	EXPECT(value_is(&entry, "module_path", 0, "boot():/m1"));
	EXPECT(value_is(&entry, "module_path", 1, "boot():/m2"));
	EXPECT(!value_is(&entry, "module_path", 2, ""));
	EXPECT(value_is(&entry, "kernel_path", 0, "boot():/a.elf"));
}

TEST(lines_without_a_colon_are_told_with_their_number)
{
	struct config config = open_text(sample);
	struct config_entry entry;
	struct config_cursor cursor = {};
	struct config_line line;

	REQUIRE(config_find(&config, 2, &entry));
	REQUIRE(config_line_next(&entry, &cursor, &line));
	REQUIRE(config_line_next(&entry, &cursor, &line));
	EXPECT_EQ(line.key.length, 0);
	EXPECT(strview_is(line.value, "a line that says nothing"));
	EXPECT_EQ(line.line, 13);
	EXPECT(!config_line_next(&entry, &cursor, &line));
}

TEST(yes_and_no_and_nothing_else)
{
	struct config config = open_text("a: yes\nb: NO\nc: perhaps\n");
	struct config_entry global;
	struct diag diag = {};
	bool value;

	config_global(&config, &global);
	EXPECT_OK(config_bool(&global, "a", false, &value, &diag));
	EXPECT(value);
	EXPECT_OK(config_bool(&global, "b", true, &value, &diag));
	EXPECT(!value);
	EXPECT_OK(config_bool(&global, "absent", true, &value, &diag));
	EXPECT(value);
	EXPECT_STATUS(config_bool(&global, "c", true, &value, &diag), -EINVAL);
	EXPECT(diag.what[0] != '\0' && diag.advice[0] != '\0');
}

static void expect_refused(const char *text, size_t size, const char *what)
{
	struct config config;
	struct diag diag = {};

	EXPECT_STATUS(config_open(text, size, &config, &diag), -EINVAL);
	EXPECT_STR(diag.what, what);
}

TEST(what_is_no_text_is_refused)
{
	expect_refused("\xff\xfe/\0O\0n\0e\0", 10, "the file is in UTF-16");
	expect_refused("\xfe\xff\0/\0O\0n\0e", 10, "the file is in UTF-16");
	expect_refused("timeout: 0\n\0\0", 13, "the file holds binary data");
}

TEST(a_byte_order_mark_is_no_text)
{
	struct config config = open_text("\xef\xbb\xbf"
					 "timeout: 3");
	struct config_entry global;

	config_global(&config, &global);
	EXPECT(value_is(&global, "timeout", 0, "3"));
}

TEST(files_with_nothing_in_them)
{
	static const char *const texts[] = { "", "\n\n\r\n", "#", "/", "///\n/\n", ":", "a:" };

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct config config = open_text(texts[i]);
		struct config_entry entry;
		u32 count = 0;

		config_global(&config, &entry);
		while (config_next(&config, &entry))
			count++;
		EXPECT(count <= 2);
	}
}
