/* SPDX-License-Identifier: MIT */
/*
 * Off, reset, exit code: PSCI, and semihosting where the command line asks for
 * it.
 *
 * Until there is a description of the machine, PSCI is not tried: a call by the
 * wrong conduit is an exception at best.
 */
#include <arch/cpu.h>
#include <arch/power.h>
#include <debug/log.h>
#include <fw/machine.h>

#include "psci.h"
#include "semihosting.h"

static enum psci_conduit conduit = PSCI_NONE;
static bool host_wants_code;

static enum psci_conduit conduit_of(const struct fw_machine *machine)
{
	/* Version 0.1 has other function numbers, and no way to turn off. */
	if (machine->power.psci_version < 2)
		return PSCI_NONE;
	switch (machine->power.psci) {
	case FW_CONDUIT_HVC: return PSCI_HVC;
	case FW_CONDUIT_SMC: return PSCI_SMC;
	default: return PSCI_NONE;
	}
}

static const char *conduit_name(void)
{
	return conduit == PSCI_HVC ? "HVC" : "SMC";
}

void arch_power_init(const struct fw_machine *machine, bool host_listens)
{
	host_wants_code = host_listens;
	if (machine == NULL)
		return;
	conduit = conduit_of(machine);
	if (conduit == PSCI_NONE) {
		log_warn(LOG_ARCH, "no PSCI: this machine cannot be turned off or reset");
		return;
	}
	u32 version = (u32)psci_call(conduit, PSCI_VERSION);

	log_info(LOG_ARCH, "power: PSCI %u.%u by %s", version >> 16, version & 0xffff,
		conduit_name());
}

void arch_power_off(void)
{
	psci_call(conduit, PSCI_SYSTEM_OFF);
	arch_cpu_halt();
}

void arch_power_reboot(void)
{
	psci_call(conduit, PSCI_SYSTEM_RESET);
	arch_power_off();
}

void arch_power_exit(unsigned code)
{
	if (host_wants_code)
		semihosting_exit(ARCH_EXIT_STATUS(code));
	arch_power_off();
}
