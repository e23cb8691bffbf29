/* SPDX-License-Identifier: MIT */
/*
 * The one header of atomic operations.
 *
 * An object shared between CPUs without a lock is declared ATOMIC(type). It is
 * a structure of one hidden member, so a plain read or write of it does not
 * compile: every access names the operation and its memory order.
 *
 *	relaxed   only this access is atomic: counters, hints
 *	acquire   what follows stays after the load: taking over what a release published
 *	release   what precedes stays before the store: publishing
 *	acq_rel   both, for read-modify-write
 *	seq_cst   one order all CPUs agree on: when two locations are weighed against each other
 *
 * There are no bare fences here: name the access that needs the order. Device
 * memory and barriers for devices are the architecture's business.
 *
 * Memory whose layout belongs to somebody else (the loader's tables, page
 * tables, rings shared with a device or user space) cannot be declared ATOMIC;
 * the shared_... forms take a pointer to a plain, naturally aligned object.
 */
#pragma once

#include <base/types.h>

#define ATOMIC(type)                \
	struct {                    \
		type atomic_value_; \
	}
#define ATOMIC_INIT(value) { (value) }

/* For parameters, where an unnamed structure would match nothing. */
struct atomic_u32 {
	u32 atomic_value_;
};
struct atomic_u64 {
	u64 atomic_value_;
};
struct atomic_bool {
	bool atomic_value_;
};

#define atomic_load_relaxed(object) __atomic_load_n(&(object)->atomic_value_, __ATOMIC_RELAXED)
#define atomic_load_acquire(object) __atomic_load_n(&(object)->atomic_value_, __ATOMIC_ACQUIRE)
#define atomic_load_seq_cst(object) __atomic_load_n(&(object)->atomic_value_, __ATOMIC_SEQ_CST)

#define atomic_store_relaxed(object, value) \
	__atomic_store_n(&(object)->atomic_value_, (value), __ATOMIC_RELAXED)
#define atomic_store_release(object, value) \
	__atomic_store_n(&(object)->atomic_value_, (value), __ATOMIC_RELEASE)
#define atomic_store_seq_cst(object, value) \
	__atomic_store_n(&(object)->atomic_value_, (value), __ATOMIC_SEQ_CST)

/* These return the value before the operation. */
#define atomic_exchange_relaxed(object, value) \
	__atomic_exchange_n(&(object)->atomic_value_, (value), __ATOMIC_RELAXED)
#define atomic_exchange_acquire(object, value) \
	__atomic_exchange_n(&(object)->atomic_value_, (value), __ATOMIC_ACQUIRE)
#define atomic_exchange_release(object, value) \
	__atomic_exchange_n(&(object)->atomic_value_, (value), __ATOMIC_RELEASE)
#define atomic_exchange_acq_rel(object, value) \
	__atomic_exchange_n(&(object)->atomic_value_, (value), __ATOMIC_ACQ_REL)

#define atomic_fetch_add_relaxed(object, value) \
	__atomic_fetch_add(&(object)->atomic_value_, (value), __ATOMIC_RELAXED)
#define atomic_fetch_add_acquire(object, value) \
	__atomic_fetch_add(&(object)->atomic_value_, (value), __ATOMIC_ACQUIRE)
#define atomic_fetch_add_release(object, value) \
	__atomic_fetch_add(&(object)->atomic_value_, (value), __ATOMIC_RELEASE)
#define atomic_fetch_add_acq_rel(object, value) \
	__atomic_fetch_add(&(object)->atomic_value_, (value), __ATOMIC_ACQ_REL)

#define atomic_fetch_sub_relaxed(object, value) \
	__atomic_fetch_sub(&(object)->atomic_value_, (value), __ATOMIC_RELAXED)
#define atomic_fetch_sub_release(object, value) \
	__atomic_fetch_sub(&(object)->atomic_value_, (value), __ATOMIC_RELEASE)
#define atomic_fetch_sub_acq_rel(object, value) \
	__atomic_fetch_sub(&(object)->atomic_value_, (value), __ATOMIC_ACQ_REL)

#define atomic_fetch_or_relaxed(object, bits) \
	__atomic_fetch_or(&(object)->atomic_value_, (bits), __ATOMIC_RELAXED)
#define atomic_fetch_or_acq_rel(object, bits) \
	__atomic_fetch_or(&(object)->atomic_value_, (bits), __ATOMIC_ACQ_REL)
#define atomic_fetch_and_relaxed(object, bits) \
	__atomic_fetch_and(&(object)->atomic_value_, (bits), __ATOMIC_RELAXED)
#define atomic_fetch_and_acq_rel(object, bits) \
	__atomic_fetch_and(&(object)->atomic_value_, (bits), __ATOMIC_ACQ_REL)

/*
 * Compare and swap: if the object holds *expected, store desired and return
 * true; else put what it holds into *expected and return false. The order is
 * that of success; a failure is relaxed, except that acq_rel and acquire also
 * acquire on failure. The weak form may fail without reason: for loops.
 */
#define atomic_cas_relaxed(object, expected, desired)                                   \
	__atomic_compare_exchange_n(&(object)->atomic_value_, (expected), (desired), 0, \
		__ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define atomic_cas_acquire(object, expected, desired)                                   \
	__atomic_compare_exchange_n(&(object)->atomic_value_, (expected), (desired), 0, \
		__ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define atomic_cas_release(object, expected, desired)                                   \
	__atomic_compare_exchange_n(&(object)->atomic_value_, (expected), (desired), 0, \
		__ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define atomic_cas_acq_rel(object, expected, desired)                                   \
	__atomic_compare_exchange_n(&(object)->atomic_value_, (expected), (desired), 0, \
		__ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)
#define atomic_cas_weak_acq_rel(object, expected, desired)                              \
	__atomic_compare_exchange_n(&(object)->atomic_value_, (expected), (desired), 1, \
		__ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)

#define shared_load_relaxed(pointer)	     __atomic_load_n((pointer), __ATOMIC_RELAXED)
#define shared_load_acquire(pointer)	     __atomic_load_n((pointer), __ATOMIC_ACQUIRE)
#define shared_store_relaxed(pointer, value) __atomic_store_n((pointer), (value), __ATOMIC_RELAXED)
#define shared_store_release(pointer, value) __atomic_store_n((pointer), (value), __ATOMIC_RELEASE)
#define shared_cas_acq_rel(pointer, expected, desired) \
	__atomic_compare_exchange_n(                   \
		(pointer), (expected), (desired), 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)
