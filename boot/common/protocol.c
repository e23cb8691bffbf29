/* SPDX-License-Identifier: MIT */
#include <boot/protocol.h>

#include <base/compiler.h>

#define FEATURE_ID(name, word2, word3) [FEATURE_##name] = { (word2), (word3) },
static const u64 ids[FEATURE_COUNT][2] = { LIMINE_FEATURES(FEATURE_ID) };
#undef FEATURE_ID

enum feature feature_by_id(const u64 id[4])
{
	for (int i = 0; i < FEATURE_COUNT; i++)
		if (ids[i][0] == id[2] && ids[i][1] == id[3])
			return (enum feature)i;
	return FEATURE_COUNT;
}

size_t feature_request_size(enum feature feature, u64 request_revision)
{
	switch (feature) {
	case FEATURE_STACK_SIZE: return sizeof(struct limine_stack_size_request);
	case FEATURE_ENTRY_POINT: return sizeof(struct limine_entry_point_request);
	case FEATURE_MP: return sizeof(struct limine_mp_request);
	case FEATURE_ENTROPY: return sizeof(struct limine_entropy_request);
	case FEATURE_PAGING_MODE:
		return request_revision >= 1
			       ? sizeof(struct limine_paging_mode_request)
			       : offsetof(struct limine_paging_mode_request, max_mode);
	case FEATURE_MODULE:
		return request_revision >= 1 ? sizeof(struct limine_module_request)
					     : sizeof(struct limine_request);
	default: return sizeof(struct limine_request);
	}
}

#define MAPPED_ALWAYS \
	(TYPE_BIT(USABLE) | TYPE_BIT(LOADER) | TYPE_BIT(EXECUTABLE) | TYPE_BIT(FRAMEBUFFER))
#define MAPPED_ACPI (TYPE_BIT(ACPI_RECLAIMABLE) | TYPE_BIT(ACPI_NVS))

/*
 * A revision that is not `served` is refused by name. Its row says what is known of it, so
 * that serving it is a matter of this table and of what is missing elsewhere: revision 0
 * wants an identity map and `.limine_reqs`, 0 and 1 take markers for hints.
 */
const struct revision revisions[] = {
	[0] = {
		.low_4g = true,
		.mapped = MAPPED_ALWAYS | MAPPED_ACPI | TYPE_BIT(RESERVED) | TYPE_BIT(BAD),
		.runtime_type = LIMINE_MEMMAP_RESERVED,
		.acpi_mapped = true,
		.smbios_mapped = true,
	},
	[1] = {
		.low_4g = true,
		.mapped = MAPPED_ALWAYS | MAPPED_ACPI,
		.runtime_type = LIMINE_MEMMAP_RESERVED,
		.acpi_mapped = true,
		.smbios_mapped = true,
	},
	[2] = {
		.served = true,
		.low_4g = true,
		.mapped = MAPPED_ALWAYS | MAPPED_ACPI,
		.runtime_type = LIMINE_MEMMAP_RESERVED,
		.acpi_mapped = true,
		.smbios_mapped = true,
	},
	[3] = {
		.mapped = MAPPED_ALWAYS,
		.runtime_type = LIMINE_MEMMAP_RESERVED,
		.rsdp_physical = true,
		.smbios_physical = true,
	},
	[4] = {
		.mapped = MAPPED_ALWAYS | MAPPED_ACPI | TYPE_BIT(RESERVED_MAPPED),
		.runtime_type = LIMINE_MEMMAP_RESERVED,
		.acpi_mapped = true,
		.smbios_physical = true,
	},
	[5] = {
		.mapped = MAPPED_ALWAYS | MAPPED_ACPI | TYPE_BIT(RESERVED_MAPPED),
		.runtime_type = LIMINE_MEMMAP_RESERVED_MAPPED,
		.acpi_mapped = true,
		.smbios_mapped = true,
		.strict_state = true,
	},
	[6] = {
		.served = true,
		.mapped = MAPPED_ALWAYS | MAPPED_ACPI | TYPE_BIT(RESERVED_MAPPED),
		.runtime_type = LIMINE_MEMMAP_RESERVED_MAPPED,
		.acpi_mapped = true,
		.smbios_mapped = true,
		.strict_state = true,
		.vhe_entry = true,
		.fp_off = true,
	},
};
