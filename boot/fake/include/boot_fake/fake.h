/* SPDX-License-Identifier: MIT */
/*
 * A firmware and a processor for tests. Pages are the host's: an address is a pointer, as on
 * a real machine before the kernel's tables are on. The memory map says that the pages handed
 * out are the loader's and that there is some free memory besides.
 */
#pragma once

#include <boot/boot.h>

enum {
	FAKE_FILES_MAX = 8,
};

struct fake_file {
	const char *path;
	const void *data;
	u64 size;
};

struct fake {
	struct fake_file files[FAKE_FILES_MAX];
	char output[4096];   /* what was printed */
	u64 pages_taken;     /* and not given back */
	u64 pages_max;	     /* more are refused */
	u32 exits_to_refuse; /* so often the memory map will have "changed" */
	bool gone;	     /* services have been ended */
	u32 cpus;	     /* in all */
	u64 lost_cpu;	     /* this one does not arrive; 0: all do */
	u32 screens;
};
extern struct fake fake;

/* Forgets everything; pages that are still taken are given back. */
void fake_begin(void);
void fake_end(void);

void fake_file(const char *path, const void *data, u64 size);

/* What the kernel would see at an address of the HHDM. */
void *fake_follow(const struct boot *b, vaddr_t at);
