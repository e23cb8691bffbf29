/* SPDX-License-Identifier: MIT */
/*
 * The banner: the end of start-up, told in copper.
 */
#pragma once

#include <base/types.h>

/* What it says. Texts that are NULL or empty are left out. */
struct banner {
	const char *version;
	const char *machine;
	const char *cpu;
	u32 cpu_count;
	u64 memory;	  /* bytes */
	const char *road; /* who or what booted us */
};

/*
 * Prints it on every console, the same text everywhere. On a framebuffer the parts that
 * are drawn with characters are then replaced by a real picture.
 */
void dev_banner(const struct banner *banner);
