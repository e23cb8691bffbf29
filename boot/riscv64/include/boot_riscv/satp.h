/* SPDX-License-Identifier: MIT */
/* The root register: mode in the top four bits, address space 0, the root's page number. */
#pragma once

#include <boot/paging.h>

enum satp_mode : u64 {
	SATP_SV39 = 8, /* and one more for each further level */
};

static inline u64 satp_value(const struct pt_format *format, paddr_t root)
{
	return (SATP_SV39 + format->levels - 3) << 60 | root >> 12;
}
