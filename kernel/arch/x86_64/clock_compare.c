/* SPDX-License-Identifier: MIT */
#include "clock_impl.h"
u64 clock_compare(const struct fw_machine *)
{
	return 0;
}
