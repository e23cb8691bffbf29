/* SPDX-License-Identifier: MIT */
#include <arch/console.h>
#include <base/compiler.h>

/* Most machines have none; who has one defines this function too. */
WEAK bool arch_text_screen(struct text_screen *)
{
	return false;
}
