/* SPDX-License-Identifier: MIT */
/*
 * Screens: graphics outputs that have a framebuffer in memory. Those that can only be drawn
 * to by the firmware are of no use to a kernel. Firmware's console is often one more "output"
 * that draws to all others: it shares a framebuffer with a real one, and is left out.
 */
#include <boot/firmware.h>

#include <base/bits.h>
#include <base/string.h>
#include <uefi/uefi.h>

static void take_mask(u32 mask, u8 *size, u8 *shift)
{
	*shift = mask ? (u8)bits_trailing_zeros(mask) : 0;
	*size = (u8)bits_count(mask);
}

static void take_masks(u32 red, u32 green, u32 blue, struct screen_mode *out)
{
	take_mask(red, &out->red_size, &out->red_shift);
	take_mask(green, &out->green_size, &out->green_shift);
	take_mask(blue, &out->blue_size, &out->blue_shift);
}

/* False if there would be no framebuffer in this mode. */
static bool read_mode(const struct efi_graphics_info *info, struct screen_mode *out)
{
	u32 used;

	*out = (struct screen_mode){ .width = info->width, .height = info->height, .bpp = 32 };
	switch (info->format) {
	case EFI_PIXEL_RGB: take_masks(0xff, 0xff00, 0xff0000, out); break;
	case EFI_PIXEL_BGR: take_masks(0xff0000, 0xff00, 0xff, out); break;
	case EFI_PIXEL_MASKS:
		take_masks(info->red_mask, info->green_mask, info->blue_mask, out);
		used = info->red_mask | info->green_mask | info->blue_mask | info->reserved_mask;
		if (!used)
			return false;
		out->bpp = (u16)ALIGN_UP(bits_log2(used) + 1, 8);
		break;
	default: return false;
	}
	out->pitch = info->pixels_per_line * (out->bpp / 8);
	return info->width > 0 && info->height > 0;
}

static bool query(struct efi_graphics *graphics, u32 number, struct screen_mode *out)
{
	struct efi_graphics_info *info;
	bool usable;
	u64 size;

	if (graphics->query_mode(graphics, number, &size, &info) != EFI_SUCCESS)
		return false;
	usable = read_mode(info, out);
	efi->boot->free_pool(info);
	return usable;
}

static bool grants(const struct screen_mode *mode, const struct screen_wish *wish)
{
	return mode->width == wish->width && mode->height == wish->height &&
	       (wish->bpp == 0 || mode->bpp == wish->bpp);
}

static void set_wished_mode(struct efi_graphics *graphics, const struct screen_wish *wish)
{
	struct screen_mode mode;

	if (wish->width == 0 || (read_mode(graphics->mode->info, &mode) && grants(&mode, wish)))
		return;
	for (u32 i = 0; i < graphics->mode->mode_count; i++) {
		if (!query(graphics, i, &mode) || !grants(&mode, wish))
			continue;
		if (graphics->set_mode(graphics, i) == EFI_SUCCESS)
			return;
	}
	firmware_print("notice: the screen has no mode like the `resolution` in limine.conf\n");
}

static void read_edid(efi_handle_t handle, struct screen *out)
{
	struct efi_edid *edid = efi_protocol(handle, &efi_edid_active_guid);

	if (!edid || edid->size == 0)
		edid = efi_protocol(handle, &efi_edid_discovered_guid);
	if (!edid || !edid->edid)
		return;
	out->edid_size = min(edid->size, (u32)EDID_MAX);
	memcpy(out->edid, edid->edid, out->edid_size);
}

static bool open_screen(efi_handle_t handle, const struct screen_wish *wish, struct screen *out)
{
	struct efi_graphics *graphics = efi_protocol(handle, &efi_graphics_guid);

	*out = (struct screen){ .handle = handle };
	if (!graphics || !graphics->mode || !graphics->mode->info)
		return false;
	set_wished_mode(graphics, wish);
	if (!read_mode(graphics->mode->info, &out->mode) || !graphics->mode->framebuffer)
		return false;
	out->framebuffer = graphics->mode->framebuffer;
	out->size = (u64)out->mode.pitch * out->mode.height;
	read_edid(handle, out);
	return true;
}

static bool is_known(const struct screen *screens, u32 count, paddr_t framebuffer)
{
	for (u32 i = 0; i < count; i++)
		if (screens[i].framebuffer == framebuffer)
			return true;
	return false;
}

u32 firmware_screens(const struct screen_wish *wish, struct screen out[SCREENS_MAX])
{
	efi_handle_t *handles;
	u64 count;
	u32 found = 0;

	if (efi->boot->locate_handle_buffer(EFI_LOCATE_BY_PROTOCOL, &efi_graphics_guid, nullptr,
		    &count, &handles) != EFI_SUCCESS)
		return 0;
	/* Real devices have a device path; the console's stand-in has none. */
	for (int pass = 0; pass < 2; pass++) {
		for (u64 i = 0; i < count && found < SCREENS_MAX; i++) {
			bool real = efi_protocol(handles[i], &efi_device_path_guid);

			if (real == (pass == 0) && open_screen(handles[i], wish, &out[found]) &&
				!is_known(out, found, out[found].framebuffer))
				found++;
		}
	}
	efi->boot->free_pool(handles);
	return found;
}

bool firmware_screen_mode(const struct screen *screen, u32 number, struct screen_mode *out)
{
	struct efi_graphics *graphics = efi_protocol(screen->handle, &efi_graphics_guid);

	/* Modes without a framebuffer are skipped, and do not count. */
	for (u32 i = 0; i < graphics->mode->mode_count; i++)
		if (query(graphics, i, out) && number-- == 0)
			return true;
	return false;
}
