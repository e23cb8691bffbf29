/* SPDX-License-Identifier: MIT */
#include "psci.h"

/*
 * The calling convention lets the firmware change x0 to x17 and nothing else.
 * Function numbers without bit 30 are of its 32-bit kind: the answer is w0.
 */
#define PSCI_CLOBBERS                                                                            \
	"x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", \
		"x15", "x16", "x17", "memory"

static s32 call_hvc(u32 function)
{
	register u64 x0 asm("x0") = function;

	asm volatile("hvc #0" : "+r"(x0) : : PSCI_CLOBBERS);
	return (s32)x0;
}

static s32 call_smc(u32 function)
{
	register u64 x0 asm("x0") = function;

	asm volatile("smc #0" : "+r"(x0) : : PSCI_CLOBBERS);
	return (s32)x0;
}

s32 psci_call(enum psci_conduit conduit, enum psci_function function)
{
	switch (conduit) {
	case PSCI_HVC: return call_hvc(function);
	case PSCI_SMC: return call_smc(function);
	case PSCI_NONE: break;
	}
	return -1;
}
