/* SPDX-License-Identifier: MIT */
#include "sbi.h"

struct sbi_result sbi_call(u64 extension, u64 function, u64 arg0, u64 arg1, u64 arg2)
{
	register u64 a0 asm("a0") = arg0;
	register u64 a1 asm("a1") = arg1;
	register u64 a2 asm("a2") = arg2;
	register u64 a6 asm("a6") = function;
	register u64 a7 asm("a7") = extension;

	asm volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a2), "r"(a6), "r"(a7) : "memory");
	return (struct sbi_result){ .error = (s64)a0, .value = a1 };
}

u64 sbi_base(u64 function)
{
	struct sbi_result result = sbi_call(SBI_BASE, function, 0, 0, 0);

	return result.error == 0 ? result.value : 0;
}

/* Firmware of version 0.1 knows no question: it answers that with an error. */
bool sbi_has(u64 extension)
{
	struct sbi_result result = sbi_call(SBI_BASE, SBI_BASE_PROBE, extension, 0, 0);

	return result.error == 0 && result.value != 0;
}
