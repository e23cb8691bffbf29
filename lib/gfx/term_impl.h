/* SPDX-License-Identifier: MIT */
#pragma once

#include <gfx/term.h>

/* Applies a sequence's parameters to the style; term_style.c. */
void term_style_apply(
	struct term_style *style, const struct palette *palette, const u32 *parameters, u32 count);

/* The pen for a style. */
struct cell term_style_pen(const struct term_style *style, const struct palette *palette);

struct term_style term_style_plain(void);
