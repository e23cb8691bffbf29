/* SPDX-License-Identifier: MIT */
/* CRC-32 as in GPT, gzip and Ethernet: reflected polynomial 0xedb88320. */
#pragma once

#include <base/types.h>

/* The CRC of bytes behind those that gave crc; 0 for the first ones. */
u32 crc32(u32 crc, const void *bytes, size_t length);
