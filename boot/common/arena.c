/* SPDX-License-Identifier: MIT */
#include <boot/arena.h>

#include <base/checked.h>
#include <base/string.h>
#include <boot/firmware.h>
#include <boot/page.h>

enum {
	CHUNK_PAGES = 4,
	ALIGNMENT = 16,
};

/* What is left of the old chunk is lost: at most what one request was too large for. */
static bool refill(struct arena *arena, size_t size)
{
	u64 pages = max(DIV_ROUND_UP(size, PAGE_SIZE), (u64)CHUNK_PAGES);
	struct pages_wish wish = { .pages = pages };
	paddr_t at;

	if (firmware_pages(&wish, &at)) {
		arena->exhausted = true;
		return false;
	}
	arena->next = (u8 *)at;
	arena->left = pages * PAGE_SIZE;
	return true;
}

void *arena_take(struct arena *arena, size_t size)
{
	void *taken;

	if (!checked_align_up(size, ALIGNMENT, &size)) {
		arena->exhausted = true;
		return nullptr;
	}
	if (size > arena->left && !refill(arena, size))
		return nullptr;
	taken = arena->next;
	arena->next += size;
	arena->left -= size;
	return memset(taken, 0, size);
}

const char *arena_string(struct arena *arena, struct strview text)
{
	char *copy = arena_take(arena, text.length + 1);

	if (copy)
		strview_copy(text, copy, text.length + 1);
	return copy;
}
