/* SPDX-License-Identifier: MIT */
#pragma once

#include <fw/machine.h>

struct boot_info;

/*
 * The UART that the firmware names, looked up with nothing but the boot road's
 * direct map; FW_UART_NONE if it cannot be read there, or names none.
 */
void find_uart(const struct boot_info *info, struct fw_uart *out);
