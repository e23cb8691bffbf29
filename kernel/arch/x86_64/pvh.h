/* SPDX-License-Identifier: MIT */
/*
 * The PVH start info: what a hypervisor tells a kernel it enters directly.
 *
 * Physical addresses throughout; no alignment is promised. Version 0 ends after
 * `rsdp`; version 1 adds the memory map.
 */
#pragma once

#include <base/types.h>

enum : u32 { PVH_MAGIC = 0x336ec578 };

struct [[gnu::packed]] pvh_start_info {
	u32 magic;
	u32 version;
	u32 flags; /* Xen: 1 we are privileged, 2 the initial domain */
	u32 module_count;
	u64 modules; /* array of struct pvh_module */
	u64 cmdline; /* terminated text; 0: none */
	u64 rsdp;    /* 0: none */
	/* version 1: */
	u64 memory_map; /* array of struct pvh_memory */
	u32 memory_count;
	u32 reserved;
};
static_assert(sizeof(struct pvh_start_info) == 56);
static_assert(offsetof(struct pvh_start_info, memory_map) == 40);

struct [[gnu::packed]] pvh_module {
	u64 base;
	u64 size;
	u64 cmdline;
	u64 reserved;
};
static_assert(sizeof(struct pvh_module) == 32);

/* Types are those of the BIOS call E820. */
enum pvh_memory_type : u32 {
	PVH_MEMORY_RAM = 1,
	PVH_MEMORY_RESERVED = 2,
	PVH_MEMORY_ACPI = 3,
	PVH_MEMORY_NVS = 4,
	PVH_MEMORY_UNUSABLE = 5,
};

struct [[gnu::packed]] pvh_memory {
	u64 base;
	u64 length;
	u32 type;
	u32 reserved;
};
static_assert(sizeof(struct pvh_memory) == 24);

/* From pvh_start.S: where the start info lies, and where our image. */
[[noreturn]] void pvh_main(paddr_t start_info, paddr_t image);
