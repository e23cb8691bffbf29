/* SPDX-License-Identifier: MIT */
/* Base revision 2, entered at the entry point of the ELF header. */
#include <conformance/requests.h>

const u64 wanted_revision = 2;
const bool asks_for_entry = false;

IN_SECTION(".requests") ALIGNED(8) u64 base_revision[3] = LIMINE_BASE_REVISION(2);
