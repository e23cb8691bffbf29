/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: any memory as that of a kernel with requests. The first byte says how much of
 * it lies in a second segment, the second one how much of that is only cleared.
 */
#include <base/string.h>
#include <boot/scan.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *input, size_t size);

static struct scan_area make_area(const u8 *from, size_t filled, size_t cleared)
{
	struct scan_area area = { .filled = filled, .size = filled + cleared };

	area.memory = calloc(1, area.size + 1);
	if (!area.memory)
		abort();
	if (filled > 0)
		memcpy(area.memory, from, filled);
	return area;
}

int LLVMFuzzerTestOneInput(const u8 *input, size_t size)
{
	const struct revision *row;
	struct requests requests;
	struct diag d = {};
	u64 number;

	if (size < 2)
		return 0;
	size_t second = min((size_t)input[0] * 8, size - 2);
	size_t cleared = input[1];
	size_t first = size - 2 - second;
	struct scan_area areas[] = {
		make_area(input + 2, first, 0),
		make_area(input + 2 + first, second, cleared),
	};
	if (!scan_requests(areas, ARRAY_SIZE(areas), &requests, &d) &&
		!scan_revision(&requests, &number, &row, &d))
		scan_confirm(&requests, number);
	/* Every request that was found is there as a whole. */
	for (u32 i = 0; i < FEATURE_COUNT; i++)
		if (requests.of[i])
			memset(requests.of[i], 0,
				feature_request_size((enum feature)i, requests.of[i]->revision));
	for (size_t i = 0; i < ARRAY_SIZE(areas); i++)
		free(areas[i].memory);
	return 0;
}
