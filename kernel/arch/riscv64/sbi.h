/* SPDX-License-Identifier: MIT */
/*
 * Calls to the machine-mode firmware (RISC-V Supervisor Binary Interface).
 *
 * Version 0.1 had nine unrelated functions, here the "legacy" ones; from 0.2 on
 * functions stand in extensions that can be asked for. Firmware without an
 * extension answers SBI_NOT_SUPPORTED, so any call may just be tried.
 */
#pragma once

#include <base/types.h>

enum : u64 {
	/* Legacy: one function each, result in a0. */
	SBI_LEGACY_PUTCHAR = 1,
	SBI_LEGACY_GETCHAR = 2,
	SBI_LEGACY_SHUTDOWN = 8,
	/* Extensions, by name in ASCII. */
	SBI_BASE = 0x10,
	SBI_DBCN = 0x4442434e, /* debug console */
	SBI_SRST = 0x53525354, /* system reset */
};

enum {
	SBI_BASE_VERSION = 0,
	SBI_BASE_IMPLEMENTATION = 1,
	SBI_BASE_PROBE = 3,
	SBI_BASE_MVENDORID = 4,
	SBI_BASE_MARCHID = 5,
	SBI_BASE_MIMPID = 6,

	SBI_DBCN_WRITE = 0, /* length, address low, address high */
	SBI_DBCN_READ = 1,

	SBI_SRST_RESET = 0, /* type, reason */
};

enum { SBI_IMPLEMENTATION_OPENSBI = 1 };

enum { SBI_RESET_SHUTDOWN, SBI_RESET_COLD, SBI_RESET_WARM };

/* Errors are small negative numbers of the SBI's own. */
struct sbi_result {
	s64 error;
	u64 value;
};

struct sbi_result sbi_call(u64 extension, u64 function, u64 arg0, u64 arg1, u64 arg2);

/* The value of a function of the base extension; 0 if there is none. */
u64 sbi_base(u64 function);

bool sbi_has(u64 extension);
