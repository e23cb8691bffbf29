/* SPDX-License-Identifier: MIT */
/*
 * Numbers that assembly and C share: places inside structs, asserted in trap.c
 * and cpu.c, and sizes.
 */
#pragma once

/* struct trap_frame: x1 to x31 stand at eight times their number. */
#define FRAME_PC      0
#define FRAME_SSTATUS 256
#define FRAME_CAUSE   264
#define FRAME_STVAL   272
#define FRAME_RECORD  288
#define FRAME_SIZE    304

/* struct cpu_local */
#define CPU_SAVED_SP	     0
#define CPU_SAVED_T0	     8
#define CPU_STACK_FLOOR	     16
#define CPU_STACK_TOP	     24
#define CPU_TRAP_STACK_FLOOR 32
#define CPU_TRAP_STACK_TOP   40

#define BOOT_STACK_SIZE 32768
#define BOOT_STACK_END	(4096 + BOOT_STACK_SIZE) /* behind its guard page */
#define TRAP_STACK_SIZE 16384
