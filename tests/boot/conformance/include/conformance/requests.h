/* SPDX-License-Identifier: MIT */
/* The requests of the conformance kernel, all that there are. */
#pragma once

#include <abi/boot.h>
#include <base/compiler.h>
#include <base/types.h>

/* In r2/ and r6/. */
extern const u64 wanted_revision;
extern const bool asks_for_entry;
extern u64 base_revision[3];

extern struct limine_bootloader_info_request bootloader_info_request;
extern struct limine_firmware_type_request firmware_type_request;
extern struct limine_stack_size_request stack_size_request;
extern struct limine_hhdm_request hhdm_request;
extern struct limine_framebuffer_request framebuffer_request;
extern struct limine_paging_mode_request paging_mode_request;
extern struct limine_mp_request mp_request;
extern struct limine_memmap_request memmap_request;
extern struct limine_executable_file_request executable_file_request;
extern struct limine_module_request module_request;
extern struct limine_rsdp_request rsdp_request;
extern struct limine_smbios_request smbios_request;
extern struct limine_efi_system_table_request efi_system_table_request;
extern struct limine_efi_memmap_request efi_memmap_request;
extern struct limine_date_at_boot_request date_at_boot_request;
extern struct limine_executable_address_request executable_address_request;
extern struct limine_dtb_request dtb_request;
extern struct limine_executable_cmdline_request executable_cmdline_request;
extern struct limine_riscv_bsp_hartid_request bsp_hartid_request;
extern struct limine_performance_request performance_request;
extern struct limine_keep_iommu_request keep_iommu_request;
extern struct limine_tsc_frequency_request tsc_frequency_request;
extern struct limine_entropy_request entropy_request;

/* These must not be answered. */
extern struct limine_request unknown_request, terminal_request, five_level_request, tpm_request,
	flanterm_request, early_request, late_request;

/* Where the kernel may be entered: entry.S of each machine. */
void conformance_elf_entry(void);
void conformance_asked_entry(void);

enum {
	STACK_WANTED = 0x28000,
	ENTROPY_WANTED = 6,
};
