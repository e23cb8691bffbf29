/* SPDX-License-Identifier: MIT */
/*
 * Supervisor control and status registers: access, and the bits we use.
 *
 * Each access is a compiler barrier: what stands before or after it in the
 * source stays there, because most of these registers change what the next
 * load, store or fetch means.
 */
#pragma once

/* Bits of sstatus; plain numbers, because assembly uses them too. */
#define SSTATUS_SIE  (1 << 1)  /* interrupts are on */
#define SSTATUS_SPIE (1 << 5)  /* they were, before the trap */
#define SSTATUS_SPP  (1 << 8)  /* the trap came from supervisor mode */
#define SSTATUS_VS   (3 << 9)  /* vector state; 0: using it traps */
#define SSTATUS_FS   (3 << 13) /* floating-point state; 0: using it traps */
#define SSTATUS_SUM  (1 << 18) /* supervisor may touch user pages */
#define SSTATUS_MXR  (1 << 19) /* executable pages are readable */

/* What the kernel never runs with, whoever was interrupted or loaded us. */
#define SSTATUS_KERNEL_CLEAR (SSTATUS_VS | SSTATUS_FS | SSTATUS_SUM | SSTATUS_MXR)

#ifndef __ASSEMBLER__
#include <base/types.h>

constexpr u64 SCAUSE_INTERRUPT = 1ull << 63;

enum { SATP_MODE_SHIFT = 60 };
constexpr u64 SATP_PPN_MASK = (1ull << 44) - 1;

#define csr_read(name)                                                        \
	({                                                                    \
		u64 csr_value_;                                               \
		asm volatile("csrr %0, " #name : "=r"(csr_value_)::"memory"); \
		csr_value_;                                                   \
	})
#define csr_write(name, value) asm volatile("csrw " #name ", %0" ::"rK"((u64)(value)) : "memory")
#define csr_set(name, bits)    asm volatile("csrs " #name ", %0" ::"rK"((u64)(bits)) : "memory")
#define csr_clear(name, bits)  asm volatile("csrc " #name ", %0" ::"rK"((u64)(bits)) : "memory")
#endif
