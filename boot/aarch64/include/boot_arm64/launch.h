/* SPDX-License-Identifier: MIT */
/* What launch.S needs of each CPU beyond struct launch: members of its isa[]. */
#pragma once

#define LAUNCH_HCR   (LAUNCH_ISA + 0) /* for HCR_EL2, where we run at EL2 */
#define LAUNCH_MAIR  (LAUNCH_ISA + 8)
#define LAUNCH_TCR   (LAUNCH_ISA + 16)
#define LAUNCH_SCTLR (LAUNCH_ISA + 24)
#define LAUNCH_CPACR (LAUNCH_ISA + 32)
#define LAUNCH_EMPTY (LAUNCH_ISA + 40) /* TTBR0 at the end: nothing is mapped */

#define HCR_SWIO_BIT 1
#define HCR_TGE_BIT  27
#define HCR_RW_BIT   31
#define HCR_E2H_BIT  34

#ifndef __ASSEMBLER__
#include <base/types.h>

/* `launch` is a physical address; never returns. */
[[noreturn]] void launch_enter(paddr_t launch);

/* Where PSCI starts other CPUs, with the physical address of their launch; where they wait. */
extern const u8 launch_secondary[], launch_park[];
#endif
