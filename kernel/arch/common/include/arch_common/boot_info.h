/* SPDX-License-Identifier: MIT */
/*
 * Filling in boot_info, the same way on every road.
 */
#pragma once

#include <arch/boot.h>
#include <base/compiler.h>
#include <base/strview.h>
#include <base/types.h>

/* Empties `info` and prepares its memory map. */
void boot_info_init(struct boot_info *info, const char *loader);

/*
 * Records memory of one kind. Where ranges overlap, the kind that stands later
 * in enum boot_memory wins, so the order of calls does not matter. If the map is
 * full, more memory than that becomes of this kind, or the range is lost if it is
 * usable; with a word in the log. Less memory, not a wrong map.
 */
void boot_info_add_memory(struct boot_info *info, paddr_t base, u64 length, enum boot_memory kind);

/* Copies the command line, which may be absent; says so if it has to be cut. */
void boot_info_set_cmdline(struct boot_info *info, struct strview text);

/* Records a module and its memory. `path` and `cmdline` may be NULL. */
void boot_info_add_module(
	struct boot_info *info, paddr_t base, u64 size, const char *path, const char *cmdline);

/* Records our own image from the linker's bounds; after all memory is added. */
void boot_info_add_kernel(struct boot_info *info, paddr_t phys, vaddr_t virt);
