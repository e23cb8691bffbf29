/* SPDX-License-Identifier: MIT */
/*
 * What the kernel is told at its first portable instruction.
 *
 * Two kinds of road lead here. A loader that speaks the Limine protocol enters
 * with paging on and answers requests; a hypervisor enters with almost nothing
 * (PVH on PCs, an Image header elsewhere). Each road's own code fills in one
 * `struct boot_info` and calls kernel_main(). After that call nothing may ask
 * how the machine was booted.
 *
 * Addresses in boot_info are physical unless they say otherwise; strings live
 * in the kernel's own memory, so that nothing here points into memory that
 * will be reclaimed.
 */
#pragma once

#include <base/range.h>
#include <base/types.h>

enum {
	BOOT_RANGES_MAX = 512,
	BOOT_MODULES_MAX = 16,
	BOOT_CMDLINE_MAX = 1024,
	BOOT_NAME_MAX = 64,
	BOOT_PATH_MAX = 128,
};

/*
 * Kinds of memory, as types in boot_info.memory. Where two claims overlap, the
 * one that stands later here wins: the more cautious.
 */
enum boot_memory {
	BOOT_MEMORY_USABLE = 1,
	BOOT_MEMORY_TAKEN,  /* handed out since boot: page tables, buffers */
	BOOT_MEMORY_LOADER, /* becomes usable once boot_info is all we need */
	BOOT_MEMORY_MODULE,
	BOOT_MEMORY_KERNEL, /* our image */
	BOOT_MEMORY_ACPI_RECLAIMABLE,
	BOOT_MEMORY_ACPI_NVS,
	BOOT_MEMORY_FIRMWARE, /* reserved, but ordinary memory that must be mapped */
	BOOT_MEMORY_FRAMEBUFFER,
	BOOT_MEMORY_RESERVED, /* never mapped as memory */
	BOOT_MEMORY_BAD,
};

/* For people. Shared code: arch/common/boot_info.c. */
const char *boot_memory_name(enum boot_memory kind);

struct boot_module {
	paddr_t base;
	u64 size;
	char path[BOOT_PATH_MAX];
	char cmdline[BOOT_PATH_MAX];
};

/* One colour's place in a pixel. */
struct boot_channel {
	u8 size;
	u8 shift;
};

struct boot_framebuffer {
	paddr_t base; /* 0: there is none */
	u32 width;
	u32 height;
	u32 pitch; /* bytes from one line to the next */
	u8 bits_per_pixel;
	struct boot_channel red, green, blue;
};

struct boot_info {
	char loader[BOOT_NAME_MAX]; /* who loaded us, for people */
	char cmdline[BOOT_CMDLINE_MAX];

	vaddr_t hhdm;	      /* virtual address of physical 0 in the direct map */
	paddr_t kernel_phys;  /* where our image lies */
	vaddr_t kernel_virt;  /* and where it runs */
	paddr_t mapped_base;  /* the part of physical memory that the direct map */
	paddr_t mapped_limit; /* covers until mm installs its own page tables */

	struct range_map memory;
	struct range_change memory_ranges[BOOT_RANGES_MAX];

	struct boot_module modules[BOOT_MODULES_MAX];
	u32 module_count;
	struct boot_framebuffer framebuffer;

	paddr_t rsdp; /* 0: no ACPI */
	paddr_t dtb;  /* 0: no device tree */
	paddr_t smbios;

	u64 boot_cpu;	/* hardware id: local APIC id, MPIDR affinity, hart id */
	s64 unix_time;	/* seconds at boot; 0: unknown */
	u64 entropy[4]; /* what the road could gather; may be all zero */
};

/*
 * The portable kernel's entry, called once by the boot CPU on the boot stack
 * with interrupts off and the image mapped at its running address.
 */
[[noreturn]] void kernel_main(struct boot_info *info);
