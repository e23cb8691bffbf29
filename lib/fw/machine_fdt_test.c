/* SPDX-License-Identifier: MIT */
/* Machines of each kind, described in device trees made here. */
#include "fdt_build.h"

#include <abi/errors.h>
#include <fw/machine.h>
#include <test/test.h>

static struct fdt_build b;
static struct fdt fdt;
static struct fw_machine machine;

static void begin_root(void)
{
	fdt_build_begin_reserved(&b, 0x80000000, 0x40000);
	fdt_build_node(&b, "");
	fdt_build_text(&b, "model", "test,machine");
	FDT_CELLS(&b, "#address-cells", 2);
	FDT_CELLS(&b, "#size-cells", 2);
	FDT_CELLS(&b, "interrupt-parent", 1);
}

static void read_machine(void)
{
	fdt_build_close(&b);
	u32 size = fdt_build_end(&b);
	memset(&machine, 0, sizeof(machine));
	REQUIRE_OK(fdt_open(&fdt, b.blob, size));
	fw_machine_from_fdt(&machine, &fdt);
	EXPECT_EQ(machine.source, FW_SOURCE_FDT);

	struct fw_uart alone;
	fw_uart_from_fdt(&alone, &fdt);
	EXPECT_EQ(alone.kind, machine.console.kind);
	EXPECT_EQ(alone.base, machine.console.base);
	EXPECT_EQ(alone.reg_shift, machine.console.reg_shift);
	EXPECT_EQ(alone.baud, machine.console.baud);
}

static void add_device(const char *name, const char *compatible, u32 base, u32 length)
{
	fdt_build_node(&b, name);
	fdt_build_text(&b, "compatible", compatible);
	FDT_CELLS(&b, "reg", 0, base, 0, length);
}

/* --- CPUs and memory ----------------------------------------------------------------- */

TEST(cpus_and_memory)
{
	begin_root();
	fdt_build_node(&b, "memory@80000000");
	fdt_build_text(&b, "device_type", "memory");
	FDT_CELLS(&b, "reg", 0, 0x80000000, 0, 0x8000000, 1, 0, 2, 0);
	FDT_CELLS(&b, "numa-node-id", 3);
	fdt_build_close(&b);
	fdt_build_node(&b, "reserved-memory");
	FDT_CELLS(&b, "#address-cells", 2);
	FDT_CELLS(&b, "#size-cells", 2);
	fdt_build_property(&b, "ranges", "", 0);
	fdt_build_node(&b, "firmware@80000000");
	FDT_CELLS(&b, "reg", 0, 0x80000000, 0, 0x80000);
	fdt_build_property(&b, "no-map", "", 0);
	fdt_build_close(&b);
	fdt_build_node(&b, "pool");
	FDT_CELLS(&b, "size", 0, 0x100000);
	fdt_build_close(&b);
	fdt_build_close(&b);
	fdt_build_node(&b, "cpus");
	FDT_CELLS(&b, "#address-cells", 1);
	FDT_CELLS(&b, "#size-cells", 0);
	FDT_CELLS(&b, "timebase-frequency", 10000000);
	fdt_build_node(&b, "cpu@3");
	fdt_build_text(&b, "device_type", "cpu");
	fdt_build_text(&b, "enable-method", "psci");
	FDT_CELLS(&b, "reg", 3);
	FDT_CELLS(&b, "numa-node-id", 1);
	fdt_build_close(&b);
	fdt_build_node(&b, "cpu@4");
	fdt_build_text(&b, "device_type", "cpu");
	fdt_build_text(&b, "status", "disabled");
	fdt_build_text(&b, "enable-method", "spin-table");
	FDT_CELLS(&b, "cpu-release-addr", 0, 0x8000fff8);
	FDT_CELLS(&b, "reg", 4);
	fdt_build_close(&b);
	fdt_build_node(&b, "cpu@5");
	fdt_build_text(&b, "device_type", "cpu");
	fdt_build_text(&b, "status", "fail");
	FDT_CELLS(&b, "reg", 5);
	fdt_build_close(&b);
	fdt_build_node(&b, "cpu-map");
	fdt_build_close(&b);
	fdt_build_close(&b);
	read_machine();

	EXPECT_STR(machine.model, "test,machine");
	EXPECT_EQ(machine.time.timebase, 10000000);
	REQUIRE_EQ(machine.cpu_count, 3);
	EXPECT_EQ(machine.cpus[0].id, 3);
	EXPECT_EQ(machine.cpus[0].node, 1);
	EXPECT_EQ(machine.cpus[0].state, FW_CPU_ENABLED);
	EXPECT_EQ(machine.cpus[0].start, FW_START_PSCI);
	EXPECT_EQ(machine.cpus[1].state, FW_CPU_CAPABLE);
	EXPECT_EQ(machine.cpus[1].start, FW_START_SPIN_TABLE);
	EXPECT_EQ(machine.cpus[1].release_address, 0x8000fff8);
	EXPECT_EQ(machine.cpus[2].state, FW_CPU_DISABLED);
	REQUIRE_EQ(machine.memory_count, 2);
	EXPECT_EQ(machine.memory[1].base, 0x100000000);
	EXPECT_EQ(machine.memory[1].length, 0x200000000);
	EXPECT_EQ(machine.memory[1].node, 3);
	REQUIRE_EQ(machine.reserved_count, 2);
	EXPECT_EQ(machine.reserved[0].length, 0x40000);
	EXPECT(!machine.reserved[0].no_map);
	EXPECT_EQ(machine.reserved[1].length, 0x80000);
	EXPECT(machine.reserved[1].no_map);
	EXPECT_EQ(machine.fault_count, 0);
}

/* --- A machine with a GIC ------------------------------------------------------------ */

TEST(gic_machine)
{
	begin_root();
	fdt_build_node(&b, "psci");
	fdt_build_property(&b, "compatible", "arm,psci-1.0\0arm,psci-0.2\0arm,psci", 35);
	fdt_build_text(&b, "method", "smc");
	FDT_CELLS(&b, "cpu_on", 0xc4000003);
	fdt_build_close(&b);
	fdt_build_node(&b, "intc@8000000");
	fdt_build_text(&b, "compatible", "arm,gic-v3");
	FDT_CELLS(&b, "phandle", 1);
	FDT_CELLS(&b, "#interrupt-cells", 3);
	FDT_CELLS(&b, "#address-cells", 2);
	FDT_CELLS(&b, "#size-cells", 2);
	FDT_CELLS(&b, "#redistributor-regions", 2);
	fdt_build_property(&b, "ranges", "", 0);
	FDT_CELLS(
		&b, "reg", 0, 0x8000000, 0, 0x10000, 0, 0x80a0000, 0, 0xf60000, 1, 0, 0, 0x1000000);
	add_device("its@8080000", "arm,gic-v3-its", 0x8080000, 0x20000);
	fdt_build_close(&b);
	fdt_build_close(&b);
	fdt_build_node(&b, "timer");
	fdt_build_text(&b, "compatible", "arm,armv8-timer");
	FDT_CELLS(&b, "interrupts", 1, 13, 0x104, 1, 14, 0x108, 1, 11, 0x101);
	fdt_build_property(&b, "always-on", "", 0);
	fdt_build_close(&b);
	add_device("pl011@9000000", "arm,pl011", 0x9000000, 0x1000);
	FDT_CELLS(&b, "interrupts", 0, 1, 4);
	FDT_CELLS(&b, "clocks", 7, 7);
	fdt_build_close(&b);
	fdt_build_node(&b, "clock");
	FDT_CELLS(&b, "phandle", 7);
	FDT_CELLS(&b, "clock-frequency", 24000000);
	fdt_build_close(&b);
	read_machine();

	EXPECT_EQ(machine.power.psci, FW_CONDUIT_SMC);
	EXPECT_EQ(machine.power.psci_version, 0x10000);
	EXPECT_EQ(machine.gic.version, 3);
	EXPECT_EQ(machine.gic.distributor, 0x8000000);
	REQUIRE_EQ(machine.gic.redistributor_count, 2);
	EXPECT_EQ(machine.gic.redistributors[1].base, 0x100000000);
	REQUIRE_EQ(machine.gic.msi_frame_count, 1);
	EXPECT(machine.gic.msi_frames[0].is_its);
	EXPECT_EQ(machine.gic.msi_frames[0].base, 0x8080000);
	EXPECT_EQ(machine.time.timer[FW_TIMER_SECURE].number, 29);
	EXPECT_EQ(machine.time.timer[FW_TIMER_EL1].number, 30);
	EXPECT(machine.time.timer[FW_TIMER_EL1].level && machine.time.timer[FW_TIMER_EL1].low);
	EXPECT(!machine.time.timer[FW_TIMER_VIRTUAL].level);
	EXPECT(!machine.time.timer[FW_TIMER_EL2].valid);
	EXPECT(machine.time.timer_always_on);
	EXPECT_EQ(machine.console.kind, FW_UART_PL011);
	EXPECT_EQ(machine.console.irq.number, 33);
	EXPECT_EQ(machine.console.clock, 24000000);
	EXPECT_EQ(machine.console.reg_width, 4);
}

TEST(gic_version_2)
{
	begin_root();
	fdt_build_node(&b, "intc@8000000");
	fdt_build_text(&b, "compatible", "arm,cortex-a15-gic");
	FDT_CELLS(&b, "#address-cells", 2);
	FDT_CELLS(&b, "#size-cells", 2);
	fdt_build_property(&b, "ranges", "", 0);
	FDT_CELLS(&b, "reg", 0, 0x8000000, 0, 0x10000, 0, 0x8010000, 0, 0x10000);
	add_device("v2m@8020000", "arm,gic-v2m-frame", 0x8020000, 0x1000);
	FDT_CELLS(&b, "arm,msi-base-spi", 80);
	FDT_CELLS(&b, "arm,msi-num-spis", 64);
	fdt_build_close(&b);
	fdt_build_close(&b);
	read_machine();
	EXPECT_EQ(machine.gic.version, 2);
	EXPECT_EQ(machine.gic.cpu_interface, 0x8010000);
	REQUIRE_EQ(machine.gic.msi_frame_count, 1);
	EXPECT_EQ(machine.gic.msi_frames[0].spi_base, 80);
	EXPECT_EQ(machine.gic.msi_frames[0].spi_count, 64);
}

/* --- Machines with platform-level controllers ---------------------------------------- */

/* Harts 0 and 1, whose controllers are phandles 11 and 12. */
static void add_harts(void)
{
	fdt_build_node(&b, "cpus");
	FDT_CELLS(&b, "#address-cells", 1);
	FDT_CELLS(&b, "#size-cells", 0);
	for (u32 i = 0; i < 2; i++) {
		fdt_build_node(&b, i ? "cpu@1" : "cpu@0");
		fdt_build_text(&b, "device_type", "cpu");
		FDT_CELLS(&b, "reg", i);
		fdt_build_node(&b, "interrupt-controller");
		FDT_CELLS(&b, "#interrupt-cells", 1);
		FDT_CELLS(&b, "phandle", 11 + i);
		fdt_build_property(&b, "interrupt-controller", "", 0);
		fdt_build_close(&b);
		fdt_build_close(&b);
	}
	fdt_build_close(&b);
}

TEST(plic_machine)
{
	begin_root();
	/* The controller before the CPUs it names. */
	add_device("plic@c000000", "riscv,plic0", 0xc000000, 0x600000);
	FDT_CELLS(&b, "phandle", 1);
	FDT_CELLS(&b, "#interrupt-cells", 1);
	FDT_CELLS(&b, "riscv,ndev", 96);
	FDT_CELLS(&b, "interrupts-extended", 11, 11, 11, 9, 12, 11, 12, 9, 99, 9);
	fdt_build_close(&b);
	add_harts();
	add_device("serial@10000000", "ns16550a", 0x10000000, 0x100);
	FDT_CELLS(&b, "interrupts", 10);
	FDT_CELLS(&b, "clock-frequency", 3686400);
	FDT_CELLS(&b, "reg-shift", 2);
	FDT_CELLS(&b, "reg-io-width", 4);
	fdt_build_close(&b);
	add_device("test@100000", "sifive,test1", 0x100000, 0x1000);
	FDT_CELLS(&b, "phandle", 5);
	fdt_build_close(&b);
	fdt_build_node(&b, "poweroff");
	fdt_build_text(&b, "compatible", "syscon-poweroff");
	FDT_CELLS(&b, "regmap", 5);
	FDT_CELLS(&b, "offset", 4);
	FDT_CELLS(&b, "value", 0x5555);
	FDT_CELLS(&b, "mask", 0xffff);
	fdt_build_close(&b);
	fdt_build_node(&b, "reboot");
	fdt_build_text(&b, "compatible", "syscon-reboot");
	FDT_CELLS(&b, "regmap", 5);
	FDT_CELLS(&b, "offset", 0xffd); /* sticks out */
	fdt_build_close(&b);
	read_machine();

	REQUIRE_EQ(machine.plic_count, 1);
	EXPECT_EQ(machine.plics[0].sources, 96);
	EXPECT_EQ(machine.plics[0].length, 0x600000);
	REQUIRE_EQ(machine.cpu_count, 2);
	EXPECT_EQ(machine.cpus[0].controller, 0);
	EXPECT_EQ(machine.cpus[0].context, 1);
	EXPECT_EQ(machine.cpus[1].context, 3);
	EXPECT_EQ(machine.console.kind, FW_UART_16550);
	EXPECT_EQ(machine.console.reg_shift, 2);
	EXPECT_EQ(machine.console.reg_width, 4);
	EXPECT_EQ(machine.console.irq.number, 10);
	EXPECT_EQ(machine.power.test_device, 0x100000);
	EXPECT_EQ(machine.power.off.where.address, 0x100004);
	EXPECT_EQ(machine.power.off.value, 0x5555);
	EXPECT_EQ(machine.power.off.mask, 0xffff);
	EXPECT_EQ(machine.power.reset.where.address, 0);
	REQUIRE_EQ(machine.fault_count, 1);
	EXPECT_STR(machine.faults[0].what, "reboot");
}

static void add_imsic(const char *name, u32 base, u32 phandle, u32 cause)
{
	fdt_build_node(&b, name);
	fdt_build_text(&b, "compatible", "riscv,imsics");
	/* Two regions, one file in the first. */
	FDT_CELLS(&b, "reg", 0, base, 0, 0x4000, 0, base + 0x100000, 0, 0x8000);
	FDT_CELLS(&b, "phandle", phandle);
	FDT_CELLS(&b, "riscv,num-ids", 255);
	FDT_CELLS(&b, "riscv,guest-index-bits", 2);
	FDT_CELLS(&b, "interrupts-extended", 11, cause, 12, cause);
	fdt_build_close(&b);
}

TEST(message_controllers)
{
	begin_root();
	add_device("aplic@c000000", "riscv,aplic", 0xc000000, 0x8000);
	FDT_CELLS(&b, "msi-parent", 20);
	fdt_build_close(&b);
	add_device("aplic@d000000", "riscv,aplic", 0xd000000, 0x8000);
	FDT_CELLS(&b, "msi-parent", 21);
	FDT_CELLS(&b, "riscv,num-sources", 96);
	fdt_build_close(&b);
	add_harts();
	add_imsic("imsics@24000000", 0x24000000, 20, 11);
	add_imsic("imsics@28000000", 0x28000000, 21, 9);
	read_machine();

	REQUIRE_EQ(machine.plic_count, 2);
	u32 aplic = machine.plics[0].kind == FW_APLIC ? 0 : 1;
	EXPECT_EQ(machine.plics[aplic].base, 0xd000000);
	EXPECT_EQ(machine.plics[aplic].msi_parent, 1 - aplic);
	EXPECT_EQ(machine.plics[1 - aplic].kind, FW_IMSIC);
	EXPECT_EQ(machine.plics[1 - aplic].base, 0x28000000);
	EXPECT_EQ(machine.plics[1 - aplic].guest_index_bits, 2);
	EXPECT_EQ(machine.cpus[0].imsic, 0x28000000);
	EXPECT_EQ(machine.cpus[1].imsic, 0x28100000);
}

TEST(wired_domains)
{
	begin_root();
	add_device("aplic@c000000", "riscv,aplic", 0xc000000, 0x8000);
	FDT_CELLS(&b, "interrupts-extended", 11, 11, 12, 11);
	fdt_build_close(&b);
	add_device("aplic@d000000", "riscv,aplic", 0xd000000, 0x8000);
	FDT_CELLS(&b, "interrupts-extended", 11, 9, 12, 9);
	fdt_build_close(&b);
	add_harts();
	read_machine();
	REQUIRE_EQ(machine.plic_count, 1);
	EXPECT_EQ(machine.plics[0].base, 0xd000000);
	EXPECT_EQ(machine.plics[0].msi_parent, FW_NO_INDEX);
	EXPECT_EQ(machine.cpus[1].controller, 0);
	EXPECT_EQ(machine.cpus[1].context, 1);
}

/* --- Consoles ------------------------------------------------------------------------ */

static void add_uarts(const char *chosen)
{
	begin_root();
	fdt_build_node(&b, "chosen");
	if (chosen)
		fdt_build_text(&b, "stdout-path", chosen);
	fdt_build_close(&b);
	add_device("serial@1000", "ns16550a", 0x1000, 0x100);
	fdt_build_text(&b, "status", "disabled");
	fdt_build_close(&b);
	add_device("serial@2000", "ns16550a", 0x2000, 0x100);
	FDT_CELLS(&b, "current-speed", 9600);
	fdt_build_close(&b);
	add_device("serial@3000", "sifive,uart0", 0x3000, 0x100);
	fdt_build_close(&b);
	read_machine();
}

TEST(console_choice)
{
	add_uarts("/serial@3000:57600");
	EXPECT_EQ(machine.console.base, 0x3000);
	EXPECT_EQ(machine.console.kind, FW_UART_SIFIVE);
	EXPECT_EQ(machine.console.baud, 57600);
	add_uarts(nullptr);
	EXPECT_EQ(machine.console.base, 0x2000);
	EXPECT_EQ(machine.console.baud, 9600);
	add_uarts("/serial@1000");
	EXPECT_EQ(machine.console.base, 0x2000);
	add_uarts("/serial@2000:fast");
	EXPECT_EQ(machine.console.baud, 9600);
}

TEST(console_lies)
{
	begin_root();
	add_device("serial@1000", "ns16550a", 0x1000, 0x100);
	FDT_CELLS(&b, "reg-shift", 64);
	fdt_build_close(&b);
	add_device("serial@2000", "ns16550a", 0x1000, 0x100);
	FDT_CELLS(&b, "reg-io-width", 3);
	fdt_build_close(&b);
	fdt_build_node(&b, "serial@3000");
	fdt_build_text(&b, "compatible", "ns16550a");
	FDT_CELLS(&b, "reg", UINT32_MAX, UINT32_MAX, 0, 2);
	fdt_build_close(&b);
	read_machine();
	EXPECT_EQ(machine.console.kind, FW_UART_NONE);
	EXPECT_EQ(machine.fault_count, 3);
	EXPECT_STATUS(machine.faults[2].why, -EOVERFLOW);
}

/* --- PCI ----------------------------------------------------------------------------- */

TEST(pci_windows)
{
	begin_root();
	add_device("pcie@10000000", "pci-host-ecam-generic", 0x10000000, 0x1000000);
	FDT_CELLS(&b, "#address-cells", 3);
	FDT_CELLS(&b, "#size-cells", 2);
	FDT_CELLS(&b, "bus-range", 0, 255); /* but space for 16 only */
	FDT_CELLS(&b, "linux,pci-domain", 2);
	FDT_CELLS(&b, "ranges", 0x01000000, 0, 0, 0, 0x3eff0000, 0, 0x10000, 0x42000000, 0,
		0x40000000, 0, 0x40000000, 0, 0x10000000, 0x03000000, 0x80, 0, 0x80, 0, 0x80, 0);
	fdt_build_close(&b);
	add_device("pcie@20000000", "pci-host-ecam-generic", 0x20000000, 0x1000000);
	FDT_CELLS(&b, "bus-range", 5, 4);
	fdt_build_close(&b);
	read_machine();
	REQUIRE_EQ(machine.pci_count, 1);
	const struct fw_pci_segment *pci = &machine.pci[0];
	EXPECT_EQ(pci->segment, 2);
	EXPECT_EQ(pci->bus_last, 15);
	REQUIRE_EQ(pci->window_count, 3);
	EXPECT_EQ(pci->windows[0].space, 1);
	EXPECT_EQ(pci->windows[0].base, 0x3eff0000);
	EXPECT(pci->windows[1].prefetchable);
	EXPECT_EQ(pci->windows[1].space, 2);
	EXPECT_EQ(pci->windows[2].bus_address, 0x8000000000);
	EXPECT_EQ(pci->windows[2].length, 0x8000000000);
	EXPECT_EQ(machine.fault_count, 1);
}

/* --- Lies ---------------------------------------------------------------------------- */

TEST(what_does_not_fit_is_counted)
{
	begin_root();
	for (u32 i = 0; i < FW_MEMORY_MAX + 2; i++) {
		fdt_build_node(&b, "memory");
		fdt_build_text(&b, "device_type", "memory");
		FDT_CELLS(&b, "reg", i, 0, 0, 0x1000);
		fdt_build_close(&b);
	}
	read_machine();
	EXPECT_EQ(machine.memory_count, FW_MEMORY_MAX);
	EXPECT_EQ(machine.dropped[FW_KIND_MEMORY], 2);
}

TEST(cpus_without_numbers)
{
	begin_root();
	fdt_build_node(&b, "cpus");
	FDT_CELLS(&b, "#address-cells", 3);
	fdt_build_node(&b, "cpu@0");
	fdt_build_text(&b, "device_type", "cpu");
	FDT_CELLS(&b, "reg", 0, 0, 0);
	fdt_build_close(&b);
	fdt_build_node(&b, "cpu@1");
	fdt_build_text(&b, "device_type", "cpu");
	fdt_build_close(&b);
	fdt_build_close(&b);
	read_machine();
	EXPECT_EQ(machine.cpu_count, 0);
	EXPECT_EQ(machine.fault_count, 2);
}

/* Each cell of a real-looking tree spoiled in turn: any machine may come out, no crash. */
TEST(spoiled_trees)
{
	static const u32 values[] = { 0, 1, 3, 0x7fffffff, UINT32_MAX };

	begin_root();
	add_device("plic@c000000", "riscv,plic0", 0xc000000, 0x600000);
	FDT_CELLS(&b, "phandle", 1);
	FDT_CELLS(&b, "#interrupt-cells", 1);
	FDT_CELLS(&b, "interrupts-extended", 11, 9, 12, 9);
	fdt_build_close(&b);
	add_harts();
	add_imsic("imsics@28000000", 0x28000000, 21, 9);
	add_device("serial@10000000", "ns16550a", 0x10000000, 0x100);
	FDT_CELLS(&b, "interrupts", 10);
	fdt_build_close(&b);
	fdt_build_close(&b);
	u32 size = fdt_build_end(&b);
	for (u32 at = 72; at < b.at; at += 4)
		for (u32 i = 0; i < ARRAY_SIZE(values); i++) {
			u32 old = load_be32(b.blob + at);
			store_be32(b.blob + at, values[i]);
			memset(&machine, 0, sizeof(machine));
			if (fdt_open(&fdt, b.blob, size) == 0)
				fw_machine_from_fdt(&machine, &fdt);
			EXPECT(machine.cpu_count <= 2);
			store_be32(b.blob + at, old);
		}
}
