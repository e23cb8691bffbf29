/* SPDX-License-Identifier: MIT */
/*
 * Answering requests. A response is written while the firmware is still there, except for
 * what is only known later: the memory map's content, the CPUs that came, the last time stamp.
 */
#pragma once

#include <boot/boot.h>

/*
 * Allocates the response to a feature and tells the request where it is. NULL if the kernel
 * did not ask, or if memory has run out (the arena remembers that).
 */
void *respond(struct boot *b, enum feature feature, size_t size, u64 revision);

/* All that can be known before leaving. */
MUST_CHECK status_t respond_all(struct boot *b, struct diag *d);

/* The framebuffers, part of the above: respond_video.c. */
void respond_framebuffer(struct boot *b);

/* After space_build(): the final memory maps. */
void respond_memory(struct boot *b);

/* The last thing before the kernel is entered. */
void respond_time(struct boot *b);
