/* SPDX-License-Identifier: MIT */
#include <boot_riscv/sbi.h>

enum {
	EXTENSION_BASE = 0x10,
	BASE_PROBE = 3,
	EXTENSION_HSM = 0x48534d,
	HSM_START = 0,
};

struct result {
	s64 error;
	u64 value;
};

static struct result call(u64 extension, u64 function, u64 x, u64 y, u64 z)
{
	register u64 a0 asm("a0") = x;
	register u64 a1 asm("a1") = y;
	register u64 a2 asm("a2") = z;
	register u64 a6 asm("a6") = function;
	register u64 a7 asm("a7") = extension;

	asm volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a2), "r"(a6), "r"(a7) : "memory");
	return (struct result){ (s64)a0, a1 };
}

bool sbi_can_start(void)
{
	struct result r = call(EXTENSION_BASE, BASE_PROBE, EXTENSION_HSM, 0, 0);

	return r.error == 0 && r.value != 0;
}

void sbi_start(u64 hart, paddr_t at, u64 argument)
{
	/* A refusal shows as a hart that does not arrive. */
	call(EXTENSION_HSM, HSM_START, hart, at, argument);
}
