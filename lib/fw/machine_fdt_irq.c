/* SPDX-License-Identifier: MIT */
/* Interrupt controllers in a device tree. */
#include "machine_impl.h"

#include <abi/errors.h>

/* --- GIC ----------------------------------------------------------------------------- */

void fw_scan_gic2(struct fw_scan *scan)
{
	struct fw_gic *gic = &scan->machine->gic;
	struct fdt_reg distributor, cpu;

	if (gic->version || !fw_scan_reg(scan, 0, &distributor) || !fw_scan_reg(scan, 1, &cpu))
		return;
	gic->version = 2;
	gic->distributor = distributor.base;
	gic->distributor_length = distributor.length;
	gic->cpu_interface = cpu.base;
	gic->cpu_interface_length = cpu.length;
}

void fw_scan_gic3(struct fw_scan *scan)
{
	struct fw_gic *gic = &scan->machine->gic;
	u64 regions = fw_scan_number(scan, "#redistributor-regions", 1);
	struct fdt_reg reg;

	if (gic->version || !fw_scan_reg(scan, 0, &reg))
		return;
	gic->version = 3;
	gic->distributor = reg.base;
	gic->distributor_length = reg.length;
	gic->redistributor_stride = fw_scan_number(scan, "redistributor-stride", 0);
	/* One more than we have room for, so that the rest counts as dropped. */
	for (u32 i = 0; i < regions && i <= FW_REDISTRIBUTORS_MAX; i++) {
		if (!fw_scan_reg(scan, 1 + i, &reg))
			break;
		fw_add_redistributors(scan->machine, reg.base, reg.length);
	}
}

static void add_msi_frame(struct fw_scan *scan, bool is_its)
{
	struct fw_msi_frame frame = {
		.id = scan->machine->gic.msi_frame_count,
		.is_its = is_its,
		.spi_base = (u32)fw_scan_number(scan, "arm,msi-base-spi", 0),
		.spi_count = (u32)fw_scan_number(scan, "arm,msi-num-spis", 0),
	};
	struct fdt_reg reg;

	if (!fw_scan_reg(scan, 0, &reg))
		return;
	frame.base = reg.base;
	fw_add_msi_frame(scan->machine, &frame);
}

void fw_scan_its(struct fw_scan *scan)
{
	add_msi_frame(scan, true);
}

void fw_scan_v2m(struct fw_scan *scan)
{
	add_msi_frame(scan, false);
}

/*
 * By the number of cells: three or more are a GIC's (kind, number, flags), two
 * are number and flags, one is a number. Flags: 1 rising, 2 falling edge, 4
 * high, 8 low level.
 */
struct fw_irq fw_walk_irq(struct fdt_walk *walk, u32 index)
{
	struct fdt_interrupt interrupt;
	u32 number, flags;

	if (fdt_walk_interrupt(walk, index, &interrupt))
		return (struct fw_irq){};
	if (interrupt.cells >= 3) {
		/* Shared ones start at 32, a CPU's private ones at 16. */
		number = interrupt.cell[1] + (interrupt.cell[0] == 0 ? 32 : 16);
		flags = interrupt.cell[2];
	} else {
		number = interrupt.cell[0];
		flags = interrupt.cells == 2 ? interrupt.cell[1] : 4;
	}
	return (struct fw_irq){
		.number = number,
		.valid = true,
		.level = flags & (BIT(2) | BIT(3)),
		.low = flags & (BIT(1) | BIT(3)),
	};
}

/* --- PLIC, APLIC, IMSIC -------------------------------------------------------------- */

/*
 * Their interrupts-extended list says where each context (PLIC), delivery
 * number (APLIC) or interrupt file (IMSIC) leads: pairs of a CPU's controller
 * and the cause it raises there.
 */
#define CAUSE_SUPERVISOR_EXTERNAL 9

static u32 hart_count(struct fdt_value harts)
{
	return harts.length / 8;
}

static bool leads_to_supervisor(struct fdt_value harts)
{
	for (u32 i = 0; i < hart_count(harts); i++)
		if (fdt_cell(harts, 2 * i + 1) == CAUSE_SUPERVISOR_EXTERNAL)
			return true;
	return false;
}

/* Adds the current node; harts are resolved when all CPUs are known. */
static struct fw_scan_plic *add_plic(struct fw_scan *scan, struct fw_plic plic)
{
	struct fdt_value harts = fdt_get(scan->walk.fdt, scan->walk.node, "interrupts-extended");
	u32 index = scan->machine->plic_count;
	struct fdt_reg reg;

	if (!fw_scan_reg(scan, 0, &reg))
		return nullptr;
	plic.base = reg.base;
	plic.length = reg.length;
	plic.id = (u32)fw_scan_number(scan, "phandle", 0);
	plic.msi_parent = FW_NO_INDEX;
	if (!fw_add_plic(scan->machine, &plic))
		return nullptr;
	scan->plics[index] = (struct fw_scan_plic){ .harts = harts };
	return &scan->plics[index];
}

void fw_scan_plic(struct fw_scan *scan)
{
	(void)add_plic(scan, (struct fw_plic){
				     .kind = FW_PLIC,
				     .sources = (u32)fw_scan_number(scan, "riscv,ndev", 0),
			     });
}

/* One domain for each privilege level; the machine's own are not ours to use. */
void fw_scan_aplic(struct fw_scan *scan)
{
	u32 msi_parent = (u32)fw_scan_number(scan, "msi-parent", 0);
	struct fdt_value harts = fdt_get(scan->walk.fdt, scan->walk.node, "interrupts-extended");

	if (!msi_parent && !leads_to_supervisor(harts))
		return;
	struct fw_scan_plic *added =
		add_plic(scan, (struct fw_plic){
				       .kind = FW_APLIC,
				       .sources = (u32)fw_scan_number(scan, "riscv,num-sources", 0),
			       });
	if (added)
		added->msi_parent = msi_parent;
}

void fw_scan_imsic(struct fw_scan *scan)
{
	struct fdt_reg reg;

	if (!leads_to_supervisor(fdt_get(scan->walk.fdt, scan->walk.node, "interrupts-extended")))
		return;
	struct fw_scan_plic *added = add_plic(scan,
		(struct fw_plic){
			.kind = FW_IMSIC,
			.sources = (u32)fw_scan_number(scan, "riscv,num-ids", 0),
			.guest_index_bits = (u32)fw_scan_number(scan, "riscv,guest-index-bits", 0),
			.hart_index_bits = (u32)fw_scan_number(scan, "riscv,hart-index-bits", 0),
			.group_index_bits = (u32)fw_scan_number(scan, "riscv,group-index-bits", 0),
			.group_index_shift =
				(u32)fw_scan_number(scan, "riscv,group-index-shift", 24),
		});
	for (u32 i = 0; added && i < ARRAY_SIZE(added->files); i++) {
		if (fdt_walk_reg(&scan->walk, i, &reg))
			break;
		added->files[i] = (struct fw_region){ reg.base, reg.length };
	}
}

static struct fw_cpu *cpu_by_handle(struct fw_machine *machine, u32 handle)
{
	for (u32 i = 0; i < machine->cpu_count; i++)
		if (machine->cpus[i].intc_handle == handle && handle)
			return &machine->cpus[i];
	return nullptr;
}

#define IMSIC_FILE_SIZE	     4096u
#define GUEST_INDEX_BITS_MAX 7

/* Files lie side by side, each with room for those of the guests, region after region. */
static paddr_t imsic_file(const struct fw_plic *plic, const struct fw_scan_plic *from, u32 index)
{
	if (plic->guest_index_bits > GUEST_INDEX_BITS_MAX)
		return 0;
	u64 stride = (u64)IMSIC_FILE_SIZE << plic->guest_index_bits;
	u64 offset = index * stride;
	for (u32 i = 0; i < ARRAY_SIZE(from->files); i++) {
		u64 length = ALIGN_DOWN(from->files[i].length, stride);
		if (offset < length)
			return from->files[i].base + offset;
		offset -= length;
	}
	return 0;
}

static void resolve_harts(struct fw_scan *scan, u32 index)
{
	const struct fw_scan_plic *from = &scan->plics[index];
	const struct fw_plic *plic = &scan->machine->plics[index];

	for (u32 i = 0; i < hart_count(from->harts); i++) {
		if (fdt_cell(from->harts, 2 * i + 1) != CAUSE_SUPERVISOR_EXTERNAL)
			continue;
		struct fw_cpu *cpu = cpu_by_handle(scan->machine, fdt_cell(from->harts, 2 * i));
		if (!cpu)
			continue;
		if (plic->kind == FW_IMSIC) {
			cpu->imsic = imsic_file(plic, from, i);
		} else {
			cpu->controller = index;
			cpu->context = i;
		}
	}
}

static u32 find_imsic(const struct fw_machine *machine, u32 phandle)
{
	for (u32 i = 0; i < machine->plic_count; i++)
		if (machine->plics[i].kind == FW_IMSIC && machine->plics[i].id == phandle)
			return i;
	return FW_NO_INDEX;
}

/*
 * A domain that sends to interrupt files which are not in the list sends to the
 * machine level's, and is not ours: it is taken out, the last one moving into
 * its place.
 */
static void drop_foreign_domains(struct fw_scan *scan)
{
	struct fw_machine *machine = scan->machine;

	for (u32 i = machine->plic_count; i-- > 0;) {
		u32 parent = scan->plics[i].msi_parent;
		if (!parent || find_imsic(machine, parent) != FW_NO_INDEX)
			continue;
		u32 last = --machine->plic_count;
		machine->plics[i] = machine->plics[last];
		scan->plics[i] = scan->plics[last];
	}
}

void fw_scan_resolve_plics(struct fw_scan *scan)
{
	struct fw_machine *machine = scan->machine;

	drop_foreign_domains(scan);
	for (u32 i = 0; i < machine->plic_count; i++) {
		if (scan->plics[i].msi_parent)
			machine->plics[i].msi_parent =
				find_imsic(machine, scan->plics[i].msi_parent);
		resolve_harts(scan, i);
	}
}
