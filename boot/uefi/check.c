/* SPDX-License-Identifier: MIT */
/*
 * Checking instead of booting. With `cuprux_check: yes` at the top of limine.conf every entry
 * is taken up to the point where the firmware would be left, its verdict is printed, and the
 * machine is turned off. A test can so show many broken kernels, modules and configurations
 * to one boot; an administrator can check a disk. `cuprux_check_config: boot():/other.conf`,
 * repeated, has the entries of further files checked as well.
 *
 *     check 1 ready: "Cuprux"
 *     check 2 refused: entry "Test" (line 9): kernel /bad.elf: it is not an ELF file. ...
 *     check done: 1 of 2 ready
 */
#include <base/fmt.h>
#include <boot/boot.h>
#include <uefi/uefi.h>

static u32 tried, ready;

static void print_verdict(bool is_ready, const char *text)
{
	char line[800];

	tried++;
	ready += is_ready;
	fmt_string(line, sizeof(line), "check %u %s: %s\n", tried, is_ready ? "ready" : "refused",
		text);
	firmware_print(line);
}

static void check_entry(const struct config_entry *entry, struct boot *boot)
{
	struct diag d = {};
	char text[640];
	status_t status = boot_prepare(boot, entry, &d);

	if (!status)
		status = boot_rehearse(boot, &d);
	if (status)
		diag_text(&d, text, sizeof(text));
	else
		fmt_string(text, sizeof(text), "\"%.*s\"", VIEW_ARGS(entry->title));
	print_verdict(!status, text);
	boot_abandon(boot);
}

static void check_config(const struct config *config, struct boot *boot)
{
	struct config_entry entry;

	config_global(config, &entry);
	while (config_next(config, &entry))
		if (!entry.folder)
			check_entry(&entry, boot);
}

static void check_other(struct strview where, struct boot *boot)
{
	struct diag d = {};
	struct config config;
	struct file file;
	struct uri uri;
	char text[640];
	status_t status = uri_parse(where, &uri, &d);

	if (!status)
		status = firmware_read(&uri, &file, &d);
	if (!status)
		status = config_open((const char *)file.at, file.size, &config, &d);
	if (!status) {
		memory_keep();
		options_notices(&config);
		check_config(&config, boot);
		return;
	}
	diag_where(&d, "configuration %.*s", VIEW_ARGS(where));
	diag_text(&d, text, sizeof(text));
	print_verdict(false, text);
	boot_abandon(boot);
}

bool check_is_wanted(const struct config *config)
{
	struct config_entry global;
	struct diag ignored = {};
	bool wanted;

	config_global(config, &global);
	return !config_bool(&global, "cuprux_check", false, &wanted, &ignored) && wanted;
}

void check_all(const struct config *config, struct boot *boot)
{
	struct config_entry global;
	struct config_cursor cursor = {};
	struct config_line line;
	char text[64];

	check_config(config, boot);
	config_global(config, &global);
	while (config_line_next(&global, &cursor, &line))
		if (text_same(line.key, "cuprux_check_config"))
			check_other(line.value, boot);
	fmt_string(text, sizeof(text), "check done: %u of %u ready\n", ready, tried);
	firmware_print(text);
	power_off();
}
