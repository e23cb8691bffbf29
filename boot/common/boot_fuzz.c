/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: a whole boot, up to the kernel's entry, of any configuration and any kernel.
 * The input is a configuration, a byte of 0, and the file /k; an empty configuration stands
 * for a plain one.
 */
#include <base/string.h>
#include <boot/boot.h>
#include <boot/cpus.h>
#include <boot/respond.h>
#include <boot_fake/fake.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *input, size_t size);

static const char plain[] = "/T\nprotocol: limine\nkernel_path: boot():/k\n"
			    "module_path: boot():/k\nmodule_cmdline: itself\n";

static void boot_entry(const struct config_entry *entry)
{
	static struct boot boot;
	struct diag d = {};

	boot = (struct boot){};
	if (!boot_prepare(&boot, entry, &d) && !boot_finish(&boot, &d)) {
		cpus_launch_init(&boot);
		cpus_start(&boot);
		respond_time(&boot);
	} else if (!d.what[0]) {
		abort(); /* a failure without a word */
	}
	boot_abandon(&boot);
}

int LLVMFuzzerTestOneInput(const u8 *input, size_t size)
{
	const u8 *end = size ? memchr(input, 0, size) : nullptr;
	size_t length = end ? (size_t)(end - input) : 0;
	struct config config;
	struct config_entry entry;
	struct diag d = {};

	fake_begin();
	fake.cpus = 2;
	fake.screens = 1;
	fake.pages_max = 4096;
	if (end)
		fake_file("/k", end + 1, size - length - 1);
	if (config_open(length ? (const char *)input : plain, length ? length : sizeof(plain) - 1,
		    &config, &d))
		return 0;
	if (config_find(&config, 1, &entry))
		boot_entry(&entry);
	fake_end();
	return 0;
}
