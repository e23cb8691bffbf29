/* SPDX-License-Identifier: MIT */
/* Calls to the supervisor binary interface. */
#pragma once

#include <base/types.h>

/* Whether harts can be started: the HSM extension. */
bool sbi_can_start(void);

/* Starts a hart at a physical address, with a1 = argument. */
void sbi_start(u64 hart, paddr_t at, u64 argument);
