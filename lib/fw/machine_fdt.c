/* SPDX-License-Identifier: MIT */
/*
 * From a device tree to a machine, in one pass: at each node, what it is
 * compatible with (or its device_type, for CPUs and memory) selects what is
 * done. Nodes that are switched off are left out with all below them. Only what
 * refers to other nodes waits until the end.
 *
 * Not read: PCI interrupt maps, DMA ranges, clocks beyond a fixed one, GPIO
 * power buttons.
 */
#include "fdt_impl.h"
#include "machine_impl.h"

#include <abi/errors.h>
#include <base/checked.h>

void fw_scan_fault(struct fw_scan *scan, status_t why)
{
	fw_note_fault(
		scan->machine, fdt_name(scan->walk.fdt, scan->walk.node), scan->walk.node.at, why);
}

bool fw_scan_reg(struct fw_scan *scan, u32 index, struct fdt_reg *reg)
{
	status_t status = fdt_walk_reg(&scan->walk, index, reg);

	if (status)
		fw_scan_fault(scan, status);
	return status == 0;
}

u64 fw_scan_number(const struct fw_scan *scan, const char *name, u64 fallback)
{
	return fdt_get_number(scan->walk.fdt, scan->walk.node, name, fallback);
}

static struct fdt_value get(const struct fw_scan *scan, const char *name)
{
	return fdt_get(scan->walk.fdt, scan->walk.node, name);
}

/* --- CPUs ---------------------------------------------------------------------------- */

/* A CPU that is "disabled" waits to be started by its enable-method; any other word is bad. */
static enum fw_cpu_state cpu_state(const struct fw_scan *scan)
{
	struct strview status = fdt_string(get(scan, "status"), 0);

	if (fdt_is_enabled(scan->walk.fdt, scan->walk.node))
		return FW_CPU_ENABLED;
	return strview_is(status, "disabled") ? FW_CPU_CAPABLE : FW_CPU_DISABLED;
}

static enum fw_cpu_start cpu_start(const struct fw_scan *scan)
{
	struct strview method = fdt_string(get(scan, "enable-method"), 0);

	if (strview_is(method, "psci"))
		return FW_START_PSCI;
	if (strview_is(method, "spin-table"))
		return FW_START_SPIN_TABLE;
	return FW_START_DEFAULT;
}

/* The phandle of the controller inside a CPU's node, which others send interrupts to. */
static u32 cpu_interrupt_handle(const struct fw_scan *scan)
{
	const struct fdt *fdt = scan->walk.fdt;
	struct fdt_node child = fdt_first_child(fdt, scan->walk.node);

	for (; fdt_exists(child); child = fdt_next_sibling(fdt, child))
		if (fdt_get(fdt, child, "interrupt-controller").bytes)
			return (u32)fdt_get_number(fdt, child, "phandle", 0);
	return 0;
}

/* reg is a number on the bus of /cpus and no address: it is not translated. */
static void scan_cpu(struct fw_scan *scan)
{
	struct fw_cpu cpu = {
		.node = (u32)fw_scan_number(scan, "numa-node-id", FW_NO_NODE),
		.state = cpu_state(scan),
		.start = cpu_start(scan),
		.release_address = fw_scan_number(scan, "cpu-release-addr", 0),
		.controller = FW_NO_INDEX,
		.intc_handle = cpu_interrupt_handle(scan),
	};
	u32 cells = scan->walk.depth ? scan->walk.bus[scan->walk.depth - 1].address_cells : 0;

	if (cells == 0 || !fdt_number(get(scan, "reg"), 0, cells, &cpu.id)) {
		fw_scan_fault(scan, -EBADMSG);
		return;
	}
	if (!scan->machine->time.timebase)
		scan->machine->time.timebase = fw_scan_number(scan, "timebase-frequency", 0);
	fw_scan_isa(scan);
	(void)fw_add_cpu(scan->machine, &cpu);
}

/* --- Memory -------------------------------------------------------------------------- */

static void scan_memory(struct fw_scan *scan)
{
	u32 node = (u32)fw_scan_number(scan, "numa-node-id", FW_NO_NODE);
	bool hot_plug = get(scan, "hotpluggable").bytes;
	struct fdt_reg reg;

	for (u32 i = 0; i < FW_MEMORY_MAX + 1 && fw_scan_reg(scan, i, &reg); i++)
		fw_add_memory(
			scan->machine, &(struct fw_memory){ reg.base, reg.length, node, hot_plug });
}

/* A child of /reserved-memory. Without reg it is a wish to allocate some: not ours. */
static void scan_reserved(struct fw_scan *scan)
{
	bool no_map = get(scan, "no-map").bytes;
	struct fdt_reg reg;

	for (u32 i = 0; i < FW_RESERVED_MAX + 1 && fw_scan_reg(scan, i, &reg); i++)
		fw_add_reserved(scan->machine, reg.base, reg.length, no_map);
}

static void read_reservations(struct fw_machine *machine, const struct fdt *fdt)
{
	struct fdt_reg reservation;
	u32 cursor = 0;

	/* A list without end would be as long as the blob. */
	for (u32 i = 0; i < FW_RESERVED_MAX + 1; i++) {
		if (!fdt_next_reservation(fdt, &cursor, &reservation))
			break;
		fw_add_reserved(machine, reservation.base, reservation.length, false);
	}
}

/* --- Dispatch ------------------------------------------------------------------------ */

static void scan_psci_old(struct fw_scan *scan)
{
	fw_scan_psci(scan, 0x00001);
}

static void scan_psci_0_2(struct fw_scan *scan)
{
	fw_scan_psci(scan, 0x00002);
}

static void scan_psci_1_0(struct fw_scan *scan)
{
	fw_scan_psci(scan, 0x10000);
}

static void scan_syscon_off(struct fw_scan *scan)
{
	fw_scan_syscon(scan, &scan->machine->power.off);
}

static void scan_syscon_reset(struct fw_scan *scan)
{
	fw_scan_syscon(scan, &scan->machine->power.reset);
}

static void scan_test_device(struct fw_scan *scan)
{
	struct fdt_reg reg;
	if (fw_scan_reg(scan, 0, &reg))
		scan->machine->power.test_device = reg.base;
}

static const struct {
	const char *compatible;
	void (*scan)(struct fw_scan *scan);
} devices[] = {
	{ "arm,cortex-a15-gic", fw_scan_gic2 },
	{ "arm,cortex-a9-gic", fw_scan_gic2 },
	{ "arm,cortex-a7-gic", fw_scan_gic2 },
	{ "arm,gic-400", fw_scan_gic2 },
	{ "arm,gic-v3", fw_scan_gic3 },
	{ "arm,gic-v3-its", fw_scan_its },
	{ "arm,gic-v2m-frame", fw_scan_v2m },
	{ "riscv,plic0", fw_scan_plic },
	{ "sifive,plic-1.0.0", fw_scan_plic },
	{ "riscv,aplic", fw_scan_aplic },
	{ "riscv,imsics", fw_scan_imsic },
	{ "arm,armv8-timer", fw_scan_timer },
	{ "arm,armv7-timer", fw_scan_timer },
	/* The newest that a node claims comes first. */
	{ "arm,psci-1.0", scan_psci_1_0 },
	{ "arm,psci-0.2", scan_psci_0_2 },
	{ "arm,psci", scan_psci_old },
	{ "pci-host-ecam-generic", fw_scan_pci },
	{ "syscon-poweroff", scan_syscon_off },
	{ "syscon-reboot", scan_syscon_reset },
	{ "sifive,test0", scan_test_device },
	{ "sifive,test1", scan_test_device },
};

/* The first of the names that the node itself lists which we know. */
static void scan_device(struct fw_scan *scan, struct fdt_value compatible)
{
	struct strview name;

	for (u32 i = 0; (name = fdt_string(compatible, i)).at; i++) {
		for (u32 d = 0; d < ARRAY_SIZE(devices); d++) {
			if (!strview_is(name, devices[d].compatible))
				continue;
			devices[d].scan(scan);
			return;
		}
	}
}

/* The two nodes that say what their children are. */
enum place {
	PLACE_OTHER,
	PLACE_CPUS,
	PLACE_RESERVED,
};

/* Looks at the current node; false to leave out what is below it. */
static bool scan_node(struct fw_scan *scan, enum place place)
{
	enum { STATUS, TYPE, COMPATIBLE, COUNT };
	static const char *const names[COUNT] = { "status", "device_type", "compatible" };
	struct fdt_value values[COUNT];

	fdt_get_several(scan->walk.fdt, scan->walk.node, names, values, COUNT);
	struct strview type = fdt_string(values[TYPE], 0);
	if (place == PLACE_CPUS) {
		if (strview_is(type, "cpu"))
			scan_cpu(scan);
		return false;
	}
	if (!fdt_status_is_okay(values[STATUS]))
		return false;
	if (place == PLACE_RESERVED) {
		scan_reserved(scan);
		return false;
	}
	if (strview_is(type, "memory"))
		scan_memory(scan);
	else
		scan_device(scan, values[COMPATIBLE]);
	return true;
}

static enum place place_of_children(const struct fw_scan *scan)
{
	const struct fdt *fdt = scan->walk.fdt;

	if (scan->walk.node.at == fdt->cpus.at)
		return PLACE_CPUS;
	if (scan->walk.node.at == fdt->reserved_memory.at)
		return PLACE_RESERVED;
	return PLACE_OTHER;
}

static void scan_all(struct fw_scan *scan)
{
	enum place place = PLACE_OTHER;
	bool more = fdt_walk_next(&scan->walk);

	while (more) {
		if (scan->walk.depth <= 1) {
			place = place_of_children(scan);
			if (place == PLACE_CPUS)
				scan->machine->time.timebase =
					fw_scan_number(scan, "timebase-frequency", 0);
		}
		bool deeper = scan_node(scan, scan->walk.depth == 2 ? place : PLACE_OTHER);
		more = deeper ? fdt_walk_next(&scan->walk) : fdt_walk_skip(&scan->walk);
	}
}

static void name_model(struct fw_machine *machine, const struct fdt *fdt)
{
	struct strview model = fdt_string(fdt_get(fdt, fdt_root(fdt), "model"), 0);

	if (!model.at)
		model = fdt_string(fdt_get(fdt, fdt_root(fdt), "compatible"), 0);
	strview_copy(model, machine->model, sizeof(machine->model));
}

void fw_machine_from_fdt(struct fw_machine *machine, const struct fdt *fdt)
{
	struct fw_scan scan = { .machine = machine };

	fdt_walk_init(&scan.walk, fdt);
	machine->source = FW_SOURCE_FDT;
	name_model(machine, fdt);
	read_reservations(machine, fdt);
	fw_scan_console(&scan);
	scan_all(&scan);
	fw_scan_resolve_plics(&scan);
}
