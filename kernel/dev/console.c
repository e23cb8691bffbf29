/* SPDX-License-Identifier: MIT */
#include <arch/boot.h>
#include <dev/console.h>
#include <fw/machine.h>

#include "screen.h"

static struct screen *screen;

void dev_console_init(const struct boot_info *info, const struct fw_machine *machine)
{
	screen = fbscreen_start(&info->framebuffer);
	if (screen == NULL && !machine->no_vga)
		screen = textscreen_start();
}

struct screen *dev_screen(void)
{
	return screen;
}

bool dev_console_hash(u32 *out)
{
	if (screen == NULL)
		return false;
	*out = textgrid_hash(&screen->grid);
	return true;
}
