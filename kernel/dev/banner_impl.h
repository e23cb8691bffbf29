/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/fmt.h>
#include <dev/banner.h>

/* The LOGO_ROWS lines of the banner, each at most 80 columns wide. */
void banner_print(struct fmt_sink *sink, const struct banner *banner);
