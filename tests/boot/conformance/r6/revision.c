/* SPDX-License-Identifier: MIT */
/* Base revision 6, entered where the kernel asks to be. */
#include <conformance/requests.h>

const u64 wanted_revision = 6;
const bool asks_for_entry = true;

IN_SECTION(".requests") ALIGNED(8) u64 base_revision[3] = LIMINE_BASE_REVISION(6);

IN_SECTION(".requests")
ALIGNED(8)
static struct limine_entry_point_request entry_point_request = {
	.id = LIMINE_ID(ENTRY_POINT),
	.entry = conformance_asked_entry,
};
