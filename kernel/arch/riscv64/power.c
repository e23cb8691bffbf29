/* SPDX-License-Identifier: MIT */
/*
 * The ends of a run.
 *
 * Off and reboot are the firmware's business, by the SBI's reset extension.
 * Where that is missing, a register that the machine's description names may do
 * it, and the legacy call shuts down what is older than both. None of these
 * carries a code. The test device of virtual machines does: a word written to
 * it ends the emulator with a status. It is only touched if the command line
 * says that somebody is listening ("exit=host").
 */
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <arch/power.h>
#include <base/compiler.h>
#include <base/string.h>
#include <debug/log.h>
#include <fw/machine.h>

#include "sbi.h"

/* What the test device understands; a status stands in the upper half. */
enum : u32 {
	TEST_FAIL = 0x3333,
	TEST_STATUS_SHIFT = 16,
};

/* Registers that end things; null where there is none. */
static volatile u32 *off_register, *reset_register, *test_register;
static u32 off_value, reset_value;

static volatile u32 *map_register(paddr_t address)
{
	return address != 0 ? device_map(address, sizeof(u32), MMU_DEVICE | MMU_WRITE) : nullptr;
}

/* Only stores of a whole word: no machine needs others, where the SBI is missing. */
static volatile u32 *map_store(const struct fw_store *store)
{
	bool whole_word = store->where.space == ACPI_SPACE_MEMORY && store->where.bit_width == 32 &&
			  store->mask == 0;

	return whole_word ? map_register(store->where.address) : nullptr;
}

/*
 * QEMU's ACPI tables do not mention the device. Its address on the virt machine
 * is fixed, and the tables' maker tells that we are on one.
 */
static paddr_t test_device_of(const struct fw_machine *machine)
{
	constexpr paddr_t VIRT_TEST_DEVICE = 0x100000;

	if (machine->source == FW_SOURCE_ACPI && str_has_prefix(machine->model, "BOCHS "))
		return VIRT_TEST_DEVICE;
	return machine->power.test_device;
}

void arch_power_init(const struct fw_machine *machine, bool host_listens)
{
	/* Until there is a description there are the SBI's ways only. */
	if (machine == nullptr)
		return;
	const struct fw_power *power = &machine->power;

	off_value = power->off.value;
	off_register = map_store(&power->off);
	reset_value = power->reset.value;
	reset_register = map_store(&power->reset);
	if (!host_listens)
		return;
	test_register = map_register(test_device_of(machine));
	if (test_register == nullptr)
		log_warn(LOG_ARCH, "exit=host: this machine has no test device; it will power off");
}

void arch_power_off(void)
{
	sbi_call(SBI_SRST, SBI_SRST_RESET, SBI_RESET_SHUTDOWN, 0, 0);
	if (off_register != nullptr)
		*off_register = off_value;
	sbi_call(SBI_LEGACY_SHUTDOWN, 0, 0, 0, 0);
	arch_cpu_halt();
}

void arch_power_reboot(void)
{
	sbi_call(SBI_SRST, SBI_SRST_RESET, SBI_RESET_COLD, 0, 0);
	if (reset_register != nullptr)
		*reset_register = reset_value;
	arch_cpu_halt();
}

/*
 * The emulator may let us run on for a while: to ask the firmware as well would
 * be a second end, which could win, and has no code.
 */
void arch_power_exit(unsigned code)
{
	constexpr unsigned PATIENCE = 100000000;

	if (test_register != nullptr) {
		*test_register = TEST_FAIL | ARCH_EXIT_STATUS(code) << TEST_STATUS_SHIFT;
		for (unsigned i = 0; i < PATIENCE; i++)
			arch_cpu_relax();
	}
	arch_power_off();
}
