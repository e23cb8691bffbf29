/* SPDX-License-Identifier: MIT */
#include <base/types.h>

#include "semihosting.h"

enum : u64 {
	SYS_EXIT = 0x18,
	REASON_APPLICATION_EXIT = 0x20026,
};

void semihosting_exit(unsigned status)
{
	u64 block[] = { REASON_APPLICATION_EXIT, status };
	register u64 operation asm("x0") = SYS_EXIT;
	register u64 *argument asm("x1") = block;

	asm volatile("hlt #0xf000" : "+r"(operation) : "r"(argument) : "memory");
}
