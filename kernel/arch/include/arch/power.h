/* SPDX-License-Identifier: MIT */
/*
 * The end of a boot: off, again, or with an answer for the host.
 *
 * Each function tries every way that this machine has, best first, and halts
 * the CPU when all have failed. They take no lock and allocate nothing: panic
 * uses them.
 */
#pragma once

#include <base/types.h>

struct fw_machine;

/*
 * Learns the ways that the firmware describes, and whether a host waits for an exit
 * code ("exit=host"). Called first without a `machine` (NULL); then fixed ways are
 * tried.
 */
void arch_power_init(const struct fw_machine *machine, bool host_listens);

[[noreturn]] void arch_power_off(void);
[[noreturn]] void arch_power_reboot(void);

/*
 * What a virtual machine's process exits with for `code`: odd and never 1, since
 * QEMU itself uses 0 and 1. docs/testing.md says how each machine takes it.
 */
#define ARCH_EXIT_STATUS(code) (2 * (code) + 3)

/*
 * Ends with `code` (0 to 126) for a host that listens, by the machine's test device;
 * powers off where there is none.
 */
[[noreturn]] void arch_power_exit(unsigned code);
