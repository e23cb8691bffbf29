/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

struct fw_time;

/*
 * Rate of the time stamp counter by comparison with the best timer the machine
 * has, and that timer's name; 0 if there is none that runs.
 */
u64 clock_compare(const struct fw_time *told, const char **name);
