/* SPDX-License-Identifier: MIT */
/*
 * The syndrome register: what kind of exception (class, EC) and the details
 * that its class defines (ISS).
 */
#pragma once

#include <arch/trap.h>

enum esr_class {
	ESR_UNKNOWN = 0x00,
	ESR_FP_ACCESS = 0x07,
	ESR_SVC64 = 0x15,
	ESR_FETCH_ABORT_EL0 = 0x20,
	ESR_FETCH_ABORT = 0x21,
	ESR_DATA_ABORT_EL0 = 0x24,
	ESR_DATA_ABORT = 0x25,
	ESR_SERROR = 0x2f,
	ESR_WATCHPOINT_EL0 = 0x34,
	ESR_WATCHPOINT = 0x35,
	ESR_BRK = 0x3c,
};

struct esr_class_info {
	const char *name;
	enum trap_kind kind;
	bool has_address; /* FAR_EL1 holds one */
};

static inline unsigned esr_class(u64 esr)
{
	return esr >> 26 & 0x3f;
}

const struct esr_class_info *esr_class_info(unsigned class);

/* Of data and instruction aborts: why, as words and by the questions we ask. */
static inline unsigned esr_fault_status(u64 esr)
{
	return esr & 0x3f;
}

static inline bool esr_is_write(u64 esr)
{
	return esr >> 6 & 1;
}

/* FAR_EL1 is not valid: some external aborts cannot tell. */
static inline bool esr_address_unknown(u64 esr)
{
	return esr >> 10 & 1;
}

/* Which level of the tree a fault belongs to is in its lowest two bits. */
bool esr_is_translation_fault(u64 esr);
bool esr_is_alignment_fault(u64 esr);
bool esr_is_external_abort(u64 esr);
const char *esr_fault_name(u64 esr);

/* Of breakpoint instructions: the operand. */
static inline unsigned esr_brk_operand(u64 esr)
{
	return esr & 0xffff;
}

/*
 * A kCFI check that failed: brk #(0x8000 | type << 5 | target), where `type` is
 * the register that held the expected type and `target` the one that held the
 * function's address.
 */
static inline bool esr_is_cfi(u64 esr)
{
	return esr_class(esr) == ESR_BRK && (esr_brk_operand(esr) & 0xfc00) == 0x8000;
}

static inline unsigned esr_cfi_target(u64 esr)
{
	return esr & 0x1f;
}

static inline unsigned esr_cfi_type(u64 esr)
{
	return esr >> 5 & 0x1f;
}

/* The compiler's own traps: __builtin_trap() and what UBSan can do without us. */
static inline bool esr_is_ubsan(u64 esr)
{
	return esr_class(esr) == ESR_BRK && (esr_brk_operand(esr) & 0xff00) == 0x5500;
}
