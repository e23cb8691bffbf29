/* SPDX-License-Identifier: MIT */
/* Machines of each kind, described in ACPI tables made here. */
#include "acpi_build.h"

#include <abi/errors.h>
#include <fw/machine.h>
#include <test/test.h>

static struct acpi_build b;
static struct fw_machine machine;

/* A table's contents, filled in at the offsets that the standard gives. */
static u8 contents[16000];
static u32 filled;

static void begin_contents(u32 size)
{
	memset(contents, 0, sizeof(contents));
	filled = size - ACPI_HEADER_SIZE;
}

static u8 *at(u32 offset)
{
	return contents + offset - ACPI_HEADER_SIZE;
}

static void put_gas(u32 offset, u8 space, u8 width, u8 access, u64 address)
{
	*at(offset) = space;
	*at(offset + 1) = width;
	*at(offset + 3) = access;
	store_le64(at(offset + 4), address);
}

static u8 *put_item(u8 type, u8 length)
{
	u8 *item = contents + filled;
	item[0] = type;
	item[1] = length;
	filled += length;
	return item;
}

static paddr_t add_table(const char *signature, u8 revision)
{
	return acpi_build_table(&b, signature, revision, contents, filled);
}

static void read_machine(void)
{
	struct fw_mem mem = acpi_build_mem(&b);

	acpi_build_end(&b, 2);
	memset(&machine, 0, sizeof(machine));
	EXPECT_OK(fw_machine_from_acpi(&machine, &mem, ACPI_BUILD_RSDP));
	EXPECT_EQ(machine.source, FW_SOURCE_ACPI);

	struct fw_uart alone;
	fw_uart_from_acpi(&alone, &mem, ACPI_BUILD_RSDP);
	EXPECT_EQ(alone.kind, machine.console.kind);
	EXPECT_EQ(alone.base, machine.console.base);
	EXPECT_EQ(alone.reg_shift, machine.console.reg_shift);
	EXPECT_EQ(alone.baud, machine.console.baud);
}

static void put_lapic(u8 uid, u8 id, u32 flags)
{
	u8 *item = put_item(0, 8);
	item[2] = uid;
	item[3] = id;
	store_le32(item + 4, flags);
}

static void put_x2apic(u32 uid, u32 id, u32 flags)
{
	u8 *item = put_item(9, 16);
	store_le32(item + 4, id);
	store_le32(item + 8, flags);
	store_le32(item + 12, uid);
}

static void put_ioapic(u8 id, u32 base, u32 gsi)
{
	u8 *item = put_item(1, 12);
	item[2] = id;
	store_le32(item + 4, base);
	store_le32(item + 8, gsi);
}

static void put_override(u8 source, u32 gsi, u16 flags)
{
	u8 *item = put_item(2, 10);
	item[3] = source;
	store_le32(item + 4, gsi);
	store_le16(item + 8, flags);
}

static void begin_madt(void)
{
	begin_contents(44);
	store_le32(at(36), 0xfee00000);
	store_le32(at(40), 1);
}

/* --- PCs ----------------------------------------------------------------------------- */

TEST(pc_cpus_and_interrupts)
{
	acpi_build_begin(&b);
	begin_madt();
	put_lapic(0, 0, 1);
	put_lapic(1, 2, 2);
	put_lapic(2, 4, 0);
	put_lapic(3, 0xff, 1);
	put_x2apic(0, 0, 1); /* the first one again */
	put_x2apic(300, 0x12345, 1);
	put_ioapic(7, 0xfec00000, 0);
	put_override(0, 2, 0);
	put_override(9, 9, 0xd);
	put_override(5, 21, 0xf);
	store_le64(put_item(5, 12) + 4, 0xfffe00000000);
	add_table("APIC", 4);
	read_machine();

	REQUIRE_EQ(machine.cpu_count, 3);
	EXPECT_EQ(machine.cpus[0].id, 0);
	EXPECT_EQ(machine.cpus[0].state, FW_CPU_ENABLED);
	EXPECT_EQ(machine.cpus[0].node, FW_NO_NODE);
	EXPECT_EQ(machine.cpus[1].id, 2);
	EXPECT_EQ(machine.cpus[1].acpi_uid, 1);
	EXPECT_EQ(machine.cpus[1].state, FW_CPU_CAPABLE);
	EXPECT_EQ(machine.cpus[2].id, 0x12345);
	EXPECT(fw_machine_cpu(&machine, 0x12345) == &machine.cpus[2]);
	EXPECT(fw_machine_cpu(&machine, 4) == nullptr);
	EXPECT_EQ(machine.lapic, 0xfffe00000000);
	EXPECT(machine.has_8259);
	REQUIRE_EQ(machine.ioapic_count, 1);
	EXPECT_EQ(machine.ioapics[0].base, 0xfec00000);
	EXPECT_EQ(machine.ioapics[0].id, 7);
	REQUIRE_EQ(machine.override_count, 3);
	EXPECT_EQ(machine.overrides[0].irq.number, 2);
	EXPECT(!machine.overrides[0].irq.level && !machine.overrides[0].irq.low);
	EXPECT(machine.overrides[1].irq.level && !machine.overrides[1].irq.low);
	EXPECT(machine.overrides[2].irq.level && machine.overrides[2].irq.low);
	EXPECT_EQ(machine.fault_count, 0);
	EXPECT_STR(machine.model, "CUPRUX TESTTABL");
}

static const u8 s5_code[] = "\x08_S5_\x12\x06\x04\x0a\x05\x0a\x06";

TEST(pc_power_and_time)
{
	acpi_build_begin(&b);
	paddr_t dsdt = acpi_build_lone(&b, "DSDT", 2, s5_code, sizeof(s5_code) - 1);
	begin_contents(244);
	store_le16(at(46), 9);
	store_le32(at(48), 0xb2);
	*at(52) = 0xf1;
	store_le32(at(64), 0x604); /* PM1a control, old form only */
	*at(89) = 2;
	store_le32(at(76), 0x608);
	*at(91) = 4;
	store_le16(at(109), BIT(2) | BIT(5));
	store_le32(at(112), BIT(8) | BIT(10));
	put_gas(116, ACPI_SPACE_IO, 8, 1, 0xcf9);
	*at(128) = 0xf;
	store_le64(at(140), dsdt);
	put_gas(208, ACPI_SPACE_IO, 32, 3, 0x1808); /* the timer's new form wins */
	add_table("FACP", 5);
	begin_madt();
	put_override(9, 20, 0xd);
	add_table("APIC", 4);
	begin_contents(56);
	put_gas(40, ACPI_SPACE_MEMORY, 64, 0, 0xfed00000);
	store_le16(at(53), 100);
	add_table("HPET", 1);
	read_machine();

	const struct fw_power *power = &machine.power;
	EXPECT(power->has_s5);
	EXPECT_EQ(power->s5.type_a, 5);
	EXPECT_EQ(power->s5.type_b, 6);
	EXPECT(!power->hardware_reduced);
	EXPECT_EQ(power->pm1a_control.space, ACPI_SPACE_IO);
	EXPECT_EQ(power->pm1a_control.address, 0x604);
	EXPECT_EQ(power->pm1a_control.bit_width, 16);
	EXPECT_EQ(power->pm1b_control.address, 0);
	EXPECT_EQ(power->smi_command, 0xb2);
	EXPECT_EQ(power->acpi_enable, 0xf1);
	EXPECT_EQ(power->sci.number, 20);
	EXPECT(power->sci.level && !power->sci.low);
	EXPECT_EQ(power->reset.where.address, 0xcf9);
	EXPECT_EQ(power->reset.value, 0xf);
	EXPECT_EQ(power->psci, FW_CONDUIT_NONE);
	EXPECT(machine.no_8042 && machine.no_vga && machine.no_rtc && !machine.no_msi);
	EXPECT_EQ(machine.time.pm_timer.address, 0x1808);
	EXPECT(machine.time.pm_timer_32);
	EXPECT_EQ(machine.time.hpet, 0xfed00000);
	EXPECT_EQ(machine.time.hpet_min_tick, 100);
}

/* Revision 1 ends at 116 and knows no legacy flags: everything is there. */
TEST(old_fadt)
{
	acpi_build_begin(&b);
	paddr_t dsdt = acpi_build_lone(&b, "DSDT", 1, s5_code, sizeof(s5_code) - 1);
	begin_contents(116);
	store_le32(at(40), (u32)dsdt);
	add_table("FACP", 1);
	read_machine();
	EXPECT(machine.power.has_s5);
	EXPECT(!machine.no_8042 && !machine.no_vga && !machine.no_rtc);
	EXPECT_EQ(machine.power.reset.where.address, 0);
}

TEST(reduced_hardware)
{
	acpi_build_begin(&b);
	begin_contents(268);
	store_le32(at(112), BIT(20));
	put_gas(244, ACPI_SPACE_MEMORY, 8, 1, 0xfea00200);
	put_gas(256, ACPI_SPACE_MEMORY, 8, 1, 0xfea00201);
	add_table("FACP", 5);
	read_machine();
	EXPECT(machine.power.hardware_reduced);
	EXPECT_EQ(machine.power.sleep_control.address, 0xfea00200);
	EXPECT_EQ(machine.power.sleep_status.address, 0xfea00201);
	EXPECT_EQ(machine.power.pm1a_control.address, 0);
	EXPECT(!machine.power.sci.valid);
}

TEST(pci_segments)
{
	acpi_build_begin(&b);
	begin_contents(44 + 3 * 16);
	store_le64(at(44), 0xb0000000);
	*at(55) = 255;
	store_le64(at(60), 0x8000000000);
	store_le16(at(68), 1);
	*at(70) = 16;
	*at(71) = 31;
	store_le64(at(76), 0x9000000000);
	*at(86) = 2; /* from 2 to 1 */
	*at(87) = 1;
	add_table("MCFG", 1);
	read_machine();
	REQUIRE_EQ(machine.pci_count, 2);
	EXPECT_EQ(machine.pci[0].base, 0xb0000000);
	EXPECT_EQ(machine.pci[0].bus_last, 255);
	EXPECT_EQ(machine.pci[1].base, 0x8001000000);
	EXPECT_EQ(machine.pci[1].segment, 1);
	EXPECT_EQ(machine.pci[1].bus_first, 16);
}

static void spcr(u8 type, u8 space, u8 width, u8 access, u64 address)
{
	acpi_build_begin(&b);
	begin_contents(80);
	*at(36) = type;
	put_gas(40, space, width, access, address);
	*at(52) = 8;
	store_le32(at(54), 33);
	*at(58) = 7;
	add_table("SPCR", 2);
	read_machine();
}

TEST(consoles)
{
	spcr(0, ACPI_SPACE_IO, 8, 1, 0x3f8);
	EXPECT_EQ(machine.console.kind, FW_UART_16550);
	EXPECT(machine.console.is_port);
	EXPECT_EQ(machine.console.base, 0x3f8);
	EXPECT_EQ(machine.console.baud, 115200);
	EXPECT_EQ(machine.console.reg_shift, 0);
	EXPECT_EQ(machine.console.irq.number, 33);

	spcr(3, ACPI_SPACE_MEMORY, 32, 3, 0x9000000);
	EXPECT_EQ(machine.console.kind, FW_UART_PL011);
	EXPECT(!machine.console.is_port);
	EXPECT_EQ(machine.console.reg_width, 4);

	spcr(0x12, ACPI_SPACE_MEMORY, 32, 0, 0x10000000);
	EXPECT_EQ(machine.console.reg_width, 4);
	EXPECT_EQ(machine.console.reg_shift, 2);
	spcr(0x12, ACPI_SPACE_MEMORY, 32, 1, 0x10000000);
	EXPECT_EQ(machine.console.reg_width, 1);
	EXPECT_EQ(machine.console.reg_shift, 0);
	spcr(0x12, ACPI_SPACE_MEMORY, 24, 0, 0x10000000);
	EXPECT_EQ(machine.console.reg_width, 1);

	spcr(0, ACPI_SPACE_IO, 8, 1, 0);
	EXPECT_EQ(machine.console.kind, FW_UART_NONE);
	spcr(0x15, ACPI_SPACE_MEMORY, 0, 0, 0);
	EXPECT_EQ(machine.console.kind, FW_UART_SBI);
	spcr(2, ACPI_SPACE_MEMORY, 8, 1, 0x1000);
	EXPECT_EQ(machine.console.kind, FW_UART_NONE);
}

TEST(numa_nodes)
{
	acpi_build_begin(&b);
	begin_contents(48); /* SRAT before the MADT: the order of tables is nobody's business */
	u8 *item = put_item(0, 16);
	item[2] = 1;
	item[3] = 2;
	store_le32(item + 4, 1);
	item[9] = 1; /* node 0x101 */
	item = put_item(2, 24);
	store_le32(item + 4, 7);
	store_le32(item + 8, 0x12345);
	store_le32(item + 12, 1);
	item = put_item(0, 16);
	item[2] = 9;
	item[3] = 4; /* not enabled */
	item = put_item(1, 40);
	store_le32(item + 2, 7);
	store_le64(item + 8, 0x100000000);
	store_le64(item + 16, 0x40000000);
	store_le32(item + 28, 3);
	add_table("SRAT", 3);
	begin_madt();
	put_lapic(0, 2, 1);
	put_lapic(1, 4, 1);
	put_x2apic(2, 0x12345, 1);
	add_table("APIC", 4);
	read_machine();
	REQUIRE_EQ(machine.cpu_count, 3);
	EXPECT_EQ(machine.cpus[0].node, 0x101);
	EXPECT_EQ(machine.cpus[1].node, FW_NO_NODE);
	EXPECT_EQ(machine.cpus[2].node, 7);
	REQUIRE_EQ(machine.memory_count, 1);
	EXPECT_EQ(machine.memory[0].node, 7);
	EXPECT_EQ(machine.memory[0].length, 0x40000000);
	EXPECT(machine.memory[0].hot_plug);
}

/* --- Machines with a GIC ------------------------------------------------------------- */

static void put_gicc(u32 uid, u64 mpidr, u32 flags, u64 redistributor)
{
	u8 *item = put_item(0xb, 80);
	store_le32(item + 8, uid);
	store_le32(item + 12, flags);
	store_le64(item + 32, 0x8010000);
	store_le64(item + 60, redistributor);
	store_le64(item + 68, mpidr);
}

TEST(gic_machine)
{
	acpi_build_begin(&b);
	begin_contents(268);
	store_le32(at(112), BIT(20));
	store_le16(at(129), 3);
	add_table("FACP", 6);
	begin_madt();
	store_le32(at(40), 0);
	put_gicc(0, 0x80000000, 1, 0);
	put_gicc(1, 0x80000001, 8, 0);
	put_gicc(2, 2, 0, 0);
	u8 *item = put_item(0xc, 24);
	store_le64(item + 8, 0x8000000);
	item[20] = 3;
	item = put_item(0xe, 16);
	store_le64(item + 4, 0x80a0000);
	store_le32(item + 12, 0xf60000);
	item = put_item(0xf, 20);
	store_le64(item + 8, 0x8080000);
	item = put_item(0xd, 24);
	store_le64(item + 8, 0x8020000);
	store_le32(item + 16, 1);
	store_le16(item + 20, 64);
	store_le16(item + 22, 80);
	add_table("APIC", 5);
	begin_contents(96);
	store_le32(at(56), 30);
	store_le32(at(60), 4 | 2);
	store_le32(at(64), 27);
	store_le32(at(68), 1);
	add_table("GTDT", 2);
	read_machine();

	EXPECT_EQ(machine.power.psci, FW_CONDUIT_HVC);
	REQUIRE_EQ(machine.cpu_count, 2);
	EXPECT_EQ(machine.cpus[0].id, 0);
	EXPECT_EQ(machine.cpus[0].start, FW_START_PSCI);
	EXPECT_EQ(machine.cpus[1].id, 1);
	EXPECT_EQ(machine.cpus[1].state, FW_CPU_CAPABLE);
	EXPECT(!machine.has_8259);
	EXPECT_EQ(machine.gic.version, 3);
	EXPECT_EQ(machine.gic.distributor, 0x8000000);
	EXPECT_EQ(machine.gic.cpu_interface, 0x8010000);
	REQUIRE_EQ(machine.gic.redistributor_count, 1);
	EXPECT_EQ(machine.gic.redistributors[0].length, 0xf60000);
	REQUIRE_EQ(machine.gic.msi_frame_count, 2);
	EXPECT(machine.gic.msi_frames[0].is_its);
	EXPECT_EQ(machine.gic.msi_frames[1].spi_base, 80);
	EXPECT_EQ(machine.gic.msi_frames[1].spi_count, 64);
	EXPECT(machine.time.timer_always_on);
	EXPECT(machine.time.timer[FW_TIMER_EL1].level && machine.time.timer[FW_TIMER_EL1].low);
	EXPECT_EQ(machine.time.timer[FW_TIMER_VIRTUAL].number, 27);
	EXPECT(!machine.time.timer[FW_TIMER_VIRTUAL].level);
	EXPECT(!machine.time.timer[FW_TIMER_SECURE].valid);
}

TEST(gic_without_version_or_psci)
{
	acpi_build_begin(&b);
	begin_madt();
	put_gicc(0, 5, 1, 0x80a0000);
	u8 *gicc = contents + filled - 80;
	store_le32(gicc + 16, 1);
	store_le64(gicc + 24, 0x40001000);
	store_le64(put_item(0xc, 24) + 8, 0x8000000);
	add_table("APIC", 5);
	read_machine();
	EXPECT_EQ(machine.gic.version, 3);
	REQUIRE_EQ(machine.cpu_count, 1);
	EXPECT_EQ(machine.cpus[0].redistributor, 0x80a0000);
	EXPECT_EQ(machine.cpus[0].start, FW_START_PARKING);
	EXPECT_EQ(machine.cpus[0].release_address, 0x40001000);

	acpi_build_begin(&b);
	begin_madt();
	put_gicc(0, 5, 1, 0);
	store_le64(put_item(0xc, 24) + 8, 0x8000000);
	add_table("APIC", 5);
	read_machine();
	EXPECT_EQ(machine.gic.version, 2);
}

/* --- Machines with platform-level controllers ---------------------------------------- */

static void put_rintc(u64 hart, u32 uid, u32 external, u64 imsic)
{
	u8 *item = put_item(0x18, 36);
	store_le32(item + 4, 1);
	store_le64(item + 8, hart);
	store_le32(item + 16, uid);
	store_le32(item + 20, external);
	store_le64(item + 24, imsic);
}

TEST(plic_machine)
{
	acpi_build_begin(&b);
	begin_madt();
	put_rintc(4, 0, 0x01000003, 0x28000000);
	put_rintc(5, 1, 0x09000000, 0);
	u8 *item = put_item(0x1b, 36);
	item[3] = 1;
	store_le16(item + 12, 96);
	store_le32(item + 20, 0x600000);
	store_le64(item + 24, 0xc000000);
	store_le32(item + 32, 32);
	add_table("APIC", 6);
	begin_contents(56);
	store_le64(at(40), 10000000);
	add_table("RHCT", 1);
	read_machine();
	EXPECT_EQ(machine.time.timebase, 10000000);
	REQUIRE_EQ(machine.plic_count, 1);
	EXPECT_EQ(machine.plics[0].kind, FW_PLIC);
	EXPECT_EQ(machine.plics[0].base, 0xc000000);
	EXPECT_EQ(machine.plics[0].sources, 96);
	EXPECT_EQ(machine.plics[0].gsi_base, 32);
	REQUIRE_EQ(machine.cpu_count, 2);
	EXPECT_EQ(machine.cpus[0].controller, 0);
	EXPECT_EQ(machine.cpus[0].context, 3);
	EXPECT_EQ(machine.cpus[0].imsic, 0x28000000);
	EXPECT_EQ(machine.cpus[1].controller, FW_NO_INDEX);
}

TEST(aplic_and_imsic)
{
	acpi_build_begin(&b);
	begin_madt();
	u8 *item = put_item(0x1a, 36);
	item[3] = 2;
	store_le16(item + 18, 96);
	store_le64(item + 24, 0xd000000);
	store_le32(item + 32, 0x8000);
	item = put_item(0x19, 16);
	store_le16(item + 8, 255);
	item[12] = 3;
	item[15] = 24;
	put_rintc(0, 0, 0x02000000, 0x28000000);
	add_table("APIC", 6);
	read_machine();
	REQUIRE_EQ(machine.plic_count, 2);
	EXPECT_EQ(machine.plics[0].kind, FW_APLIC);
	EXPECT_EQ(machine.plics[0].msi_parent, 1);
	EXPECT_EQ(machine.plics[1].kind, FW_IMSIC);
	EXPECT_EQ(machine.plics[1].sources, 255);
	EXPECT_EQ(machine.plics[1].guest_index_bits, 3);
	EXPECT_EQ(machine.cpus[0].controller, 0);
}

/* --- Lies ---------------------------------------------------------------------------- */

TEST(refused_tables_are_noted)
{
	acpi_build_begin(&b);
	begin_madt();
	put_lapic(0, 0, 1);
	paddr_t bad = add_table("APIC", 4);
	begin_contents(56);
	add_table("HPET", 1);
	acpi_build_at(&b, bad)[44] ^= 1;
	read_machine();
	EXPECT_EQ(machine.cpu_count, 0);
	REQUIRE_EQ(machine.fault_count, 1);
	EXPECT_STR(machine.faults[0].what, "APIC");
	EXPECT_EQ(machine.faults[0].address, bad);
	EXPECT_STATUS(machine.faults[0].why, -EBADMSG);
}

TEST(an_item_cut_off_ends_the_list)
{
	acpi_build_begin(&b);
	begin_madt();
	put_lapic(0, 0, 1);
	put_item(0, 2); /* too short for anything: id 0, disabled */
	put_item(1, 200);
	filled -= 190;
	add_table("APIC", 4);
	read_machine();
	EXPECT_EQ(machine.cpu_count, 1);
	EXPECT_EQ(machine.ioapic_count, 0);
	REQUIRE_EQ(machine.fault_count, 1);
	EXPECT_STR(machine.faults[0].what, "APIC");

	acpi_build_begin(&b);
	begin_madt();
	put_item(0, 0);
	filled += 8;
	add_table("APIC", 4);
	read_machine();
	EXPECT_EQ(machine.fault_count, 1);
}

TEST(what_does_not_fit_is_counted)
{
	acpi_build_begin(&b);
	begin_madt();
	for (u32 i = 0; i < FW_CPUS_MAX + 3; i++)
		put_x2apic(i, i, 1);
	for (u32 i = 0; i < FW_IOAPICS_MAX + 1; i++)
		put_ioapic((u8)i, 0xfec00000 + i * 0x1000, i * 24);
	add_table("APIC", 4);
	read_machine();
	EXPECT_EQ(machine.cpu_count, FW_CPUS_MAX);
	EXPECT_EQ(machine.dropped[FW_KIND_CPU], 3);
	EXPECT_EQ(machine.ioapic_count, FW_IOAPICS_MAX);
	EXPECT_EQ(machine.dropped[FW_KIND_IOAPIC], 1);
	EXPECT_STR(fw_kind_names[FW_KIND_CPU], "CPUs");
}

/* A root table that lists itself, nothing, and what is not mapped. */
TEST(wild_entries)
{
	acpi_build_begin(&b);
	b.tables[0] = 0;
	b.tables[1] = UINT64_MAX - 3;
	b.tables[2] = ACPI_BUILD_BASE + 64;
	b.tables[3] = ACPI_BUILD_BASE + ACPI_BUILD_SIZE - 8;
	b.count = 4;
	read_machine();
	EXPECT_EQ(machine.fault_count, 0);
	EXPECT_EQ(machine.cpu_count, 0);
}
