/* SPDX-License-Identifier: MIT */
#include <base/compiler.h>

#include "esr.h"

/* Classes that are not listed cannot come from what this kernel turns on. */
static const struct esr_class_info classes[] = {
	[ESR_UNKNOWN] = { "undefined instruction", TRAP_ILLEGAL, false },
	[0x01] = { "WFI or WFE where it is not allowed", TRAP_ILLEGAL, false },
	[ESR_FP_ACCESS] = { "floating-point or SIMD access", TRAP_ILLEGAL, false },
	[0x09] = { "pointer authentication instruction", TRAP_ILLEGAL, false },
	[0x0d] = { "branch target exception", TRAP_CFI, false },
	[0x0e] = { "illegal execution state", TRAP_OTHER, false },
	[0x11] = { "SVC from 32-bit code", TRAP_SYSCALL, false },
	[ESR_SVC64] = { "SVC", TRAP_SYSCALL, false },
	[0x16] = { "HVC", TRAP_ILLEGAL, false },
	[0x17] = { "SMC", TRAP_ILLEGAL, false },
	[0x18] = { "system register access", TRAP_ILLEGAL, false },
	[0x19] = { "SVE access", TRAP_ILLEGAL, false },
	[0x1c] = { "pointer authentication failure", TRAP_CFI, false },
	[0x1d] = { "SME access", TRAP_ILLEGAL, false },
	[ESR_FETCH_ABORT_EL0] = { "instruction abort from EL0", TRAP_PAGE_FAULT, true },
	[ESR_FETCH_ABORT] = { "instruction abort", TRAP_PAGE_FAULT, true },
	[0x22] = { "PC alignment fault", TRAP_ALIGNMENT, true },
	[ESR_DATA_ABORT_EL0] = { "data abort from EL0", TRAP_PAGE_FAULT, true },
	[ESR_DATA_ABORT] = { "data abort", TRAP_PAGE_FAULT, true },
	[0x26] = { "SP alignment fault", TRAP_ALIGNMENT, false },
	[0x2c] = { "floating-point exception", TRAP_ARITHMETIC, false },
	[ESR_SERROR] = { "SError", TRAP_MACHINE_CHECK, false },
	[0x30] = { "hardware breakpoint from EL0", TRAP_BREAKPOINT, false },
	[0x31] = { "hardware breakpoint", TRAP_BREAKPOINT, false },
	[0x32] = { "software step from EL0", TRAP_STEP, false },
	[0x33] = { "software step", TRAP_STEP, false },
	[ESR_WATCHPOINT_EL0] = { "watchpoint from EL0", TRAP_BREAKPOINT, true },
	[ESR_WATCHPOINT] = { "watchpoint", TRAP_BREAKPOINT, true },
	[0x38] = { "BKPT from 32-bit code", TRAP_BREAKPOINT, false },
	[ESR_BRK] = { "BRK", TRAP_BREAKPOINT, false },
};

const struct esr_class_info *esr_class_info(unsigned class)
{
	static const struct esr_class_info other = { "exception of unknown class", TRAP_OTHER,
		false };

	if (class >= ARRAY_SIZE(classes) || classes[class].name == NULL)
		return &other;
	return &classes[class];
}

static bool status_between(u64 esr, unsigned first, unsigned last)
{
	return esr_fault_status(esr) >= first && esr_fault_status(esr) <= last;
}

bool esr_is_translation_fault(u64 esr)
{
	return status_between(esr, 0x04, 0x07) || status_between(esr, 0x29, 0x2b);
}

bool esr_is_alignment_fault(u64 esr)
{
	return esr_fault_status(esr) == 0x21;
}

bool esr_is_external_abort(u64 esr)
{
	return status_between(esr, 0x10, 0x1f);
}

const char *esr_fault_name(u64 esr)
{
	if (esr_is_translation_fault(esr))
		return "translation fault";
	if (esr_is_alignment_fault(esr))
		return "alignment fault";
	if (status_between(esr, 0x00, 0x03))
		return "address size fault";
	if (status_between(esr, 0x08, 0x0b))
		return "access flag fault";
	if (status_between(esr, 0x0c, 0x0f))
		return "permission fault";
	if (status_between(esr, 0x10, 0x11))
		return "external abort";
	if (status_between(esr, 0x12, 0x17))
		return "external abort on a table walk";
	if (status_between(esr, 0x18, 0x1f))
		return "parity or ECC error";
	if (esr_fault_status(esr) == 0x30)
		return "TLB conflict";
	return "implementation defined fault";
}
