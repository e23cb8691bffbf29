/* SPDX-License-Identifier: MIT */
/* Questions about the bits of a number. Those marked "not of 0" have no answer for 0. */
#pragma once

#include <base/compiler.h>
#include <base/types.h>

/* Zero bits above the highest one; 64 for 0. */
static inline u32 bits_leading_zeros(u64 value)
{
	return (u32)__builtin_clzg(value, 64);
}

/* Zero bits below the lowest one; 64 for 0. */
static inline u32 bits_trailing_zeros(u64 value)
{
	return (u32)__builtin_ctzg(value, 64);
}

static inline u32 bits_count(u64 value)
{
	return (u32)__builtin_popcountg(value);
}

static inline bool bits_is_power_of_two(u64 value)
{
	return value && !(value & (value - 1));
}

/* The number of the highest set bit. Not of 0. */
static inline u32 bits_log2(u64 value)
{
	return 63 - bits_leading_zeros(value);
}

/* The least n with 2^n >= value. Not of 0. */
static inline u32 bits_log2_up(u64 value)
{
	return value == 1 ? 0 : bits_log2(value - 1) + 1;
}

/* The field of value from bit low to bit high, both included. */
static inline u64 bits_field(u64 value, u32 high, u32 low)
{
	return (value & BITS(high, low)) >> low;
}
