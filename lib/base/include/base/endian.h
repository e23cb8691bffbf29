/* SPDX-License-Identifier: MIT */
/*
 * Numbers in foreign memory: any alignment, a stated byte order.
 *
 * The caller has checked that the bytes are there. We are little-endian
 * ourselves (<base/types.h> asserts it), so a swap is all there is to do.
 */
#pragma once

#include <base/types.h>

static inline u16 load_le16(const void *from)
{
	u16 value;
	__builtin_memcpy(&value, from, sizeof(value));
	return value;
}

static inline u32 load_le32(const void *from)
{
	u32 value;
	__builtin_memcpy(&value, from, sizeof(value));
	return value;
}

static inline u64 load_le64(const void *from)
{
	u64 value;
	__builtin_memcpy(&value, from, sizeof(value));
	return value;
}

static inline u16 load_be16(const void *from)
{
	return __builtin_bswap16(load_le16(from));
}

static inline u32 load_be32(const void *from)
{
	return __builtin_bswap32(load_le32(from));
}

static inline u64 load_be64(const void *from)
{
	return __builtin_bswap64(load_le64(from));
}

static inline void store_le16(void *to, u16 value)
{
	__builtin_memcpy(to, &value, sizeof(value));
}

static inline void store_le32(void *to, u32 value)
{
	__builtin_memcpy(to, &value, sizeof(value));
}

static inline void store_le64(void *to, u64 value)
{
	__builtin_memcpy(to, &value, sizeof(value));
}

static inline void store_be16(void *to, u16 value)
{
	store_le16(to, __builtin_bswap16(value));
}

static inline void store_be32(void *to, u32 value)
{
	store_le32(to, __builtin_bswap32(value));
}

static inline void store_be64(void *to, u64 value)
{
	store_le64(to, __builtin_bswap64(value));
}
