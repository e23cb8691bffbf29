/* SPDX-License-Identifier: MIT */
/*
 * What C cannot say by itself: attributes, and macros that must work in
 * constant expressions or on any type. Upper-case macros may evaluate an
 * operand twice, lower-case ones are like functions.
 */
#pragma once

/* --- Attributes ---------------------------------------------------------------------- */

#define MUST_CHECK	   [[nodiscard]]
#define ALIGNED(bytes)	   [[gnu::aligned(bytes)]]
#define NOINLINE	   [[gnu::noinline]]
#define ALWAYS_INLINE	   __attribute__((always_inline)) inline
#define WEAK		   [[gnu::weak]]
#define NO_STACK_PROTECTOR [[gnu::no_stack_protector]]

/* Placed in a named section and kept, although nothing refers to it. */
#define IN_SECTION(name) [[gnu::section(name), gnu::used, gnu::retain]]

/*
 * format and first are parameter numbers, counted from 1; first is 0 for a
 * va_list. The old form of attribute, because it may stand behind a
 * declaration, where it reads best.
 */
#define PRINTF_LIKE(format_param, first_param) \
	__attribute__((format(printf, format_param, first_param)))

/* --- Types --------------------------------------------------------------------------- */

#define SAME_TYPE(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))

/* Zero, or an error at compile time; for use inside expressions. */
#define ZERO_IF(condition) (sizeof(struct { int : (condition) ? 1 : -1; }) * 0)

/* The number of elements of an array; a pointer is refused. */
#define ARRAY_SIZE(array) \
	(sizeof(array) / sizeof((array)[0]) + ZERO_IF(!SAME_TYPE((array), &(array)[0])))

/* The structure of which pointer addresses one member. */
#define container_of(pointer, type, member)                                                      \
	({                                                                                       \
		static_assert(SAME_TYPE(*(pointer), ((type *)0)->member),                        \
			"container_of: pointer and member differ in type");                      \
		(type *)(void *)((unsigned char *)(pointer) - __builtin_offsetof(type, member)); \
	})

/* --- Numbers ------------------------------------------------------------------------- */

/* Both operands must have one type: a hidden conversion is what these are often used to avoid. */
#define min(a, b)                                                              \
	({                                                                     \
		auto min_a_ = (a);                                             \
		auto min_b_ = (b);                                             \
		static_assert(SAME_TYPE(min_a_, min_b_), "min: types differ"); \
		min_a_ < min_b_ ? min_a_ : min_b_;                             \
	})
#define max(a, b)                                                              \
	({                                                                     \
		auto max_a_ = (a);                                             \
		auto max_b_ = (b);                                             \
		static_assert(SAME_TYPE(max_a_, max_b_), "max: types differ"); \
		max_a_ > max_b_ ? max_a_ : max_b_;                             \
	})
#define clamp(value, low, high) min(max((value), (low)), (high))

/*
 * Alignments are powers of two. These are constant expressions if their
 * operands are, and wrap silently at the top of the type: for numbers from
 * outside use <base/checked.h>.
 */
#define ALIGN_DOWN(value, alignment) ((value) & ~((typeof(value))(alignment) - 1))
#define ALIGN_UP(value, alignment) \
	(((value) + ((typeof(value))(alignment) - 1)) & ~((typeof(value))(alignment) - 1))
#define IS_ALIGNED(value, alignment) (((value) & ((typeof(value))(alignment) - 1)) == 0)

#define DIV_ROUND_UP(value, divisor) (((value) + (divisor) - 1) / (divisor))

/* Bit n, and the bits from low to high (both included), as 64-bit constants. */
#define BIT(n)		(1ul << (n))
#define BITS(high, low) ((~0ul >> (63 - (high))) & (~0ul << (low)))

#define KIB 1024ul
#define MIB (1024ul * KIB)
#define GIB (1024ul * MIB)
#define TIB (1024ul * GIB)
