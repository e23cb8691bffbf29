/* SPDX-License-Identifier: MIT */
/*
 * Off, reset, and an answer for the host.
 *
 * Ways are tried from the most to the least polite: what the firmware describes,
 * then what machines of this kind have always had. Each way is a function that
 * returns if it had no effect; a write that needs a moment to act is followed by
 * a short pause. All registers are mapped when they become known, so that a
 * panic needs nothing but its own stack.
 */
#include <arch/cpu.h>
#include <arch/power.h>
#include <fw/machine.h>

#include "acpi_register.h"
#include "features.h"
#include "ports.h"
#include "segments.h"

enum : u16 {
	TEST_DEVICE = 0xf4,	  /* isa-debug-exit: QEMU exits with 2 * value + 1 */
	QEMU_PM1_CONTROL = 0x604, /* where QEMU's firmware puts it, on q35 and pc */
	KEYBOARD_STATUS = 0x64,
	KEYBOARD_COMMAND = 0x64,
	DELAY_PORT = 0x80, /* a write takes about a microsecond on hardware */
};

enum : u16 {
	PM1_SLEEP_TYPE_SHIFT = 10,
	PM1_SLEEP_TYPE_MASK = 7 << PM1_SLEEP_TYPE_SHIFT,
	PM1_SLEEP_ENABLE = 1 << 13,
};

enum : u8 {
	SLEEP_TYPE_SHIFT = 2, /* of the register that reduced hardware has instead */
	SLEEP_ENABLE = 1 << 5,
	KEYBOARD_INPUT_FULL = 1 << 1,
	KEYBOARD_PULSE_RESET = 0xfe,
};

static struct {
	bool host_wants_code;
	bool has_s5;
	struct acpi_s5 s5;
	struct acpi_register pm1a_control, pm1b_control;
	struct acpi_register sleep_control; /* REGISTER_NONE unless hardware is reduced */
	struct acpi_register reset;
	u8 reset_value;
} power;

static void learn_acpi(const struct fw_power *told)
{
	power.has_s5 = told->has_s5;
	power.s5 = told->s5;
	if (told->hardware_reduced) {
		acpi_register_open(&power.sleep_control, &told->sleep_control);
	} else {
		acpi_register_open(&power.pm1a_control, &told->pm1a_control);
		acpi_register_open(&power.pm1b_control, &told->pm1b_control);
	}
	acpi_register_open(&power.reset, &told->reset.where);
	power.reset_value = (u8)told->reset.value;
}

void arch_power_init(const struct fw_machine *machine, bool host_listens)
{
	power.host_wants_code = host_listens;
	if (machine != NULL)
		learn_acpi(&machine->power);
}

static void pause_a_millisecond(void)
{
	for (int i = 0; i < 1000; i++)
		port_write8(DELAY_PORT, 0);
}

/* The other bits of this register are not ours to change. */
static u64 pm1_with_type(const struct acpi_register *control, u8 type)
{
	return (acpi_register_read(control) & ~(u64)PM1_SLEEP_TYPE_MASK) |
	       ((u64)type << PM1_SLEEP_TYPE_SHIFT & PM1_SLEEP_TYPE_MASK);
}

/*
 * Chipsets want the type in place before the enable bit, and in both halves of
 * the register if there are two.
 */
static void off_by_pm1(void)
{
	u64 a = pm1_with_type(&power.pm1a_control, power.s5.type_a);
	u64 b = pm1_with_type(&power.pm1b_control, power.s5.type_b);

	if (!power.has_s5 || power.pm1a_control.kind == REGISTER_NONE)
		return;
	acpi_register_write(&power.pm1a_control, a);
	acpi_register_write(&power.pm1b_control, b);
	acpi_register_write(&power.pm1a_control, a | PM1_SLEEP_ENABLE);
	acpi_register_write(&power.pm1b_control, b | PM1_SLEEP_ENABLE);
	pause_a_millisecond();
}

static void off_by_sleep_control(void)
{
	if (!power.has_s5 || power.sleep_control.kind == REGISTER_NONE)
		return;
	acpi_register_write(
		&power.sleep_control, power.s5.type_a << SLEEP_TYPE_SHIFT | SLEEP_ENABLE);
	pause_a_millisecond();
}

/* On another machine this port may be anything. */
static void off_by_qemu_port(void)
{
	enum hypervisor kind = hypervisor_kind();

	if (kind != HYPERVISOR_TCG && kind != HYPERVISOR_KVM)
		return;
	port_write16(QEMU_PM1_CONTROL, PM1_SLEEP_ENABLE);
	pause_a_millisecond();
}

static void reset_by_acpi(void)
{
	acpi_register_write(&power.reset, power.reset_value);
	pause_a_millisecond();
}

static void reset_by_keyboard_controller(void)
{
	for (int i = 0; i < 1000; i++)
		if (!(port_read8(KEYBOARD_STATUS) & KEYBOARD_INPUT_FULL))
			break;
	port_write8(KEYBOARD_COMMAND, KEYBOARD_PULSE_RESET);
	pause_a_millisecond();
}

/* An exception that finds no vector table cannot be reported: the CPU resets. */
static void reset_by_triple_fault(void)
{
	struct table_pointer nothing = {};

	asm volatile("lidt %0; int3" : : "m"(nothing));
}

void arch_power_reboot(void)
{
	reset_by_acpi();
	reset_by_keyboard_controller();
	reset_by_triple_fault();
	arch_cpu_halt();
}

/*
 * A virtual machine without ACPI (microvm, Firecracker) has no "off"; there, a
 * reset is what ends it.
 */
void arch_power_off(void)
{
	off_by_pm1();
	off_by_sleep_control();
	off_by_qemu_port();
	if (hypervisor_kind() != HYPERVISOR_NONE)
		arch_power_reboot();
	arch_cpu_halt();
}

void arch_power_exit(unsigned code)
{
	if (power.host_wants_code) {
		port_write8(TEST_DEVICE, (u8)(code + 1));
		pause_a_millisecond();
	}
	arch_power_off();
}
