/* SPDX-License-Identifier: MIT */
/*
 * Where the two boot roads reach C: what start.S calls, or what the protocol's
 * road asks of us.
 */
#include <abi/boot.h>
#include <abi/errors.h>
#include <arch/boot.h>
#include <arch/console.h>
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <arch_common/boot_info.h>
#include <arch_common/fdt_boot.h>
#include <arch_common/limine.h>
#include <base/cmdline.h>
#include <base/compiler.h>
#include <debug/panic.h>

#include "cpu_local.h"
#include "early_map.h"
#include "sbi.h"

[[noreturn]] void image_main(u64 hart, paddr_t dtb, paddr_t image);

static struct boot_info boot_info;

/* From the linker script. */
extern const u8 __image_start[];

/* Firmware's console is there before anything else is; a backtrace wants the direct map. */
[[noreturn]] static void refuse_tree(paddr_t dtb, status_t why)
{
	arch_hhdm = early_map_hhdm(arch_mmu_levels());
	arch_console_early_init(&boot_info);
	panic("no use can be made of the device tree at %#lx: %s", dtb, status_name(why));
}

/* `paging=sv39` and its like: a tree of less depth than the hart can do. */
static void limit_paging(paddr_t image, paddr_t dtb)
{
	static const char modes[][5] = { "sv39", "sv48", "sv57" };
	struct strview wanted;

	if (!cmdline_find(boot_info.cmdline, "paging", &wanted))
		return;
	for (unsigned levels = 3; levels < arch_mmu_levels(); levels++)
		if (strview_is(wanted, modes[levels - 3]))
			early_map_change(levels, image, dtb);
}

/*
 * Firmware reserves its own memory in the tree, but that of SBI 0.1 did not: it
 * was understood that all below the image is taken.
 */
static void spare_old_firmware(paddr_t image)
{
	if (sbi_base(SBI_BASE_VERSION) == 0)
		boot_info_add_memory(&boot_info, 0, image, BOOT_MEMORY_RESERVED);
}

/* The image and the device tree lie where `image` and `dtb` say, physically. */
void image_main(u64 hart, paddr_t dtb, paddr_t image)
{
	boot_cpu.hart = hart;
	const void *blob = (const void *)(early_map_hhdm(arch_mmu_levels()) + dtb);
	status_t status = fdt_boot(&boot_info, blob, dtb);

	boot_info_add_kernel(&boot_info, image, (vaddr_t)__image_start);
	if (status != 0)
		refuse_tree(dtb, status);
	spare_old_firmware(image);
	limit_paging(image, dtb);
	boot_info.hhdm = early_map_hhdm(arch_mmu_levels());
	boot_info.mapped_base = ALIGN_DOWN(image, GIB);
	boot_info.mapped_limit = boot_info.mapped_base + GIB;
	boot_info.boot_cpu = hart;
	kernel_main(&boot_info);
}

/* Loaders of the later protocol answer this even where they start no CPUs. */
IN_SECTION(".limine_requests")
static volatile struct limine_riscv_bsp_hartid_request hart_request = {
	.id = LIMINE_ID(RISCV_BSP_HARTID),
};

u64 limine_boot_cpu(const struct limine_response *mp)
{
	const struct limine_mp_response_riscv *harts = (const void *)mp;

	if (hart_request.response != nullptr)
		boot_cpu.hart = hart_request.response->bsp_hartid;
	else if (harts != nullptr)
		boot_cpu.hart = harts->bsp_hartid;
	return boot_cpu.hart;
}
