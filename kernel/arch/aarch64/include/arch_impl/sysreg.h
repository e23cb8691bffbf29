/* SPDX-License-Identifier: MIT */
/*
 * System registers by name. Reads and writes are volatile and ordered against
 * memory as the compiler sees it; barriers are the caller's business.
 */
#pragma once

#include <base/types.h>

#define sysreg_read(name)                                            \
	({                                                           \
		u64 sysreg_value;                                    \
		asm volatile("mrs %0, " #name : "=r"(sysreg_value)); \
		sysreg_value;                                        \
	})

#define sysreg_write(name, value) asm volatile("msr " #name ", %x0" ::"rZ"((u64)(value)) : "memory")

/* Makes what was written to system registers hold for what follows. */
static inline void sysreg_sync(void)
{
	asm volatile("isb" ::: "memory");
}
