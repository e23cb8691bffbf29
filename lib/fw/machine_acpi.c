/* SPDX-License-Identifier: MIT */
/*
 * From ACPI tables to a machine. Numbers like the 48 in acpi_u32(fadt, 48) are
 * offsets of fields as the standard's tables list them.
 *
 * Of several tables of one kind the first good one is used.
 */
#include "machine_impl.h"

#include <abi/errors.h>
#include <base/bits.h>
#include <base/string.h>

/* A register by its generic address if that is there, or else by the old form: an I/O port. */
static struct acpi_gas register_of(
	const struct acpi_table *fadt, u32 generic, u32 port, u32 length_at)
{
	struct acpi_gas gas = acpi_gas(fadt, generic);

	if (gas.address)
		return gas;
	return (struct acpi_gas){
		.space = ACPI_SPACE_IO,
		.bit_width = (u8)(acpi_u8(fadt, length_at) * 8),
		.address = acpi_u32(fadt, port),
	};
}

#define FADT_HAS_32_BIT_TIMER BIT(8)
#define FADT_HAS_RESET	      BIT(10)
#define FADT_HARDWARE_REDUCED BIT(20)

static void read_fadt_power(struct fw_power *power, const struct acpi_table *fadt)
{
	u32 flags = acpi_u32(fadt, 112);
	u16 psci = acpi_u16(fadt, 129);

	power->hardware_reduced = flags & FADT_HARDWARE_REDUCED;
	if (power->hardware_reduced) {
		power->sleep_control = acpi_gas(fadt, 244);
		power->sleep_status = acpi_gas(fadt, 256);
	} else {
		power->pm1a_control = register_of(fadt, 172, 64, 89);
		power->pm1b_control = register_of(fadt, 184, 68, 89);
		power->smi_command = acpi_u32(fadt, 48);
		power->acpi_enable = acpi_u8(fadt, 52);
		power->sci = (struct fw_irq){
			.number = acpi_u16(fadt, 46), .valid = true, .level = true, .low = true
		};
	}
	if (flags & FADT_HAS_RESET)
		power->reset = (struct fw_store){ .where = acpi_gas(fadt, 116),
			.value = acpi_u8(fadt, 128) };
	if (psci & BIT(0)) {
		power->psci = psci & BIT(1) ? FW_CONDUIT_HVC : FW_CONDUIT_SMC;
		power->psci_version = 2; /* 0.2 at least; it can be asked for more */
	}
}

static void read_fadt(
	struct fw_machine *machine, const struct acpi *acpi, const struct acpi_table *fadt)
{
	u32 flags = acpi_u32(fadt, 112);
	u16 legacy = acpi_u16(fadt, 109);
	struct acpi_table dsdt;

	read_fadt_power(&machine->power, fadt);
	if (!(flags & FADT_HARDWARE_REDUCED)) {
		machine->time.pm_timer = register_of(fadt, 208, 76, 91);
		machine->time.pm_timer_32 = flags & FADT_HAS_32_BIT_TIMER;
	}
	/* Before revision 3 the field was reserved: all legacy devices are there. */
	if (fadt->revision >= 3) {
		machine->no_8042 = !(legacy & BIT(1));
		machine->no_vga = legacy & BIT(2);
		machine->no_msi = legacy & BIT(3);
		machine->no_rtc = legacy & BIT(5);
	}
	status_t status = acpi_find_dsdt(acpi, fadt, &dsdt);
	fw_note_fault(machine, strview_of("DSDT"), acpi_u64(fadt, 140), status);
	if (!status && !acpi_find_s5(&dsdt, &machine->power.s5))
		machine->power.has_s5 = true;
}

static void read_mcfg(
	struct fw_machine *machine, const struct acpi *, const struct acpi_table *mcfg)
{
	for (u32 at = 44; at + 16 <= mcfg->length; at += 16) {
		struct fw_pci_segment segment = {
			.base = acpi_u64(mcfg, at),
			.segment = acpi_u16(mcfg, at + 8),
			.bus_first = acpi_u8(mcfg, at + 10),
			.bus_last = acpi_u8(mcfg, at + 11),
		};
		if (segment.base == 0 || segment.bus_first > segment.bus_last)
			continue;
		/* The table's base is that of bus 0, whether that is in the range or not. */
		segment.base += (u64)segment.bus_first << 20;
		(void)fw_add_pci(machine, &segment);
	}
}

static void read_hpet(
	struct fw_machine *machine, const struct acpi *, const struct acpi_table *hpet)
{
	struct acpi_gas gas = acpi_gas(hpet, 40);

	if (gas.space != ACPI_SPACE_MEMORY)
		return;
	machine->time.hpet = gas.address;
	machine->time.hpet_min_tick = acpi_u16(hpet, 53);
}

static enum fw_uart_kind uart_kind(u8 type)
{
	switch (type) {
	case 0x00:
	case 0x01:
	case 0x12: return FW_UART_16550;
	case 0x03: return FW_UART_PL011;
	case 0x0d:
	case 0x0e: return FW_UART_SBSA;
	case 0x15: return FW_UART_SBI;
	default: return FW_UART_NONE;
	}
}

static u32 baud_rate(u8 code)
{
	switch (code) {
	case 3: return 9600;
	case 4: return 19200;
	case 6: return 57600;
	case 7: return 115200;
	default: return 0;
	}
}

/* Bytes of one access to a register; what the table leaves open is a byte. */
static u32 access_width(const struct acpi_gas *gas)
{
	u32 bytes = gas->access_size ? 1u << min(gas->access_size - 1u, 3u) : gas->bit_width / 8u;
	return bits_is_power_of_two(bytes) ? bytes : 1;
}

/* What the table names, or FW_UART_NONE. */
static struct fw_uart uart_of(const struct acpi_table *spcr)
{
	struct acpi_gas gas = acpi_gas(spcr, 40);
	u8 interrupts = acpi_u8(spcr, 52);
	u32 precise = acpi_u32(spcr, 80);
	struct fw_uart uart = {
		.kind = uart_kind(acpi_u8(spcr, 36)),
		.is_port = gas.space == ACPI_SPACE_IO,
		.base = gas.address,
		.reg_width = access_width(&gas),
		.clock = acpi_u32(spcr, 76),
		.baud = precise ? precise : baud_rate(acpi_u8(spcr, 58)),
	};

	/* Address 0: console redirection is disabled. */
	if (gas.space > ACPI_SPACE_IO || (gas.address == 0 && uart.kind != FW_UART_SBI))
		return (struct fw_uart){};
	/* Registers of a plain 16550 are adjacent; wide ones lie as far apart as wide. */
	if (uart.kind == FW_UART_16550)
		uart.reg_shift = bits_log2(uart.reg_width);
	if (interrupts & BIT(0)) /* 8259 */
		uart.irq = (struct fw_irq){ .number = acpi_u8(spcr, 53), .valid = true };
	else if (interrupts)
		uart.irq = (struct fw_irq){
			.number = acpi_u32(spcr, 54), .valid = true, .level = true
		};
	return uart;
}

static void read_spcr(
	struct fw_machine *machine, const struct acpi *, const struct acpi_table *spcr)
{
	machine->console = uart_of(spcr);
}

void fw_uart_from_acpi(struct fw_uart *uart, const struct fw_mem *mem, paddr_t rsdp)
{
	struct acpi_table spcr;
	struct acpi acpi;

	*uart = (struct fw_uart){};
	if (!acpi_open(&acpi, mem, rsdp) && !acpi_find(&acpi, "SPCR", &spcr))
		*uart = uart_of(&spcr);
}

static struct fw_irq timer_irq(const struct acpi_table *gtdt, u32 at)
{
	u32 flags = acpi_u32(gtdt, at + 4);
	u32 number = acpi_u32(gtdt, at);

	return (struct fw_irq){
		.number = number,
		.valid = number != 0,
		.level = !(flags & BIT(0)),
		.low = flags & BIT(1),
	};
}

static void read_gtdt(
	struct fw_machine *machine, const struct acpi *, const struct acpi_table *gtdt)
{
	struct fw_time *time = &machine->time;

	time->timer[FW_TIMER_SECURE] = timer_irq(gtdt, 48);
	time->timer[FW_TIMER_EL1] = timer_irq(gtdt, 56);
	time->timer[FW_TIMER_VIRTUAL] = timer_irq(gtdt, 64);
	time->timer[FW_TIMER_EL2] = timer_irq(gtdt, 72);
	time->timer_always_on = acpi_u32(gtdt, 60) & BIT(2);
}

static void read_rhct(
	struct fw_machine *machine, const struct acpi *, const struct acpi_table *rhct)
{
	machine->time.timebase = acpi_u64(rhct, 40);
	fw_read_isa(machine, rhct);
}

static void read_madt(
	struct fw_machine *machine, const struct acpi *, const struct acpi_table *madt)
{
	fw_read_madt(machine, madt);
}

static void read_srat(
	struct fw_machine *machine, const struct acpi *, const struct acpi_table *srat)
{
	fw_read_srat(machine, srat);
}

/* In this order: MADT wants to know of PSCI, SRAT speaks of CPUs that the MADT lists. */
static const struct table_reader {
	const char *signature;
	void (*read)(struct fw_machine *, const struct acpi *, const struct acpi_table *);
} readers[] = {
	{ "FACP", read_fadt },
	{ "APIC", read_madt },
	{ "SRAT", read_srat },
	{ "MCFG", read_mcfg },
	{ "HPET", read_hpet },
	{ "SPCR", read_spcr },
	{ "GTDT", read_gtdt },
	{ "RHCT", read_rhct },
};

/* The first table of this kind that is in order; those before it are faults. */
static bool find_table(struct fw_machine *machine, const struct acpi *acpi, const char *signature,
	struct acpi_table *table)
{
	for (u32 i = 0; i < acpi->entry_count; i++) {
		paddr_t address = acpi_entry(acpi, i);
		char found[5];
		if (acpi_signature(acpi, address, found) || strcmp(found, signature) != 0)
			continue;
		status_t status = acpi_table_at(acpi, address, table);
		if (!status)
			return true;
		fw_note_fault(machine, strview_of(signature), address, status);
	}
	return false;
}

/* "BOCHS BXPC": vendor and table name, from the first table that was read. */
static void name_model(struct fw_machine *machine, const struct acpi_table *table)
{
	size_t length = 0;

	if (machine->model[0])
		return;
	for (u32 i = 10; i < 24; i++) {
		u8 c = table->bytes[i];
		if (i == 16 && length)
			machine->model[length++] = ' ';
		if (c > ' ' && c < 0x7f)
			machine->model[length++] = (char)c;
	}
}

status_t fw_machine_from_acpi(struct fw_machine *machine, const struct fw_mem *mem, paddr_t rsdp)
{
	struct acpi_table table;
	struct acpi acpi;
	status_t status = acpi_open(&acpi, mem, rsdp);

	if (status)
		return status;
	machine->source = FW_SOURCE_ACPI;
	for (u32 i = 0; i < ARRAY_SIZE(readers); i++) {
		if (!find_table(machine, &acpi, readers[i].signature, &table))
			continue;
		name_model(machine, &table);
		readers[i].read(machine, &acpi, &table);
	}
	return 0;
}
