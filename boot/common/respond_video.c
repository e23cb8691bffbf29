/* SPDX-License-Identifier: MIT */
#include <base/string.h>
#include <boot/respond.h>
#include <boot/space.h>

enum {
	VIDEO_MODES_MAX = 64,
};

static void copy_mode(const struct screen_mode *from, struct limine_video_mode *to)
{
	*to = (struct limine_video_mode){
		.pitch = from->pitch,
		.width = from->width,
		.height = from->height,
		.bpp = from->bpp,
		.memory_model = LIMINE_MEMORY_MODEL_RGB,
		.red_size = from->red_size,
		.red_shift = from->red_shift,
		.green_size = from->green_size,
		.green_shift = from->green_shift,
		.blue_size = from->blue_size,
		.blue_shift = from->blue_shift,
	};
}

static void add_modes(struct boot *b, const struct screen *screen, struct limine_framebuffer *fb)
{
	u64 *list = arena_take(&b->arena, VIDEO_MODES_MAX * sizeof(*list));
	struct screen_mode mode;

	for (u32 i = 0; list && fb->mode_count < VIDEO_MODES_MAX; i++) {
		struct limine_video_mode *out;

		if (!firmware_screen_mode(screen, i, &mode))
			break;
		out = arena_take(&b->arena, sizeof(*out));
		if (!out)
			return;
		copy_mode(&mode, out);
		list[fb->mode_count++] = space_pointer(b, out);
	}
	fb->modes = space_pointer(b, list);
}

static void add_edid(struct boot *b, const struct screen *screen, struct limine_framebuffer *fb)
{
	void *copy;

	if (screen->edid_size == 0)
		return;
	copy = arena_take(&b->arena, screen->edid_size);
	if (!copy)
		return;
	memcpy(copy, screen->edid, screen->edid_size);
	fb->edid_size = screen->edid_size;
	fb->edid = space_pointer(b, copy);
}

static vaddr_t framebuffer(struct boot *b, const struct screen *screen)
{
	const struct screen_mode *mode = &screen->mode;
	struct limine_framebuffer *fb = arena_take(&b->arena, sizeof(*fb));

	if (!fb)
		return 0;
	*fb = (struct limine_framebuffer){
		.address = space_virtual(b, screen->framebuffer),
		.width = mode->width,
		.height = mode->height,
		.pitch = mode->pitch,
		.bpp = mode->bpp,
		.memory_model = LIMINE_MEMORY_MODEL_RGB,
		.red_size = mode->red_size,
		.red_shift = mode->red_shift,
		.green_size = mode->green_size,
		.green_shift = mode->green_shift,
		.blue_size = mode->blue_size,
		.blue_shift = mode->blue_shift,
	};
	add_edid(b, screen, fb);
	add_modes(b, screen, fb);
	return space_pointer(b, fb);
}

/* Revision 1: with the list of modes. */
void respond_framebuffer(struct boot *b)
{
	struct limine_framebuffer_response *r;
	u64 *list;

	if (b->screen_count == 0)
		return;
	r = respond(b, FEATURE_FRAMEBUFFER, sizeof(*r), 1);
	list = arena_take(&b->arena, b->screen_count * sizeof(*list));
	if (!r || !list)
		return;
	for (u32 i = 0; i < b->screen_count; i++)
		list[i] = framebuffer(b, &b->screens[i]);
	r->framebuffer_count = b->screen_count;
	r->framebuffers = space_pointer(b, list);
}
