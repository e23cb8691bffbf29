/* SPDX-License-Identifier: MIT */
#include <conformance/requests.h>

#include <conformance/isa.h>

#define REQUEST_IN(section) IN_SECTION(section) ALIGNED(8)
#define REQUEST		    REQUEST_IN(".requests")

REQUEST_IN(".requests_before") struct limine_request early_request = { .id = LIMINE_ID(HHDM) };

REQUEST_IN(".requests_start") static u64 start_marker[4] = LIMINE_START_MARKER;
REQUEST_IN(".requests_end") static u64 end_marker[2] = LIMINE_END_MARKER;

/* Were it seen, it would be the second of its kind, and the loader would refuse to boot. */
REQUEST_IN(".requests_after") struct limine_request late_request = { .id = LIMINE_ID(MEMMAP) };

REQUEST struct limine_bootloader_info_request bootloader_info_request = {
	.id = LIMINE_ID(BOOTLOADER_INFO),
};
REQUEST struct limine_firmware_type_request firmware_type_request = {
	.id = LIMINE_ID(FIRMWARE_TYPE),
};
REQUEST struct limine_stack_size_request stack_size_request = {
	.id = LIMINE_ID(STACK_SIZE),
	.stack_size = STACK_WANTED,
};
REQUEST struct limine_hhdm_request hhdm_request = { .id = LIMINE_ID(HHDM) };
/* Of a revision from the future: whoever does not know it takes it for what it knows. */
REQUEST struct limine_framebuffer_request framebuffer_request = {
	.id = LIMINE_ID(FRAMEBUFFER),
	.revision = 17,
};
/* Anything the machine has; the configuration chooses. */
REQUEST struct limine_paging_mode_request paging_mode_request = {
	.id = LIMINE_ID(PAGING_MODE),
	.revision = 1,
	.mode = ISA_PAGING_PREFERRED,
	.max_mode = 99,
	.min_mode = 0,
};
REQUEST struct limine_mp_request mp_request = { .id = LIMINE_ID(MP) };
REQUEST struct limine_memmap_request memmap_request = { .id = LIMINE_ID(MEMMAP) };
REQUEST struct limine_executable_file_request executable_file_request = {
	.id = LIMINE_ID(EXECUTABLE_FILE),
};

static const struct limine_internal_module required_module = {
	.path = "internal.bin",
	.string = "asked for",
	.flags = LIMINE_MODULE_REQUIRED,
};
static const struct limine_internal_module absent_module = {
	.path = "absent.bin",
	.string = "not there",
};
static const struct limine_internal_module *const internal_modules[] = {
	&absent_module,
	&required_module,
};
REQUEST struct limine_module_request module_request = {
	.id = LIMINE_ID(MODULE),
	.revision = 1,
	.internal_module_count = ARRAY_SIZE(internal_modules),
	.internal_modules = internal_modules,
};

REQUEST struct limine_rsdp_request rsdp_request = { .id = LIMINE_ID(RSDP) };
REQUEST struct limine_smbios_request smbios_request = { .id = LIMINE_ID(SMBIOS) };
REQUEST struct limine_efi_system_table_request efi_system_table_request = {
	.id = LIMINE_ID(EFI_SYSTEM_TABLE),
};
REQUEST struct limine_efi_memmap_request efi_memmap_request = { .id = LIMINE_ID(EFI_MEMMAP) };
REQUEST struct limine_date_at_boot_request date_at_boot_request = {
	.id = LIMINE_ID(DATE_AT_BOOT),
};
REQUEST struct limine_executable_address_request executable_address_request = {
	.id = LIMINE_ID(EXECUTABLE_ADDRESS),
};
REQUEST struct limine_dtb_request dtb_request = { .id = LIMINE_ID(DTB) };
REQUEST struct limine_executable_cmdline_request executable_cmdline_request = {
	.id = LIMINE_ID(EXECUTABLE_CMDLINE),
};
REQUEST struct limine_riscv_bsp_hartid_request bsp_hartid_request = {
	.id = LIMINE_ID(RISCV_BSP_HARTID),
};
REQUEST struct limine_performance_request performance_request = {
	.id = LIMINE_ID(PERFORMANCE),
};
REQUEST struct limine_keep_iommu_request keep_iommu_request = { .id = LIMINE_ID(KEEP_IOMMU) };
REQUEST struct limine_tsc_frequency_request tsc_frequency_request = {
	.id = LIMINE_ID(TSC_FREQUENCY),
};
REQUEST struct limine_entropy_request entropy_request = {
	.id = LIMINE_ID(ENTROPY),
	.count = ENTROPY_WANTED,
};

REQUEST struct limine_request unknown_request = {
	.id = { LIMINE_MAGIC_0, LIMINE_MAGIC_1, 0x1234, 0x5678 },
};
REQUEST struct limine_request terminal_request = { .id = LIMINE_ID(WITHDRAWN_TERMINAL) };
REQUEST struct limine_request five_level_request = {
	.id = LIMINE_ID(WITHDRAWN_5_LEVEL_PAGING),
};
REQUEST struct limine_request tpm_request = { .id = LIMINE_ID(TPM_EVENT_LOG) };
REQUEST struct limine_request flanterm_request = { .id = LIMINE_ID(FLANTERM_FB_PARAMS) };
