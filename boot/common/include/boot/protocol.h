/* SPDX-License-Identifier: MIT */
/*
 * The protocol as data: the features by number, and what each base revision changes.
 *
 * Everything that depends on the base revision asks the row of `struct revision` that the
 * kernel was given; no other code compares revision numbers.
 */
#pragma once

/* We build these structures for somebody else: their pointers are plain numbers here. */
#define LIMINE_POINTERS_ARE_ADDRESSES
#include <abi/boot.h>
#include <base/types.h>

#define FEATURE_NAME(name, word2, word3) FEATURE_##name,
enum feature : u8 {
	LIMINE_FEATURES(FEATURE_NAME) FEATURE_COUNT,
};
#undef FEATURE_NAME

/* FEATURE_COUNT if we never heard of it. */
enum feature feature_by_id(const u64 id[4]);

/* Bytes of a request structure of this feature, in the given request revision. */
size_t feature_request_size(enum feature feature, u64 request_revision);

/* Sets of memory map types, for the columns of the table. */
#define TYPE_BIT(name) (1u << LIMINE_MEMMAP_##name)

struct revision {
	bool served;	      /* by this loader */
	bool low_4g;	      /* the HHDM has all of 0..4 GiB, whatever is there */
	u16 mapped;	      /* types that the HHDM has wherever they are */
	u8 runtime_type;      /* memory map type of EFI run-time services */
	bool acpi_mapped;     /* ACPI tables are in the HHDM, whatever memory they lie in */
	bool smbios_mapped;   /* the same for SMBIOS and the EFI system table */
	bool rsdp_physical;   /* the response has a physical address */
	bool smbios_physical; /* the same for SMBIOS and the EFI system table */
	bool strict_state;    /* x86: IDT, IOMMUs, local and I/O APICs are defined */
	bool vhe_entry;	      /* aarch64: entered at EL2 if that has host extensions */
	bool fp_off;	      /* aarch64: CPACR_EL1 is 0 */
};

/* Indexed by base revision. */
extern const struct revision revisions[LIMINE_BASE_REVISION_MAX + 1];
