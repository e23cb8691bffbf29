/* SPDX-License-Identifier: MIT */
#include <base/ring.h>
#include <base/string.h>

/* Both copy in at most two parts: up to the end of the memory, and from its beginning. */
static void copy_in(struct ring *ring, u64 position, const u8 *from, size_t length)
{
	size_t at = position & (ring->size - 1);
	size_t first = min(length, ring->size - at);

	memcpy(ring->bytes + at, from, first);
	memcpy(ring->bytes, from + first, length - first);
}

static void copy_out(const struct ring *ring, u64 position, u8 *to, size_t length)
{
	size_t at = position & (ring->size - 1);
	size_t first = min(length, ring->size - at);

	memcpy(to, ring->bytes + at, first);
	memcpy(to + first, ring->bytes, length - first);
}

bool ring_push(struct ring *ring, const void *bytes, size_t length)
{
	if (length > ring_room(ring))
		return false;
	copy_in(ring, ring->head, bytes, length);
	ring->head += length;
	return true;
}

void ring_overwrite(struct ring *ring, const void *bytes, size_t length)
{
	const u8 *from = bytes;

	if (length > ring->size) {
		size_t lost = length - ring->size;
		from += lost;
		length -= lost;
		ring->head += lost;
	}
	copy_in(ring, ring->head, from, length);
	ring->head += length;
	if (ring->head - ring->tail > ring->size)
		ring->tail = ring->head - ring->size;
}

size_t ring_pop(struct ring *ring, void *bytes, size_t length)
{
	length = min(length, ring_used(ring));
	copy_out(ring, ring->tail, bytes, length);
	ring->tail += length;
	return length;
}

size_t ring_read(const struct ring *ring, u64 *position, void *bytes, size_t length)
{
	/* Also resets a position ahead of the head, which is none of this ring's. */
	if (*position < ring->tail || *position > ring->head)
		*position = ring->tail;
	length = min(length, (size_t)(ring->head - *position));
	copy_out(ring, *position, bytes, length);
	*position += length;
	return length;
}
