/* SPDX-License-Identifier: MIT */
#pragma once

#include <fw/machine.h>

struct boot_info;

/*
 * The machine as its firmware describes it, read once; empty where no firmware
 * says anything. What was not believed or did not fit is told in the log.
 */
const struct fw_machine *machine_describe(const struct boot_info *info);
