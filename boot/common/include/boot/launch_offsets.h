/* SPDX-License-Identifier: MIT */
/* Where the members of struct launch are, for assembly: <boot/launch.h> checks them. */
#pragma once

#define LAUNCH_BRIDGE	0
#define LAUNCH_SPACE	8
#define LAUNCH_HHDM	16
#define LAUNCH_STACK	24
#define LAUNCH_TARGET	32
#define LAUNCH_ARGUMENT 40
#define LAUNCH_ARRIVED	48
#define LAUNCH_ISA	56
#define LAUNCH_SIZE	128
