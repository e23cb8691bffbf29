/* SPDX-License-Identifier: MIT */
#include <boot/scan.h>

#include <abi/errors.h>
#include <base/string.h>

static const char fix_requests[] = "Correct the kernel's boot requests.";

static const u64 start_marker[] = LIMINE_START_MARKER;
static const u64 end_marker[] = LIMINE_END_MARKER;
static const u64 tag_head[] = { LIMINE_BASE_REVISION_0, LIMINE_BASE_REVISION_1 };
static const u64 request_head[] = { LIMINE_MAGIC_0, LIMINE_MAGIC_1 };

static bool begins(const u64 *at, u64 words, const u64 *magic, u64 magic_words)
{
	return words >= magic_words && at[0] == magic[0] &&
	       memcmp(at, magic, magic_words * sizeof(u64)) == 0;
}

#define BEGINS(at, words, magic) begins(at, words, magic, ARRAY_SIZE(magic))

static status_t take_tag(u64 *at, u64 words, struct requests *out, struct diag *d)
{
	if (words < 3)
		return diag_fail(d, EINVAL, fix_requests,
			"its base revision tag is cut off by the end of a segment");
	if (out->tag)
		return diag_fail(d, EINVAL, fix_requests, "it has two base revision tags");
	out->tag = at;
	return 0;
}

/* `bytes` is what is left of the segment, cleared memory included. */
static status_t take_request(u64 *at, u64 bytes, struct requests *out, struct diag *d)
{
	struct limine_request *request = (struct limine_request *)at;
	enum feature feature;

	if (bytes < sizeof(*request))
		return diag_fail(
			d, EINVAL, fix_requests, "a request is cut off by the end of a segment");
	feature = feature_by_id(request->id);
	if (feature == FEATURE_COUNT)
		return 0;
	if (bytes < feature_request_size(feature, request->revision))
		return diag_fail(d, EINVAL, fix_requests,
			"the request %016lx is cut off by the end of a segment", request->id[2]);
	if (out->of[feature])
		return diag_fail(
			d, EINVAL, fix_requests, "it has the request %016lx twice", request->id[2]);
	out->of[feature] = request;
	return 0;
}

/* Between two of these lies what counts. */
struct position {
	u32 area;
	u64 word;
};

static u64 words_of(const struct scan_area *area)
{
	return area->filled / sizeof(u64);
}

static u64 *word_at(const struct scan_area *area, u64 index)
{
	return (u64 *)(void *)area->memory + index;
}

/*
 * From the last start marker to the first end marker behind it. This is a pass of its own
 * because what stands before a start marker must not even be looked at: a kernel may well
 * have the magic words among its constants.
 */
static void find_window(
	const struct scan_area *areas, u32 count, struct position *from, struct position *to)
{
	*from = (struct position){};
	*to = (struct position){ .area = count };
	for (u32 i = 0; i < count; i++) {
		u64 words = words_of(&areas[i]);

		for (u64 j = 0; j < words; j++) {
			const u64 *at = word_at(&areas[i], j);

			if (BEGINS(at, words - j, start_marker))
				*from = (struct position){ i, j };
			if (!BEGINS(at, words - j, end_marker))
				continue;
			*to = (struct position){ i, j };
			return;
		}
	}
}

/* The words `first` up to `last` of one area. */
static status_t scan_area(
	const struct scan_area *area, u64 first, u64 last, struct requests *out, struct diag *d)
{
	status_t status = 0;

	for (u64 i = first; i < last && !status; i++) {
		u64 *at = word_at(area, i);

		if (BEGINS(at, last - i, tag_head))
			status = take_tag(at, last - i, out, d);
		else if (BEGINS(at, last - i, request_head))
			status = take_request(at, area->size - i * sizeof(u64), out, d);
	}
	return status;
}

status_t scan_requests(
	const struct scan_area *areas, u32 count, struct requests *out, struct diag *d)
{
	struct position from, to;
	status_t status = 0;

	*out = (struct requests){};
	find_window(areas, count, &from, &to);
	for (u32 i = from.area; i < count && i <= to.area && !status; i++) {
		u64 first = i == from.area ? from.word : 0;
		u64 last = i == to.area ? to.word : words_of(&areas[i]);

		status = scan_area(&areas[i], first, last, out, d);
	}
	return status;
}

status_t scan_revision(
	const struct requests *r, u64 *number, const struct revision **out, struct diag *d)
{
	u64 wanted = r->tag ? r->tag[2] : 0;

	if (wanted > LIMINE_BASE_REVISION_MAX)
		return diag_fail(d, ENOTSUP, "Use a newer loader.",
			"it wants base revision %lu of the boot protocol; %d is the newest here",
			wanted, LIMINE_BASE_REVISION_MAX);
	if (!revisions[wanted].served)
		return diag_fail(d, ENOTSUP, "Build the kernel for base revision 2 or 6.",
			"it wants base revision %lu of the boot protocol, which is not served%s",
			wanted, r->tag ? "" : " (it has no revision tag)");
	*number = wanted;
	*out = &revisions[wanted];
	return 0;
}

void scan_confirm(const struct requests *r, u64 number)
{
	if (!r->tag)
		return;
	r->tag[1] = number;
	r->tag[2] = 0;
}
