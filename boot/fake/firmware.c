/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* posix_memalign */
#include <abi/errors.h>
#include <base/string.h>
#include <boot/cpus.h>
#include <boot/page.h>
#include <boot_fake/fake.h>
#include <stdlib.h>

enum {
	BLOCKS_MAX = 1024,
	FREE_BASE = 0x100000,
	FREE_SIZE = 0x8000000,
	ALIGN_MAX = 0x1000000,
	FRAMEBUFFER = 0xc0000000,
};

struct fake fake;
const u64 firmware_type = LIMINE_FIRMWARE_EFI_64;

static struct {
	void *at;
	u64 pages;
} blocks[BLOCKS_MAX];
static u32 block_count;
static u8 raw_map[64];

void fake_begin(void)
{
	firmware_release();
	fake = (struct fake){ .pages_max = UINT64_MAX, .cpus = 1 };
}

void fake_end(void)
{
	firmware_release();
}

void fake_file(const char *path, const void *data, u64 size)
{
	for (u32 i = 0; i < FAKE_FILES_MAX; i++) {
		if (fake.files[i].path)
			continue;
		fake.files[i] = (struct fake_file){ path, data, size };
		return;
	}
	abort();
}

void *fake_follow(const struct boot *b, vaddr_t at)
{
	return at ? (void *)(at - b->hhdm) : nullptr;
}

/* --- Memory --------------------------------------------------------------------------------- */

status_t firmware_pages(const struct pages_wish *wish, paddr_t *out)
{
	void *at;

	if (wish->pages == 0 || fake.gone || block_count == BLOCKS_MAX ||
		fake.pages_taken > fake.pages_max ||
		wish->pages > fake.pages_max - fake.pages_taken)
		return -ENOMEM;
	/* No test needs more, and a fuzzer shall not have it. */
	if (wish->pages > FREE_SIZE / PAGE_SIZE || wish->align > ALIGN_MAX)
		return -ENOMEM;
	if (posix_memalign(&at, max(wish->align, PAGE_SIZE), wish->pages * PAGE_SIZE))
		return -ENOMEM;
	memset(at, 0xa5, wish->pages * PAGE_SIZE);
	blocks[block_count].at = at;
	blocks[block_count++].pages = wish->pages;
	fake.pages_taken += wish->pages;
	*out = (paddr_t)at;
	return 0;
}

void firmware_release(void)
{
	while (block_count > 0) {
		block_count--;
		fake.pages_taken -= blocks[block_count].pages;
		free(blocks[block_count].at);
	}
}

status_t firmware_memory(struct range_map *map, struct firmware_map *raw, struct diag *d)
{
	status_t status = range_map_add(map, FREE_BASE, FREE_SIZE, MEMORY_USABLE);

	(void)d;
	for (u32 i = 0; i < block_count && !status; i++)
		status = range_map_add(
			map, (paddr_t)blocks[i].at, blocks[i].pages * PAGE_SIZE, MEMORY_LOADER);
	*raw = (struct firmware_map){ (paddr_t)raw_map, sizeof(raw_map), 48, 1 };
	return status;
}

bool firmware_exit(void)
{
	if (fake.exits_to_refuse > 0) {
		fake.exits_to_refuse--;
		return false;
	}
	fake.gone = true;
	return true;
}

void firmware_stall(u64 microseconds)
{
	(void)microseconds;
}

/* --- Words and files ------------------------------------------------------------------------- */

void firmware_print(const char *text)
{
	size_t used = strlen(fake.output);

	strlcpy(fake.output + used, text, sizeof(fake.output) - used);
}

static const struct fake_file *find_file(const char *path)
{
	for (u32 i = 0; i < FAKE_FILES_MAX && fake.files[i].path; i++)
		if (strcmp(fake.files[i].path, path) == 0)
			return &fake.files[i];
	return nullptr;
}

status_t firmware_read(const struct uri *uri, struct file *out, struct diag *d)
{
	const struct fake_file *file = find_file(uri->path);
	struct pages_wish wish = {};

	*out = (struct file){};
	if (!file)
		return diag_fail(d, ENOENT, "Look for it.", "there is no such file");
	out->size = file->size;
	wish.pages = DIV_ROUND_UP(file->size, PAGE_SIZE) + (file->size == 0);
	if (firmware_pages(&wish, &out->at))
		return diag_fail(d, ENOMEM, "Give more memory.", "there is no memory for it");
	if (file->size > 0)
		memcpy((void *)out->at, file->data, file->size);
	return 0;
}

/* --- The machine ------------------------------------------------------------------------------ */

void firmware_tables(struct firmware_tables *out)
{
	*out = (struct firmware_tables){ .has_date = true, .date = 1234567890 };
}

status_t firmware_pin(struct range_map *map, const struct revision *r)
{
	(void)map;
	(void)r;
	return 0;
}

size_t firmware_random(void *out, size_t size)
{
	memset(out, 0x5a, size);
	return size;
}

static const struct screen_mode screen_mode = { 640, 480, 2560, 32, 8, 16, 8, 8, 8, 0 };

u32 firmware_screens(const struct screen_wish *wish, struct screen out[SCREENS_MAX])
{
	(void)wish;
	for (u32 i = 0; i < fake.screens && i < SCREENS_MAX; i++)
		out[i] = (struct screen){
			.framebuffer = FRAMEBUFFER + i * 0x1000000ul,
			.size = 2560 * 480,
			.mode = screen_mode,
			.edid_size = 128,
		};
	return min(fake.screens, (u32)SCREENS_MAX);
}

bool firmware_screen_mode(const struct screen *screen, u32 number, struct screen_mode *out)
{
	(void)screen;
	*out = screen_mode;
	return number < 2;
}
