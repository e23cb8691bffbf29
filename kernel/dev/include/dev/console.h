/* SPDX-License-Identifier: MIT */
/*
 * The machine's own screen as a console.
 *
 * At most one: the framebuffer that the loader handed over, else a character display
 * that the hardware draws by itself, else none. From dev_console_init() on everything
 * that the kernel says (debug/console.h) appears on it too.
 */
#pragma once

#include <base/types.h>

struct boot_info;
struct fw_machine;

/* Finds the screen and registers it. `machine` is asked what must not be touched. */
void dev_console_init(const struct boot_info *info, const struct fw_machine *machine);

/*
 * CRC-32 of the text on the screen (textgrid_hash() says of what exactly), for tests
 * that compare it with what they expect. False if there is no screen.
 */
bool dev_console_hash(u32 *out);

/* Clears every console and shows all the scripts and colours that screens can. */
void dev_console_testcard(void);
