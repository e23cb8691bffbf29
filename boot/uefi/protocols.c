/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/string.h>
#include <uefi/uefi.h>

bool efi_guid_equal(const struct efi_guid *a, const struct efi_guid *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

void *efi_protocol(efi_handle_t handle, const struct efi_guid *guid)
{
	void *interface = nullptr;

	if (!handle || efi->boot->handle_protocol(handle, guid, &interface) != EFI_SUCCESS)
		return nullptr;
	return interface;
}

void *efi_find(const struct efi_guid *guid)
{
	void *interface = nullptr;

	if (efi->boot->locate_protocol(guid, nullptr, &interface) != EFI_SUCCESS)
		return nullptr;
	return interface;
}

const struct efi_device_path *efi_path_next(const struct efi_device_path *node)
{
	u32 length = node->length[0] | (u32)node->length[1] << 8;

	if (node->type == EFI_PATH_END || length < sizeof(*node))
		return nullptr;
	return (const void *)((const u8 *)node + length);
}

status_t efi_error(efi_status_t status)
{
	switch (status) {
	case EFI_SUCCESS: return 0;
	case EFI_NOT_FOUND: return -ENOENT;
	case EFI_OUT_OF_RESOURCES: return -ENOMEM;
	case EFI_INVALID_PARAMETER: return -EINVAL;
	case EFI_UNSUPPORTED: return -ENOTSUP;
	case EFI_BUFFER_TOO_SMALL: return -ENOSPC;
	default: return -EIO;
	}
}
