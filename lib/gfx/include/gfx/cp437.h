/* SPDX-License-Identifier: MIT */
/* Code page 437, which the character generators of PCs were born with. */
#pragma once

#include <base/types.h>

/* The glyph for a character, or for the one most like it; '?' if there is none. */
u8 cp437_from_unicode(u32 code);
