/* SPDX-License-Identifier: MIT */
/*
 * PSCI: the firmware's power control, called by HVC or SMC. Which of the two
 * works only the machine's description tells; the other one is an undefined
 * instruction, or nobody's.
 */
#pragma once

#include <base/types.h>

enum psci_conduit { PSCI_NONE, PSCI_HVC, PSCI_SMC };

/* Function numbers, of PSCI 0.2 and later. */
enum psci_function : u32 {
	PSCI_VERSION = 0x84000000,
	PSCI_SYSTEM_OFF = 0x84000008,
	PSCI_SYSTEM_RESET = 0x84000009,
};

/* 0 or positive, or one of PSCI's own negative codes; -1 (not supported) by PSCI_NONE. */
s32 psci_call(enum psci_conduit conduit, enum psci_function function);
