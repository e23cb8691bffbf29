/* SPDX-License-Identifier: MIT */
#include <base/utf8.h>

#include "glyph_slots.h"

enum { REFUSALS = 100 };

static bool is_ascii(u32 key)
{
	return key >= 0x20 && key < 0x7f;
}

void glyph_slots_init(struct glyph_slots *slots)
{
	*slots = (struct glyph_slots){};
	for (u32 key = 0x20; key < 0x7f; key++)
		slots->keys[key] = key;
	slots->keys[GLYPH_SLOT_UNKNOWN] = UTF8_REPLACEMENT;
}

u32 glyph_slots_find(const struct glyph_slots *slots, u32 key)
{
	if (is_ascii(key))
		return key;
	for (u32 slot = 0; slot < GLYPH_SLOTS; slot++)
		if (slots->keys[slot] == key)
			return slot;
	return GLYPH_SLOTS;
}

/* Place 0 stays free for good: it is what blank memory shows. */
static u32 find_free(struct glyph_slots *slots)
{
	for (u32 i = 0; i < GLYPH_SLOTS; i++) {
		u32 slot = (slots->next + i) % GLYPH_SLOTS;

		if (slot != 0 && slots->keys[slot] == 0) {
			slots->next = slot + 1;
			return slot;
		}
	}
	return GLYPH_SLOTS;
}

static void give_up_unseen(struct glyph_slots *slots, const struct cell *shown, size_t count)
{
	bool seen[GLYPH_SLOTS] = {};

	for (size_t i = 0; i < count; i++) {
		u32 slot = glyph_slots_find(slots, glyph_key(&shown[i]));

		if (slot < GLYPH_SLOTS)
			seen[slot] = true;
	}
	for (u32 slot = 0; slot < GLYPH_SLOTS; slot++)
		if (!seen[slot] && !is_ascii(slot) && slot != GLYPH_SLOT_UNKNOWN)
			slots->keys[slot] = 0;
}

u32 glyph_slots_take(struct glyph_slots *slots, u32 key, const struct cell *shown, size_t count)
{
	u32 slot = find_free(slots);

	if (slot == GLYPH_SLOTS && slots->refusals == 0) {
		give_up_unseen(slots, shown, count);
		slot = find_free(slots);
		slots->refusals = slot == GLYPH_SLOTS ? REFUSALS : 0;
	} else if (slot == GLYPH_SLOTS) {
		slots->refusals--;
	}
	if (slot < GLYPH_SLOTS)
		slots->keys[slot] = key;
	return slot;
}
