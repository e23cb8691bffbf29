/* SPDX-License-Identifier: MIT */
/*
 * Files, through the firmware's simple file system protocol (FAT, on most machines).
 *
 * The boot volume is the one we were loaded from. If its firmware cannot tell, or it has no
 * configuration (as when the loader was handed to an emulator as a file), the other volumes
 * are searched, and the one that has the configuration becomes the boot volume.
 */
#include <boot/firmware.h>

#include <abi/errors.h>
#include <base/string.h>
#include <base/utf8.h>
#include <boot/page.h>
#include <uefi/uefi.h>

enum {
	/* Firmware has been seen to fail on larger reads at once. */
	READ_AT_ONCE = 1 << 20,
	CONFIG_MAX = 1 << 20,
};

static const char *const config_places[] = {
	"/limine.conf",
	"/limine/limine.conf",
	"/boot/limine.conf",
	"/boot/limine/limine.conf",
	"/EFI/BOOT/limine.conf",
};

/* The boot volume, once it is known. */
static struct {
	efi_handle_t handle;
	struct efi_file *root;
} volume;

static const char fix_missing[] = "Check the path in limine.conf, and the disk.";
static const char fix_disk[] = "Check the disk.";

static struct efi_file *open_root(efi_handle_t handle)
{
	struct efi_file_system *system = efi_protocol(handle, &efi_file_system_guid);
	struct efi_file *root;

	if (!system || system->open_volume(system, &root) != EFI_SUCCESS)
		return nullptr;
	return root;
}

/* "/a/b" as "\a\b" in UTF-16; false if it cannot be said so. */
static bool to_efi_path(const char *path, char16_t out[URI_PATH_MAX])
{
	size_t left = strlen(path), count = 0;

	while (left > 0) {
		u32 character;
		size_t length = utf8_decode(path, left, &character);

		if (character > 0xffff || count + 1 == URI_PATH_MAX)
			return false;
		out[count++] = character == '/' ? '\\' : (char16_t)character;
		path += length;
		left -= length;
	}
	out[count] = 0;
	return true;
}

static status_t open_file(struct efi_file *root, const char *path, struct efi_file **out, u64 *size)
{
	static struct efi_file_info info;
	char16_t name[URI_PATH_MAX];
	u64 info_size = sizeof(info);
	efi_status_t status;

	if (!to_efi_path(path, name))
		return -ENAMETOOLONG;
	status = root->open(root, out, name, EFI_FILE_READ, 0);
	if (status != EFI_SUCCESS)
		return efi_error(status);
	status = (*out)->get_info(*out, &efi_file_info_guid, &info_size, &info);
	if (status == EFI_SUCCESS && !(info.attributes & EFI_FILE_DIRECTORY)) {
		*size = info.file_size;
		return 0;
	}
	(*out)->close(*out);
	return status == EFI_SUCCESS ? -EISDIR : efi_error(status);
}

static status_t read_content(struct efi_file *file, u8 *to, u64 size)
{
	while (size > 0) {
		u64 part = min(size, (u64)READ_AT_ONCE);
		efi_status_t status = file->read(file, &part, to);

		if (status != EFI_SUCCESS || part == 0)
			return -EIO;
		to += part;
		size -= part;
	}
	return 0;
}

/* An empty file gets a page as well: its address must mean something. */
static status_t read_file(struct efi_file *root, const char *path, struct file *out)
{
	struct pages_wish wish = {};
	struct efi_file *file;
	status_t status = open_file(root, path, &file, &out->size);

	if (status)
		return status;
	wish.pages = out->size / PAGE_SIZE + (out->size % PAGE_SIZE != 0 || out->size == 0);
	status = firmware_pages(&wish, &out->at);
	if (!status)
		status = read_content(file, (u8 *)out->at, out->size);
	file->close(file);
	/* What follows the file on its last page is nobody's business. */
	if (!status)
		memset((u8 *)out->at + out->size, 0, wish.pages * PAGE_SIZE - out->size);
	return status;
}

static status_t explain(status_t status, u64 size, struct diag *d)
{
	switch (status) {
	case -ENOENT:
		return diag_fail(d, ENOENT, fix_missing, "there is no such file on the volume");
	case -EISDIR: return diag_fail(d, EISDIR, fix_missing, "it is a folder, not a file");
	case -ENAMETOOLONG:
		return diag_fail(d, ENAMETOOLONG, fix_missing, "the firmware cannot say its name");
	case -ENOMEM:
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for its %lu bytes", size);
	default:
		return diag_fail(
			d, -status, fix_disk, "the firmware cannot read it (error %d)", -status);
	}
}

/* --- Where a file came from --------------------------------------------------------------- */

static const struct efi_device_path *find_node(efi_handle_t handle, u8 type, u8 subtype)
{
	const struct efi_device_path *node = efi_protocol(handle, &efi_device_path_guid);

	while (node && !(node->type == type && node->subtype == subtype))
		node = efi_path_next(node);
	return node;
}

/* The partition, as its device path names it; the disk's own GUID is in no path. */
static void describe_volume(efi_handle_t handle, struct file *out)
{
	const struct efi_device_path *node =
		find_node(handle, EFI_PATH_MEDIA, EFI_PATH_MEDIA_HARD_DRIVE);
	struct efi_hard_drive_path drive;

	if (find_node(handle, EFI_PATH_MEDIA, EFI_PATH_MEDIA_CDROM))
		out->media = LIMINE_MEDIA_OPTICAL;
	if (!node)
		return;
	memcpy(&drive, node, sizeof(drive));
	out->partition = drive.partition;
	if (drive.signature_type == 1)
		memcpy(&out->mbr_disk, drive.signature, sizeof(out->mbr_disk));
	if (drive.signature_type == 2)
		memcpy(&out->gpt_partition, drive.signature, sizeof(out->gpt_partition));
}

/* --- Reading -------------------------------------------------------------------------------- */

static status_t check_hash(const struct uri *uri, const struct file *file, struct diag *d)
{
	u8 hash[BLAKE2B_SIZE];

	if (!uri->hashed)
		return 0;
	blake2b((const void *)file->at, file->size, hash);
	if (memcmp(hash, uri->hash, sizeof(hash)) == 0)
		return 0;
	return diag_fail(d, EBADMSG, "The file was changed, or the hash in limine.conf is old.",
		"its content does not match its hash");
}

status_t firmware_read(const struct uri *uri, struct file *out, struct diag *d)
{
	status_t status;

	*out = (struct file){};
	if (uri->partition)
		return diag_fail(d, ENOTSUP, "Put the file on the loader's volume: `boot():/`.",
			"other partitions cannot be read yet");
	status = read_file(volume.root, uri->path, out);
	if (status)
		return explain(status, out->size, d);
	describe_volume(volume.handle, out);
	return check_hash(uri, out, d);
}

static status_t find_on(efi_handle_t handle, struct file *out)
{
	struct efi_file *root = open_root(handle);
	status_t status = -ENOENT;

	if (!root)
		return status;
	for (size_t i = 0; i < ARRAY_SIZE(config_places) && status == -ENOENT; i++)
		status = read_file(root, config_places[i], out);
	if (status) {
		root->close(root);
		return status;
	}
	volume.handle = handle;
	volume.root = root;
	return 0;
}

static status_t find_anywhere(struct file *out)
{
	efi_handle_t *handles;
	status_t status = -ENOENT;
	u64 count;

	if (efi->boot->locate_handle_buffer(EFI_LOCATE_BY_PROTOCOL, &efi_file_system_guid, nullptr,
		    &count, &handles) != EFI_SUCCESS)
		return status;
	for (u64 i = 0; i < count && status; i++)
		status = find_on(handles[i], out);
	efi->boot->free_pool(handles);
	return status;
}

status_t files_find_config(struct file *out, struct diag *d)
{
	struct efi_loaded_image *image = efi_protocol(efi_image, &efi_loaded_image_guid);
	status_t status = image ? find_on(image->device, out) : -ENOENT;

	if (status)
		status = find_anywhere(out);
	if (status == -ENOENT)
		return diag_fail(d, ENOENT, "Write one, and put it beside the loader.",
			"there is no limine.conf in /, /limine, /boot, /boot/limine or /EFI/BOOT");
	if (status)
		return explain(status, out->size, d);
	if (out->size > CONFIG_MAX)
		return diag_fail(d, EFBIG, "Write a shorter one.",
			"limine.conf has %lu bytes, more than %d", out->size, CONFIG_MAX);
	return 0;
}
