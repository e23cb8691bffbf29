/* SPDX-License-Identifier: MIT */
/*
 * The scalar types of the whole system.
 *
 * Every target is little-endian and LP64: u64 is unsigned long and prints with
 * %lu or %lx, and so do size_t, paddr_t and vaddr_t.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

/* Addresses are numbers: a physical one must never be dereferenced by mistake. */
typedef u64 paddr_t;
typedef u64 vaddr_t;

/*
 * 0, or the negated name of an error from <abi/errors.h>. Functions that return
 * one are marked MUST_CHECK and write their out-parameters on success only.
 */
typedef int status_t;

static_assert(sizeof(void *) == 8 && sizeof(long) == 8 && sizeof(int) == 4, "not LP64");
static_assert(_Generic((u64)0, unsigned long: true, default: false), "u64 is not long");
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "not little-endian");
