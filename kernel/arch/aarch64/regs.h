/* SPDX-License-Identifier: MIT */
/*
 * Bits of system registers, for C and for the assembler.
 *
 * Registers are written whole, from the constants here, never by changing
 * what was found: firmware and loaders leave different things behind, and a
 * kernel that ran on one of them should be the same kernel on the next.
 */
#pragma once

#ifdef __ASSEMBLER__
#define REG_BIT(n)		(1 << (n))
#define REG_FIELD(value, shift) ((value) << (shift))
#else
#define REG_BIT(n)		(1ull << (n))
#define REG_FIELD(value, shift) ((unsigned long long)(value) << (shift))
#endif

/* Where the image is linked; kernel.lds says the same. */
#define KERNEL_LINK_BASE 0xffffffff80000000

/* All stacks are at most so large: the vectors tell a wild sp by it. */
#define STACK_SHIFT    15
#define BOOT_STACK_TOP (4096 + (1 << STACK_SHIFT)) /* guard page and stack */

/* --- CurrentEL, SPSR ---------------------------------------------------------- */

#define CURRENT_EL2  REG_FIELD(2, 2)
#define CURRENT_MASK REG_FIELD(3, 2)

#define SPSR_EL1H 0x5
#define SPSR_DAIF REG_FIELD(0xf, 6)

/* --- SCTLR_EL1 ---------------------------------------------------------------- */

#define SCTLR_M	     REG_BIT(0)	 /* translation */
#define SCTLR_C	     REG_BIT(2)	 /* data cache */
#define SCTLR_SA     REG_BIT(3)	 /* sp must be a multiple of 16 where it is used */
#define SCTLR_SA0    REG_BIT(4)	 /* the same at EL0 */
#define SCTLR_ITD    REG_BIT(7)	 /* 32-bit code: no deprecated IT blocks, */
#define SCTLR_SED    REG_BIT(8)	 /* no SETEND */
#define SCTLR_EOS    REG_BIT(11) /* exception exit is a context synchronisation */
#define SCTLR_I	     REG_BIT(12) /* instruction cache */
#define SCTLR_TSCXT  REG_BIT(20) /* SCXTNUM_EL0 is not EL0's */
#define SCTLR_EIS    REG_BIT(22) /* exception entry is a context synchronisation */
#define SCTLR_SPAN   REG_BIT(23) /* do not set PAN on exceptions */
#define SCTLR_NTLSMD REG_BIT(28)
#define SCTLR_LSMAOE REG_BIT(29)

/*
 * What every version of the architecture wants set or behaves as if set, plus
 * the checks of sp. All that EL0 may be given (DC ZVA, WFI, cache maintenance)
 * stays off until there is an EL0; A stays off since our compiler uses
 * unaligned accesses; WXN stays off since it would forbid EL0 memory that is
 * writable and executable, which Linux programs may ask for. The kernel's own
 * mappings never are both.
 *
 * SPAN comes off where there is PAN (cpu.c).
 */
#define SCTLR_MMU_OFF                                                                     \
	(SCTLR_LSMAOE | SCTLR_NTLSMD | SCTLR_SPAN | SCTLR_EIS | SCTLR_TSCXT | SCTLR_EOS | \
		SCTLR_SED | SCTLR_ITD | SCTLR_SA | SCTLR_SA0)
#define SCTLR_MMU_ON (SCTLR_MMU_OFF | SCTLR_M | SCTLR_C | SCTLR_I)

/* --- TCR_EL1, MAIR_EL1 -------------------------------------------------------- */

#define TCR_T0SZ(bits) REG_FIELD(64 - (bits), 0)
#define TCR_EPD0       REG_BIT(7)      /* no walks by TTBR0: the lower half faults */
#define TCR_IRGN0_WBWA REG_FIELD(1, 8) /* walks are cached as memory is */
#define TCR_ORGN0_WBWA REG_FIELD(1, 10)
#define TCR_SH0_INNER  REG_FIELD(3, 12)
#define TCR_T1SZ(bits) REG_FIELD(64 - (bits), 16)
#define TCR_EPD1_SHIFT 23 /* the same for TTBR1 */
#define TCR_IRGN1_WBWA REG_FIELD(1, 24)
#define TCR_ORGN1_WBWA REG_FIELD(1, 26)
#define TCR_SH1_INNER  REG_FIELD(3, 28)
#define TCR_TG1_4K     REG_FIELD(2, 30)
#define TCR_IPS_SHIFT  32
#define TCR_IPS_48     5 /* the most that descriptors without LPA2 can say */

/*
 * Everything but the size of physical addresses, which each CPU adds. Both
 * halves have 48 bits in pages of 4 KiB: what loaders of the protocol set up
 * too, so that writing this changes nothing for the tables in use.
 */
#define TCR_COMMON                                                                       \
	(TCR_T0SZ(48) | TCR_IRGN0_WBWA | TCR_ORGN0_WBWA | TCR_SH0_INNER | TCR_T1SZ(48) | \
		TCR_IRGN1_WBWA | TCR_ORGN1_WBWA | TCR_SH1_INNER | TCR_TG1_4K)

/* Write-back memory, device nGnRE, non-cacheable memory; see arch_impl/mmu.h. */
#define MAIR_NORMAL   REG_FIELD(0xff, 0)
#define MAIR_LOADERS  REG_FIELD(0xff, 8)
#define MAIR_DEVICE   REG_FIELD(0x04, 16)
#define MAIR_UNCACHED REG_FIELD(0x44, 24)
#define MAIR_OURS     (MAIR_NORMAL | MAIR_DEVICE | MAIR_UNCACHED)

/* --- EL2 ---------------------------------------------------------------------- */

#define HCR_HCD_SHIFT 29
#define HCR_RW_SHIFT  31
#define HCR_E2H_SHIFT 34
#define HCR_APK_SHIFT 40
#define HCR_API_SHIFT 41
