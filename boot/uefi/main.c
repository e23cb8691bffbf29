/* SPDX-License-Identifier: MIT */
/*
 * The loader as a UEFI application, from the firmware's call to the kernel's entry:
 *
 *     start.S (per machine)   relocates the image, calls efi_main
 *     efi_main                finds limine.conf, chooses an entry
 *     boot_prepare            reads and checks everything, answers requests (boot/common)
 *     boot_finish             the last memory map, page tables, ExitBootServices
 *     boot_enter              other CPUs, machine state, the kernel (boot/<machine>)
 *
 * What fails before boot_finish is said in a sentence, on screen and serial line, and then
 * the loader stops in a defined way: it returns to the firmware when a key is pressed, or
 * after a while. `cuprux_on_failure: poweroff` turns the machine off instead, at once, and
 * `halt` waits for ever. It never resets the machine: that would only fail again.
 */
#include <abi/errors.h>
#include <boot/boot.h>
#include <boot/isa.h>
#include <boot/version.h>
#include <uefi/uefi.h>

enum {
	KEY_SECONDS = 30,
	MESSAGE_MAX = 640,
};

enum on_failure {
	RETURN_TO_FIRMWARE,
	POWER_OFF,
	HALT,
};

struct efi_system_table *efi;
efi_handle_t efi_image;

static struct boot boot;

static void print_failure(const struct diag *d)
{
	char text[MESSAGE_MAX];

	diag_text(d, text, sizeof(text));
	firmware_print("\nCannot boot.\n");
	firmware_print(text);
	firmware_print("\n");
}

static enum on_failure read_policy(const struct config *config)
{
	struct config_entry global;
	struct config_line line;

	if (!config->text.at)
		return RETURN_TO_FIRMWARE;
	config_global(config, &global);
	if (!config_get(&global, "cuprux_on_failure", 0, &line))
		return RETURN_TO_FIRMWARE;
	if (text_same(line.value, "poweroff"))
		return POWER_OFF;
	return text_same(line.value, "halt") ? HALT : RETURN_TO_FIRMWARE;
}

static efi_status_t stop(enum on_failure policy)
{
	if (policy == POWER_OFF)
		power_off();
	while (policy == HALT)
		firmware_stall(1000 * 1000);
	firmware_print("Press any key to return to the firmware.\n");
	console_wait_key(KEY_SECONDS);
	return EFI_LOAD_ERROR;
}

void power_off(void)
{
	efi->runtime->reset_system(EFI_RESET_SHUTDOWN, EFI_SUCCESS, 0, nullptr);
	firmware_print("The firmware cannot turn the machine off.\n");
	for (;;)
		firmware_stall(1000 * 1000);
}

static status_t read_config(struct config *config, struct diag *d)
{
	struct file file;
	struct config_entry global;
	bool mirror = false;
	status_t status = files_find_config(&file, d);

	if (!status)
		status = config_open((const char *)file.at, file.size, config, d);
	if (status) {
		diag_where(d, "configuration");
		return status;
	}
	memory_keep();
	config_global(config, &global);
	if (!config_bool(&global, "serial", false, &mirror, d) && mirror)
		console_mirror();
	options_notices(config);
	return 0;
}

static status_t no_entry(u64 number, struct diag *d)
{
	return diag_fail(d, ENOENT, "Add one, beginning with a line `/Title`.",
		"limine.conf has no entry number %lu", number);
}

static status_t boot_entry(const struct config_entry *entry, struct diag *d)
{
	status_t status = boot_prepare(&boot, entry, d);

	if (!status)
		status = boot_finish(&boot, d);
	if (!status)
		boot_enter(&boot);
	boot_abandon(&boot);
	return status;
}

/*
 * The first entry that is not for another machine: one disk can serve several, with a loader
 * and an entry for each.
 */
static status_t boot_first(const struct config *config, struct diag *d)
{
	struct config_entry entry;
	status_t status = -ENODEV;

	for (u64 number = 1; status == -ENODEV; number++) {
		if (!config_find(config, number, &entry))
			return number == 1 ? no_entry(number, d) : status;
		*d = (struct diag){};
		status = boot_entry(&entry, d);
	}
	return status;
}

/* Until there is a menu: the entry that `default_entry` numbers, or the first. */
static status_t boot_default(const struct config *config, struct diag *d)
{
	struct config_entry entry;
	struct config_line line;
	u64 number;

	config_global(config, &entry);
	if (!config_get(&entry, "default_entry", 0, &line))
		return boot_first(config, d);
	if (strview_to_u64(line.value, &number))
		return diag_fail(d, EINVAL, "Correct that line of limine.conf.",
			"`default_entry` on line %u is no number", line.line);
	if (!config_find(config, number, &entry))
		return no_entry(number, d);
	return boot_entry(&entry, d);
}

/* Called by start.S; what it returns is what the application returns. */
efi_status_t efi_main(efi_handle_t image, struct efi_system_table *system)
{
	static struct diag diag;
	struct config config = {};
	status_t status;

	boot.init_time = isa_counter();
	efi_image = image;
	efi = system;
	/* Firmware resets the machine if an application does not come back in five minutes. */
	efi->boot->set_watchdog(0, 0, 0, nullptr);
	firmware_print(LOADER_NAME " " LOADER_VERSION "\n");
	status = read_config(&config, &diag);
	if (!status && check_is_wanted(&config))
		check_all(&config, &boot);
	if (!status)
		status = boot_default(&config, &diag);
	print_failure(&diag);
	return stop(read_policy(&config));
}
