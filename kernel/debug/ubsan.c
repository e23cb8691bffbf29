/* SPDX-License-Identifier: MIT */
/*
 * Run-time of the undefined-behaviour sanitizer (debug builds).
 *
 * The compiler calls one handler a kind of mistake, with a description whose
 * first member is always the place in the source. Undefined behaviour in the
 * kernel is an invariant broken, so each handler is a panic that names both.
 */
#include <base/types.h>
#include <debug/panic.h>

struct source_location {
	const char *file;
	u32 line;
	u32 column;
};

[[noreturn]] static void report(const struct source_location *where, const char *what)
{
	panic("undefined behaviour: %s at %s:%u:%u", what, where->file, where->line, where->column);
}

/* A handler with up to two operands, of which we say nothing. */
#define HANDLER(kind, what)                                                           \
	[[noreturn]] void __ubsan_handle_##kind(const struct source_location *where); \
	void __ubsan_handle_##kind(const struct source_location *where)               \
	{                                                                             \
		report(where, what);                                                  \
	}

HANDLER(add_overflow, "addition overflows")
HANDLER(sub_overflow, "subtraction overflows")
HANDLER(mul_overflow, "multiplication overflows")
HANDLER(negate_overflow, "negation overflows")
HANDLER(divrem_overflow, "division by zero or overflow")
HANDLER(shift_out_of_bounds, "shift by too much or of a negative value")
HANDLER(out_of_bounds, "array index out of bounds")
HANDLER(builtin_unreachable, "unreachable code reached")
HANDLER(missing_return, "function ends without its value")
HANDLER(vla_bound_not_positive, "array of no or negative length")
HANDLER(load_invalid_value, "load of a value its type cannot have")
HANDLER(invalid_builtin, "zero passed to a bit count")
HANDLER(pointer_overflow, "pointer arithmetic overflows")
HANDLER(nonnull_arg, "null passed where it must not be")
HANDLER(alignment_assumption, "assumption about alignment is wrong")

/* As the compiler lays it out: which access, to an object of which type. */
struct type_mismatch {
	struct source_location where;
	const void *type;
	u8 log_alignment;
	u8 access;
};

[[noreturn]] void __ubsan_handle_type_mismatch_v1(const struct type_mismatch *data, u64 pointer);

void __ubsan_handle_type_mismatch_v1(const struct type_mismatch *data, u64 pointer)
{
	if (pointer == 0)
		report(&data->where, "use of a null pointer");
	if (pointer & ((1ull << data->log_alignment) - 1))
		report(&data->where, "misaligned access");
	report(&data->where, "access to an object too small for its type");
}

[[noreturn]] void __ubsan_handle_nonnull_return_v1(
	const void *data, const struct source_location *where);

void __ubsan_handle_nonnull_return_v1(const void *data, const struct source_location *where)
{
	(void)data;
	report(where, "null returned where it must not be");
}
