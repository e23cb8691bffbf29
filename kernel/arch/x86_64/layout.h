/* SPDX-License-Identifier: MIT */
/*
 * Numbers that assembly and C must agree on. Macros, because the assembler's
 * preprocessor knows nothing else.
 */
#pragma once

/* Segment selectors: places in the table of segments.c. */
#define KERNEL_CS 0x08
#define KERNEL_DS 0x10
#define USER_DS	  0x18
#define USER_CS	  0x20
#define TSS_SEL	  0x28

/* Stacks, without their guard page (arch/stack.h). */
#define STACK_GUARD	     4096
#define BOOT_STACK_SIZE	     32768
#define EXCEPTION_STACK_SIZE 16384

/* Bytes from one stub of vectors.S to the next. */
#define VECTOR_STUB_SIZE 16
#define VECTOR_COUNT	 256

/* Offsets in struct trap_frame. */
#define FRAME_CR2    0
#define FRAME_RAX    8
#define FRAME_RBX    16
#define FRAME_RCX    24
#define FRAME_RDX    32
#define FRAME_RSI    40
#define FRAME_RDI    48
#define FRAME_RBP    56
#define FRAME_R8     64
#define FRAME_R9     72
#define FRAME_R10    80
#define FRAME_R11    88
#define FRAME_R12    96
#define FRAME_R13    104
#define FRAME_R14    112
#define FRAME_R15    120
#define FRAME_VECTOR 128
#define FRAME_ERROR  136
#define FRAME_RIP    144
#define FRAME_CS     152
#define FRAME_RFLAGS 160
#define FRAME_RSP    168
#define FRAME_SS     176
#define FRAME_SIZE   184
