/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic on numbers that somebody else chose.
 *
 * Each function returns true and stores the result if it is exact; otherwise it
 * returns false and stores nothing. The usual form is
 *
 *	if (!checked_add(base, length, &end))
 *		return -EOVERFLOW;
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>
#include <stdckdint.h>

MUST_CHECK static inline bool checked_add(u64 a, u64 b, u64 *sum)
{
	u64 result;
	if (ckd_add(&result, a, b))
		return false;
	*sum = result;
	return true;
}

MUST_CHECK static inline bool checked_sub(u64 a, u64 b, u64 *difference)
{
	if (b > a)
		return false;
	*difference = a - b;
	return true;
}

MUST_CHECK static inline bool checked_mul(u64 a, u64 b, u64 *product)
{
	u64 result;
	if (ckd_mul(&result, a, b))
		return false;
	*product = result;
	return true;
}

/* alignment is a power of two. */
MUST_CHECK static inline bool checked_align_up(u64 value, u64 alignment, u64 *aligned)
{
	u64 result;
	if (ckd_add(&result, value, alignment - 1))
		return false;
	*aligned = ALIGN_DOWN(result, alignment);
	return true;
}

MUST_CHECK static inline bool checked_to_u32(u64 value, u32 *narrow)
{
	if (value > UINT32_MAX)
		return false;
	*narrow = (u32)value;
	return true;
}

/* Whether length bytes at offset lie within size bytes. The one right way to ask. */
MUST_CHECK static inline bool checked_within(u64 offset, u64 length, u64 size)
{
	return offset <= size && length <= size - offset;
}
