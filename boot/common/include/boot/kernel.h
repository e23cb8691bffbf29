/* SPDX-License-Identifier: MIT */
#pragma once

#include <boot/boot.h>

/* Reads, loads and relocates the kernel, and reads its requests. */
MUST_CHECK status_t kernel_load(struct boot *b, struct diag *d);

/* A terminated string that the kernel points to, or NULL if it is not in the image. */
const char *kernel_string(const struct boot *b, vaddr_t at);
