/* SPDX-License-Identifier: MIT */
/*
 * Which paging modes there are. The specification's way to find out is to try: a write of a
 * mode that does not exist leaves satp as it was. If it does exist, it is in force with the
 * next instruction, so the root that is tried maps the lower half one to one, in leaves of
 * the largest size. Sv39 is always there.
 */
#include <abi/errors.h>
#include <base/bits.h>
#include <boot/isa.h>
#include <boot/page.h>
#include <boot_riscv/launch.h>
#include <boot_riscv/satp.h>

const char *const paging_mode_names[] = { "sv39", "sv48", "sv57", nullptr };

static const struct pt_format *const plain[] = {
	&pt_riscv_sv39,
	&pt_riscv_sv48,
	&pt_riscv_sv57,
};
static const struct pt_format *const with_pbmt[] = {
	&pt_riscv_sv39_pbmt,
	&pt_riscv_sv48_pbmt,
	&pt_riscv_sv57_pbmt,
};

static bool has_mode(const struct pt_format *format, paddr_t page)
{
	u32 level = format->levels - 1u;
	u64 *root = (u64 *)page;
	u64 satp = satp_value(format, page);

	for (u64 i = 0; i < PT_ENTRIES; i++) {
		paddr_t to = i << (PAGE_SHIFT + 9 * level);

		root[i] = i < PT_ENTRIES / 2 ? format->leaf(to, level, PT_WRITE | PT_EXEC) : 0;
	}
	return launch_probe(satp) == satp;
}

/* One word of a list that is separated by `_`, as in "rv64imafdc_zicsr_svpbmt". */
static bool isa_string_has(struct strview text, const char *extension)
{
	while (text.at)
		if (strview_is(strview_cut(text, '_', &text), extension))
			return true;
	return false;
}

static bool cpu_has(const struct fdt *fdt, struct fdt_node cpu, const char *extension)
{
	struct fdt_value list = fdt_get(fdt, cpu, "riscv,isa-extensions");

	for (u32 i = 0; list.bytes; i++) {
		struct strview name = fdt_string(list, i);

		if (!name.at)
			break;
		if (strview_is(name, extension))
			return true;
	}
	return isa_string_has(fdt_string(fdt_get(fdt, cpu, "riscv,isa"), 0), extension);
}

/*
 * Memory types in page tables must also have been enabled by machine mode. Firmware that
 * lists the extension in the device tree has done so; without a tree we do not know.
 */
static bool all_have_pbmt(const struct boot *b)
{
	struct fdt fdt;
	bool any = false;

	if (!b->dtb || fdt_open(&fdt, b->dtb, b->tables.dtb_size))
		return false;
	for (struct fdt_node cpu = fdt_first_child(&fdt, fdt_find(&fdt, strview_of("/cpus")));
		fdt_exists(cpu); cpu = fdt_next_sibling(&fdt, cpu)) {
		if (!strview_is(fdt_base_name(&fdt, cpu), "cpu") || !fdt_is_enabled(&fdt, cpu))
			continue;
		if (!cpu_has(&fdt, cpu, "svpbmt"))
			return false;
		any = true;
	}
	return any;
}

status_t isa_paging(const struct boot *b, struct isa_paging *out, struct diag *d)
{
	const struct pt_format *const *formats = all_have_pbmt(b) ? with_pbmt : plain;
	struct pages_wish wish = { .pages = 1 };
	paddr_t page;

	if (firmware_pages(&wish, &page))
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for a page table");
	out->formats[LIMINE_PAGING_RISCV_SV39] = formats[LIMINE_PAGING_RISCV_SV39];
	for (u32 i = LIMINE_PAGING_RISCV_SV48; i < PAGING_MODES_MAX; i++)
		if (has_mode(formats[i], page))
			out->formats[i] = formats[i];
	out->unasked = LIMINE_PAGING_RISCV_SV48;
	out->leaf_levels = PT_LEVELS_MAX;
	return 0;
}
