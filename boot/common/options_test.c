/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <boot/options.h>
#include <boot_fake/fake.h>
#include <test/test.h>

static struct config config;
static struct config_entry entry;
static struct options options;
static struct diag diag;

static status_t read(const char *text)
{
	diag = (struct diag){};
	if (config_open(text, strlen(text), &config, &diag) || !config_find(&config, 1, &entry))
		return -EIO;
	return options_read(&entry, &options, &diag);
}

#define HEAD "/T\nprotocol: limine\nkernel_path: boot():/k\n"

TEST(defaults)
{
	REQUIRE_OK(read(HEAD));
	EXPECT_STR(options.kernel.path, "/k");
	EXPECT(options.cmdline.length == 0);
	EXPECT(options.kaslr && options.random_hhdm);
	EXPECT_EQ(options.paging_mode, MODE_UNSET);
	EXPECT(!options.has_dtb);
	EXPECT_EQ(options.screen.width, 0);
}

TEST(what_an_entry_can_say)
{
	REQUIRE_OK(read(HEAD "kernel_cmdline: a  b\nrandomise_hhdm_base: no\n"
			     "paging_mode: 5LEVEL\nresolution: 800x600x24\n"
			     "dtb_path: boot():/x.dtb\n"));
	EXPECT(strview_is(options.cmdline, "a  b"));
	EXPECT(options.kaslr && !options.random_hhdm);
	EXPECT_EQ(options.paging_mode, 1);
	EXPECT_EQ(options.screen.width, 800);
	EXPECT_EQ(options.screen.height, 600);
	EXPECT_EQ(options.screen.bpp, 24);
	EXPECT(options.has_dtb);
	EXPECT_STR(options.dtb.path, "/x.dtb");
}

TEST(randomness)
{
	REQUIRE_OK(read(HEAD "kaslr: no\n"));
	EXPECT(!options.kaslr && !options.random_hhdm);
	REQUIRE_OK(read(HEAD "kernel_cmdline: nokaslr\n"));
	EXPECT(!options.kaslr && !options.random_hhdm);
	REQUIRE_OK(read(HEAD "kernel_cmdline: a=nokaslr nokaslrx\n"));
	EXPECT(options.kaslr);
	REQUIRE_OK(read(HEAD "kaslr: no\nrandomise_hhdm_base: yes\n"));
	EXPECT(!options.random_hhdm);
}

TEST(refusals)
{
	static const char *const bad[] = {
		"/T\n",
		"/T\nkernel_path: boot():/k\n",
		"/T\nprotocol: linux\nkernel_path: boot():/k\n",
		"/T\nprotocol: limine\n",
		"/T\nprotocol: limine\nkernel_path: k\n",
		HEAD "kaslr: perhaps\n",
		HEAD "resolution: large\n",
		HEAD "resolution: 800\n",
		HEAD "resolution: 800x600x24x3\n",
		HEAD "paging_mode: 6level\n",
		HEAD "dtb_path: tftp():/x\n",
	};

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		EXPECT(read(bad[i]) < 0);
		EXPECT(diag.what[0] && diag.advice[0]);
	}
}

TEST(modules_with_their_words)
{
	struct config_cursor cursor = {};
	struct module_option module;

	REQUIRE_OK(read(HEAD "module_cmdline: nobody's\nmodule_path: boot():/a\n"
			     "module_cmdline: a's\nmodule_path: boot():/b\n"
			     "module_path: boot():/c\nkaslr: no\nmodule_cmdline: c's\n"));
	REQUIRE_EQ(options_next_module(&entry, &cursor, &module, &diag), 1);
	EXPECT_STR(module.uri.path, "/a");
	EXPECT(strview_is(module.cmdline, "a's"));
	REQUIRE_EQ(options_next_module(&entry, &cursor, &module, &diag), 1);
	EXPECT(strview_is(module.cmdline, ""));
	REQUIRE_EQ(options_next_module(&entry, &cursor, &module, &diag), 1);
	EXPECT(strview_is(module.cmdline, "c's"));
	EXPECT_EQ(options_next_module(&entry, &cursor, &module, &diag), 0);
}

TEST(notices)
{
	fake_begin();
	REQUIRE_OK(read("timeout: 0\nkaslr: no\n" HEAD "Resolution: 1x1\nnonsense: 1\njunk\n"));
	options_notices(&config);
	EXPECT_STR(fake.output,
		"notice: limine.conf, line 2: the key `kaslr` means nothing to this loader\n"
		"notice: limine.conf, line 7: the key `nonsense` means nothing to this loader\n"
		"notice: limine.conf, line 8 is no `key: value`, no `/Title`, no comment\n");
	fake_end();
}
