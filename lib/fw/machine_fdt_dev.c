/* SPDX-License-Identifier: MIT */
/* Consoles, PCI, timers and power in a device tree. */
#include "machine_impl.h"

#include <abi/errors.h>
#include <base/checked.h>

static struct fdt_value get(const struct fw_scan *scan, const char *name)
{
	return fdt_get(scan->walk.fdt, scan->walk.node, name);
}

/* --- UARTs --------------------------------------------------------------------------- */

static const struct {
	const char *compatible;
	enum fw_uart_kind kind;
} uarts[] = {
	{ "ns16550a", FW_UART_16550 },
	{ "ns16550", FW_UART_16550 },
	{ "ns16450", FW_UART_16550 },
	{ "ns8250", FW_UART_16550 },
	{ "snps,dw-apb-uart", FW_UART_16550 },
	{ "arm,pl011", FW_UART_PL011 },
	{ "arm,sbsa-uart", FW_UART_SBSA },
	{ "sifive,uart0", FW_UART_SIFIVE },
};

/* The first of the names that the node lists which we know. */
static enum fw_uart_kind uart_kind(struct fdt_value compatible)
{
	struct strview name;

	for (u32 i = 0; (name = fdt_string(compatible, i)).at; i++)
		for (u32 k = 0; k < ARRAY_SIZE(uarts); k++)
			if (strview_is(name, uarts[k].compatible))
				return uarts[k].kind;
	return FW_UART_NONE;
}

/* Its own property, or that of a fixed clock it refers to. */
static u32 uart_clock(const struct fdt_walk *walk)
{
	const struct fdt *fdt = walk->fdt;
	u32 clock = (u32)fdt_get_number(fdt, walk->node, "clock-frequency", 0);
	struct fdt_value clocks = fdt_get(fdt, walk->node, "clocks");

	if (clock || !clocks.bytes)
		return clock;
	struct fdt_node source = fdt_by_phandle(fdt, fdt_cell(clocks, 0));
	return (u32)fdt_get_number(fdt, source, "clock-frequency", 0);
}

/* The digits at the beginning of stdout-path's options (115200n8), or the node's property. */
static u32 uart_baud(const struct fdt_walk *walk, const struct fdt_chosen *chosen)
{
	struct strview digits = {};
	u64 baud;
	u32 rate;

	if (walk->node.at == chosen->console.at)
		digits = chosen->console_options;
	for (size_t i = 0; i < digits.length; i++)
		if (digits.at[i] < '0' || digits.at[i] > '9')
			digits.length = i;
	if (strview_to_u64(digits, &baud) == 0 && checked_to_u32(baud, &rate))
		return rate;
	return (u32)fdt_get_number(walk->fdt, walk->node, "current-speed", 0);
}

/* The current node as a UART; -ENOENT if it is none that we know, or is switched off. */
static status_t read_uart(
	struct fdt_walk *walk, const struct fdt_chosen *chosen, struct fw_uart *uart)
{
	const struct fdt *fdt = walk->fdt;
	enum fw_uart_kind kind = uart_kind(fdt_get(fdt, walk->node, "compatible"));
	struct fdt_reg reg;

	if (kind == FW_UART_NONE || !fdt_is_enabled(fdt, walk->node))
		return -ENOENT;
	status_t status = fdt_walk_reg(walk, 0, &reg);
	if (status)
		return status == -ENOENT ? -EBADMSG : status;
	u64 shift = fdt_get_number(fdt, walk->node, "reg-shift", 0);
	u64 width = fdt_get_number(fdt, walk->node, "reg-io-width", kind == FW_UART_16550 ? 1 : 4);
	if (shift > 4 || (width != 1 && width != 2 && width != 4))
		return -EBADMSG;
	*uart = (struct fw_uart){
		.kind = kind,
		.base = reg.base,
		.length = reg.length,
		.reg_shift = (u32)shift,
		.reg_width = (u32)width,
		.clock = uart_clock(walk),
		.baud = uart_baud(walk, chosen),
		.irq = fw_walk_irq(walk, 0),
	};
	return 0;
}

/*
 * The chosen one is the console; without a choice that works, the first UART
 * that does. A machine, if given, takes note of those that do not.
 */
static void find_console(const struct fdt *fdt, struct fw_uart *uart, struct fw_machine *machine)
{
	struct fdt_chosen chosen;
	struct fdt_walk walk;

	fdt_read_chosen(fdt, &chosen);
	if (fdt_exists(chosen.console) && !fdt_walk_to(&walk, fdt, chosen.console) &&
		!read_uart(&walk, &chosen, uart))
		return;
	fdt_walk_init(&walk, fdt);
	bool more = fdt_walk_next(&walk);
	while (more) {
		status_t status = read_uart(&walk, &chosen, uart);
		if (status == 0)
			return;
		if (machine)
			fw_note_fault(machine, fdt_name(fdt, walk.node), walk.node.at, status);
		more = fdt_is_enabled(fdt, walk.node) ? fdt_walk_next(&walk) : fdt_walk_skip(&walk);
	}
}

void fw_uart_from_fdt(struct fw_uart *uart, const struct fdt *fdt)
{
	*uart = (struct fw_uart){};
	find_console(fdt, uart, nullptr);
}

void fw_scan_console(struct fw_scan *scan)
{
	find_console(scan->walk.fdt, &scan->machine->console, scan->machine);
}

/* --- PCI ----------------------------------------------------------------------------- */

/*
 * An entry of a host bridge's ranges: three cells of PCI address (flags in the
 * first: bits 25:24 the space, bit 30 prefetchable), the parent's address, two
 * cells of size.
 */
static void add_windows(struct fw_scan *scan, struct fw_pci_segment *segment)
{
	u32 parent = scan->walk.bus[scan->walk.depth - 1].address_cells;
	struct fdt_value ranges = get(scan, "ranges");
	u32 stride = 3 + parent + 2;
	u64 base, length;

	if (parent > 2)
		return;
	for (u32 at = 0; fdt_number(ranges, at + 3, parent, &base) &&
			 fdt_number(ranges, at + 3 + parent, 2, &length);
		at += stride) {
		u32 flags = fdt_cell(ranges, at);
		if (fdt_walk_translate(&scan->walk, base, length, &base))
			continue;
		if (!fw_has_room(scan->machine, FW_KIND_PCI_WINDOW, segment->window_count,
			    FW_PCI_WINDOWS_MAX))
			break;
		segment->windows[segment->window_count++] = (struct fw_pci_window){
			.space = flags >> 24 & 3,
			.prefetchable = flags & BIT(30),
			.bus_address = fdt_cell_pair(ranges, at + 1),
			.base = base,
			.length = length,
		};
	}
}

void fw_scan_pci(struct fw_scan *scan)
{
	struct fdt_value buses = get(scan, "bus-range");
	u32 first = buses.bytes ? fdt_cell(buses, 0) : 0;
	u32 last = buses.bytes ? fdt_cell(buses, 1) : 0xff;
	struct fdt_reg reg;

	if (!fw_scan_reg(scan, 0, &reg))
		return;
	/* 1 MiB of configuration space a bus: those beyond its end are not there. */
	u64 room = reg.length / MIB;
	if (first > last || last > 0xff || room == 0) {
		fw_scan_fault(scan, -EBADMSG);
		return;
	}
	struct fw_pci_segment *added = fw_add_pci(
		scan->machine, &(struct fw_pci_segment){
				       .base = reg.base,
				       .segment = (u32)fw_scan_number(
					       scan, "linux,pci-domain", scan->machine->pci_count),
				       .bus_first = (u8)first,
				       .bus_last = (u8)min((u64)last, first + room - 1),
			       });
	if (added)
		add_windows(scan, added);
}

/* --- Time ---------------------------------------------------------------------------- */

void fw_scan_timer(struct fw_scan *scan)
{
	struct fw_time *time = &scan->machine->time;

	for (u32 line = 0; line < FW_TIMER_LINES; line++)
		time->timer[line] = fw_walk_irq(&scan->walk, line);
	time->timer_always_on = get(scan, "always-on").bytes;
	/* Only there to correct firmware that did not set the register. */
	time->timebase = fw_scan_number(scan, "clock-frequency", 0);
}

/* --- Power --------------------------------------------------------------------------- */

void fw_scan_psci(struct fw_scan *scan, u32 version)
{
	struct fw_power *power = &scan->machine->power;
	struct strview method = fdt_string(get(scan, "method"), 0);

	if (strview_is(method, "hvc"))
		power->psci = FW_CONDUIT_HVC;
	else if (strview_is(method, "smc"))
		power->psci = FW_CONDUIT_SMC;
	else
		return;
	power->psci_version = version;
	power->psci_cpu_on = (u32)fw_scan_number(scan, "cpu_on", 0);
}

/*
 * A register of another node: `regmap` refers to it (or it is the parent, which
 * is rare and not done), `offset` is within it, `value` is what to store,
 * `mask` which bits.
 */
void fw_scan_syscon(struct fw_scan *scan, struct fw_store *store)
{
	const struct fdt *fdt = scan->walk.fdt;
	struct fdt_node block = fdt_by_phandle(fdt, (u32)fw_scan_number(scan, "regmap", 0));
	u64 offset = fw_scan_number(scan, "offset", 0);
	u64 mask = fw_scan_number(scan, "mask", 0);
	struct fdt_reg reg;
	u64 address;

	if (!fdt_exists(block) || fdt_reg(fdt, block, 0, &reg) ||
		!checked_within(offset, 4, reg.length) ||
		!checked_add(reg.base, offset, &address)) {
		fw_scan_fault(scan, -EBADMSG);
		return;
	}
	*store = (struct fw_store){
		.where =
			{
				.space = ACPI_SPACE_MEMORY,
				.bit_width = 32,
				.access_size = 3,
				.address = address,
			},
		/* A lone mask is what to store: that is how the binding began. */
		.value = (u32)fw_scan_number(scan, "value", mask),
		.mask = (u32)(get(scan, "value").bytes ? mask : 0),
	};
}
