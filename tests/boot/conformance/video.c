/* SPDX-License-Identifier: MIT */
/* Framebuffers: geometry, modes, EDID, and that pixels can be written. */
#include <conformance/check.h>
#include <conformance/requests.h>
#include <conformance/world.h>

static bool is_channel(u8 size, u8 shift, u16 bpp)
{
	return size > 0 && size <= 16 && shift + size <= bpp;
}

static void check_geometry(const struct limine_framebuffer *fb)
{
	u64 bytes = fb->pitch * fb->height;

	note("framebuffer %lux%lux%u at %p", fb->width, fb->height, fb->bpp, fb->address);
	check(fb->width > 0 && fb->height > 0 && fb->bpp >= 16 && fb->bpp % 8 == 0 &&
			fb->pitch >= fb->width * fb->bpp / 8,
		"framebuffer: geometry");
	check(fb->memory_model == LIMINE_MEMORY_MODEL_RGB &&
			is_channel(fb->red_size, fb->red_shift, fb->bpp) &&
			is_channel(fb->green_size, fb->green_shift, fb->bpp) &&
			is_channel(fb->blue_size, fb->blue_shift, fb->bpp),
		"framebuffer: RGB channels");
	check(memory_is(to_physical(fb->address), bytes, 1 << LIMINE_MEMMAP_FRAMEBUFFER),
		"framebuffer: all of it is of the framebuffer's type");
}

static void check_pixels(const struct limine_framebuffer *fb)
{
	volatile u32 *first = fb->address;
	volatile u32 *last = (void *)((u8 *)fb->address + fb->pitch * (fb->height - 1));

	*first = 0x00b87333;
	*last = 0x00102030;
	check((*first & 0xffffff) == 0xb87333 && (*last & 0xffffff) == 0x102030,
		"framebuffer: pixels keep what is written");
}

static bool is_mode_of(const struct limine_video_mode *mode, const struct limine_framebuffer *fb)
{
	return mode->width == fb->width && mode->height == fb->height && mode->bpp == fb->bpp &&
	       mode->red_shift == fb->red_shift;
}

static void check_modes(const struct limine_framebuffer *fb)
{
	struct tally t = {};
	bool current = false;

	check(fb->mode_count > 0 && is_response_memory(fb->modes, fb->mode_count * 8),
		"framebuffer: %lu modes", fb->mode_count);
	for (u64 i = 0; i < fb->mode_count; i++) {
		const struct limine_video_mode *mode = fb->modes[i];

		tally(&t,
			is_response_memory(mode, sizeof(*mode)) &&
				mode->pitch >= mode->width * mode->bpp / 8 &&
				mode->memory_model == LIMINE_MEMORY_MODEL_RGB,
			"mode %lu: %lux%lux%u", i, mode->width, mode->height, mode->bpp);
		current |= is_mode_of(mode, fb);
	}
	check_tally(&t, "framebuffer: modes make sense");
	check(current, "framebuffer: the current mode is one of them");
}

static void check_edid(const struct limine_framebuffer *fb)
{
	static const u8 head[] = { 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0 };

	if (!fb->edid) {
		check(fb->edid_size == 0, "framebuffer: no EDID");
		return;
	}
	check(fb->edid_size >= 128 && is_response_memory(fb->edid, fb->edid_size) &&
			memcmp(fb->edid, head, sizeof(head)) == 0,
		"framebuffer: %lu bytes of EDID", fb->edid_size);
}

void check_video(void)
{
	const struct limine_framebuffer_response *r = framebuffer_request.response;

	if (!option("screen", 0)) {
		check(!r || option("screen", 1), "framebuffer: none, no answer");
		return;
	}
	if (!check(r && r->framebuffer_count > 0, "framebuffer: answered"))
		return;
	check(r->revision >= 1 && is_response_memory(r, sizeof(*r)),
		"framebuffer: response revision %lu", r->revision);
	for (u64 i = 0; i < r->framebuffer_count; i++) {
		const struct limine_framebuffer *fb = r->framebuffers[i];

		check(is_response_memory(fb, sizeof(*fb)), "framebuffer: in the loader's memory");
		check_geometry(fb);
		check_pixels(fb);
		check_modes(fb);
		check_edid(fb);
	}
	if (option("width", 0))
		check(r->framebuffers[0]->width == option("width", 0) &&
				r->framebuffers[0]->height == option("height", 0),
			"framebuffer: the resolution that the configuration asks for");
}
