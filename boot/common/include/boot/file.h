/* SPDX-License-Identifier: MIT */
/* A file in memory, and where it came from: what struct limine_file tells of it. */
#pragma once

#include <boot/protocol.h>

struct file {
	paddr_t at; /* page aligned; the pages are the file's alone */
	u64 size;
	const char *path;   /* from the volume's root, with a leading slash */
	const char *string; /* its command line */
	u32 media;	    /* LIMINE_MEDIA_... */
	u32 partition;	    /* from 1; 0: unknown */
	u32 mbr_disk;
	struct limine_uuid gpt_disk, gpt_partition;
};
