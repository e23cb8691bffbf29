/* SPDX-License-Identifier: MIT */
/*
 * How a reader of firmware tables reaches physical memory. The caller knows: a
 * loader reads where it likes, a kernel through its direct map or a mapping
 * made for the purpose, a test from an array.
 */
#pragma once

#include <base/types.h>

struct fw_mem {
	/*
	 * Makes length bytes (never 0) at address readable and returns where,
	 * or NULL if that cannot be. What was returned stays readable for as
	 * long as the reader and what it handed out are used. Addresses and
	 * lengths come from the tables: they may be anything.
	 */
	const void *(*map)(void *context, paddr_t address, u64 length);
	void *context;
};
