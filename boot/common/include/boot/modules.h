/* SPDX-License-Identifier: MIT */
#pragma once

#include <boot/boot.h>

/* Loads the modules: those the kernel asks for first, then those of the configuration. */
MUST_CHECK status_t modules_load(struct boot *b, struct diag *d);
