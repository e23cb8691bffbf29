/* SPDX-License-Identifier: MIT */
/*
 * Direct boot with a device tree: what the tree tells of memory, modules and
 * the command line, for boot_info.
 */
#pragma once

#include <arch/boot.h>
#include <base/compiler.h>
#include <base/types.h>

/*
 * Starts `info`, all zero, and fills in what the tree at `dtb`, readable at `blob`,
 * says: memory (the tree's own included), the initial RAM disk as module
 * "initrd", the command line, entropy. Left to the caller is what only the road
 * knows: the image, the direct map, the boot CPU.
 *
 * -EBADMSG if it is no device tree, -ENOENT if it tells of no memory; `info` is started
 * even so.
 */
MUST_CHECK status_t fdt_boot(struct boot_info *info, const void *blob, paddr_t dtb);
