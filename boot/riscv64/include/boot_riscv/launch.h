/* SPDX-License-Identifier: MIT */
#pragma once

#include <base/types.h>

/* The boot CPU's way; `launch` is a physical address. Never returns. */
[[noreturn]] void launch_enter(paddr_t launch);

/* Where SBI starts other CPUs, with the physical address of their launch; where they wait. */
extern const u8 launch_secondary[], launch_park[];

/* Tries a value for satp, whose tables must map our code one to one; what satp then holds. */
u64 launch_probe(u64 satp);
