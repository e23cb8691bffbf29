/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/fmt.h>
#include <dev/banner.h>

enum { BANNER_COLUMNS = 80 };

/* The LOGO_ROWS lines of the banner, each at most BANNER_COLUMNS wide. */
void banner_print(struct fmt_sink *sink, const struct banner *banner);
