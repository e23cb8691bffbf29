/* SPDX-License-Identifier: MIT */
/*
 * Off, reset, and an answer for the host.
 *
 * Ways are tried from the most to the least polite. Each is a function that
 * returns if it had no effect; a write that needs a moment to act is followed
 * by a short pause.
 */
#include <arch/boot.h>
#include <arch/cpu.h>
#include <arch/power.h>
#include <base/cmdline.h>

#include "features.h"
#include "ports.h"
#include "segments.h"

enum : u16 {
	TEST_DEVICE = 0xf4,	  /* isa-debug-exit: QEMU exits with 2 * value + 1 */
	QEMU_PM1_CONTROL = 0x604, /* where SeaBIOS and QEMU's ACPI put it, q35 and pc */
	KEYBOARD_STATUS = 0x64,
	KEYBOARD_COMMAND = 0x64,
};

enum : u16 {
	QEMU_PM1_SLEEP_S5 = 1 << 13, /* sleep enable, type 0 */
	KEYBOARD_INPUT_FULL = 1 << 1,
	KEYBOARD_PULSE_RESET = 0xfe,
};

static bool host_wants_code;

void arch_power_init(const struct boot_info *info, const struct fw_machine *)
{
	struct strview value;

	host_wants_code = cmdline_find(info->cmdline, "exit", &value) && strview_is(value, "host");
}

/* An access to port 0x80 takes about a microsecond on hardware. */
static void pause_a_moment(void)
{
	for (int i = 0; i < 1000; i++)
		port_write8(0x80, 0);
}

/* A port of QEMU's that other machines may use for anything. */
static void off_by_qemu_port(void)
{
	enum hypervisor kind = hypervisor_kind();

	if (kind != HYPERVISOR_TCG && kind != HYPERVISOR_KVM)
		return;
	port_write16(QEMU_PM1_CONTROL, QEMU_PM1_SLEEP_S5);
	pause_a_moment();
}

static void reset_by_keyboard_controller(void)
{
	for (int i = 0; i < 1000; i++) {
		if (!(port_read8(KEYBOARD_STATUS) & KEYBOARD_INPUT_FULL))
			break;
	}
	port_write8(KEYBOARD_COMMAND, KEYBOARD_PULSE_RESET);
	pause_a_moment();
}

/* An exception that finds no vector table cannot be reported: the CPU resets. */
static void reset_by_triple_fault(void)
{
	struct table_pointer nothing = {};

	asm volatile("lidt %0; int3" : : "m"(nothing));
}

/*
 * A virtual machine without ACPI (microvm, Firecracker) has no "off"; there a
 * reset ends it.
 */
void arch_power_off(void)
{
	off_by_qemu_port();
	if (hypervisor_kind() != HYPERVISOR_NONE)
		arch_power_reboot();
	arch_cpu_halt();
}

void arch_power_reboot(void)
{
	reset_by_keyboard_controller();
	reset_by_triple_fault();
	arch_cpu_halt();
}

void arch_power_exit(unsigned code)
{
	if (host_wants_code) {
		port_write8(TEST_DEVICE, (u8)(code + 1));
		pause_a_moment();
	}
	arch_power_off();
}
