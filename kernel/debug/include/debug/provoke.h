/* SPDX-License-Identifier: MIT */
/*
 * "panic=NAME": causes the named panic on purpose. The names common to every
 * machine are here; each adds its own exceptions (arch/trap.h).
 */
#pragma once

/* Returns only if there is no such name, having said which names there are. */
void provoke(const char *name);
