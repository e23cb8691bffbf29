/* SPDX-License-Identifier: MIT */
/* What the checks share: where things are, and each file's checks. */
#pragma once

#include <abi/boot.h>
#include <base/strview.h>
#include <base/types.h>

extern u64 hhdm;	    /* the offset */
extern const char *cmdline; /* never NULL */

static inline void *at_physical(paddr_t at)
{
	return (void *)(hhdm + at);
}

static inline paddr_t to_physical(const void *at)
{
	return (u64)at - hhdm;
}

/* `key=number` on the command line, or `fallback`. */
u64 option(const char *key, u64 fallback);

/* The type of the map's entry that holds an address; UINT64_MAX for none. */
u64 memory_type(paddr_t at);

/* Whether all of [at, at + size) has one of these types (bits by number). */
bool memory_is(paddr_t at, u64 size, u64 types);

/* A pointer from a response: in the HHDM, and in the loader's memory. */
bool is_response_memory(const void *at, u64 size);

/* The program headers of our own file. */
struct segment {
	vaddr_t from; /* as linked */
	u64 size;
	u32 flags; /* PF_... */
};
extern struct segment segments[8];
extern u32 segment_count;
/* Runtime address minus link address. */
extern u64 slide;

extern u8 image_start[], image_end[];

void check_responses(void);
void check_files(void);
void check_memory(void);
void check_pages(void);
void check_tables(void);
void check_video(void);
void check_cpus(void);
