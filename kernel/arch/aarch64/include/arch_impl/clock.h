/* SPDX-License-Identifier: MIT */
#pragma once

#include <arch_impl/sysreg.h>

/*
 * The virtual count: it stands still while a hypervisor has us suspended, and
 * every exception level may read it. The barrier keeps the read from being
 * done ahead of the code it is meant to time.
 */
static inline u64 arch_clock_ticks(void)
{
	sysreg_sync();
	return sysreg_read(cntvct_el0);
}
