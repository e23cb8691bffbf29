/* SPDX-License-Identifier: MIT */
/* Registers that may not be there (probe.S). False: it is not, or not for us. */
#pragma once

#include <base/types.h>

bool probe_seed(u64 *value);
bool probe_stimecmp(u64 *value);
