/* SPDX-License-Identifier: MIT */
#pragma once

#include <boot/boot.h>

/* Seeds b->rand from everything there is; counts in b->entropy_bits what can be relied on. */
void entropy_gather(struct boot *b);
