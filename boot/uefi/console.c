/* SPDX-License-Identifier: MIT */
/*
 * Words for people. Firmware's console usually reaches the screen and a serial line; where
 * its configuration leaves the serial lines out, `serial: yes` makes us write there too.
 */
#include <base/utf8.h>
#include <boot/firmware.h>
#include <uefi/uefi.h>

enum {
	MIRRORS_MAX = 4,
	POLL_US = 20 * 1000,
};

static struct efi_serial_io *mirrors[MIRRORS_MAX];
static u32 mirror_count;

static void put_serial(const char *text, size_t length)
{
	for (u32 i = 0; i < mirror_count; i++) {
		u64 size = length;

		mirrors[i]->write(mirrors[i], &size, text);
	}
}

/* One character as UTF-16, of which consoles only know the basic plane. */
static void put_screen(u32 character)
{
	char16_t text[3] = { (char16_t)character };

	if (character > 0xffff)
		text[0] = '?';
	if (character == '\n') {
		text[0] = '\r';
		text[1] = '\n';
	}
	efi->console_out->output_string(efi->console_out, text);
}

void firmware_print(const char *text)
{
	size_t left = strlen(text);

	while (left > 0) {
		u32 character;
		size_t length = utf8_decode(text, left, &character);

		put_screen(character);
		if (character == '\n')
			put_serial("\r", 1);
		put_serial(text, length);
		text += length;
		left -= length;
	}
}

/* The firmware says which devices its console consists of, unless it is too simple to. */
static bool console_has_serial(void)
{
	static u8 path[1024];
	u64 size = sizeof(path);
	const struct efi_device_path *node = (const void *)path;

	if (efi->runtime->get_variable(
		    u"ConOut", &efi_global_variable_guid, nullptr, &size, path) != EFI_SUCCESS)
		return true;
	while (node && (const u8 *)node + sizeof(*node) <= path + size) {
		if (node->type == EFI_PATH_MESSAGING && node->subtype == EFI_PATH_MESSAGING_UART)
			return true;
		/* An end of one instance may be followed by another. */
		if (node->type == EFI_PATH_END && node->subtype != EFI_PATH_END_ALL)
			node = (const void *)((const u8 *)node + sizeof(*node));
		else
			node = efi_path_next(node);
	}
	return false;
}

void console_mirror(void)
{
	efi_handle_t *handles;
	u64 count;

	if (console_has_serial())
		return;
	if (efi->boot->locate_handle_buffer(EFI_LOCATE_BY_PROTOCOL, &efi_serial_io_guid, nullptr,
		    &count, &handles) != EFI_SUCCESS)
		return;
	for (u64 i = 0; i < count && mirror_count < MIRRORS_MAX; i++) {
		struct efi_serial_io *serial = efi_protocol(handles[i], &efi_serial_io_guid);

		if (serial)
			mirrors[mirror_count++] = serial;
	}
	efi->boot->free_pool(handles);
}

bool console_wait_key(u64 seconds)
{
	struct efi_input_key key;

	for (u64 waited = 0; waited < seconds * 1000000; waited += POLL_US) {
		if (efi->console_in &&
			efi->console_in->read_key(efi->console_in, &key) == EFI_SUCCESS)
			return true;
		firmware_stall(POLL_US);
	}
	return false;
}
