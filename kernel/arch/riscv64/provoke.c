/* SPDX-License-Identifier: MIT */
/*
 * Exceptions of RISC-V, caused on purpose. Misaligned loads and stores are no
 * part of it: firmware emulates them where the hart does not do them itself.
 * Atomic operations it cannot emulate.
 */
#include <arch/mmu.h>
#include <arch/trap.h>
#include <base/compiler.h>

/* Keeps its frame, so that the backtrace names it. */
#define MISCHIEF [[clang::noinline, clang::disable_tail_calls]]

/* The last page that a page-table entry can name. Nobody has put anything there. */
constexpr paddr_t HOLE = 0x00fffffffffff000;

/* Hides a value from the optimiser, which would see through the mischief. */
static u64 opaque(u64 value)
{
	asm volatile("" : "+r"(value));
	return value;
}

MISCHIEF static void provoke_illegal(void)
{
	asm volatile("unimp");
}

MISCHIEF static void provoke_breakpoint(void)
{
	asm volatile("ebreak");
}

/* fmv.d.x ft0, zero: by number, since the assembler rightly does not know it. */
MISCHIEF static void provoke_float(void)
{
	asm volatile(".4byte 0xf2000053");
}

MISCHIEF static void provoke_misaligned(void)
{
	static u32 words[2];

	asm volatile("amoadd.w zero, zero, (%0)" ::"r"((u64)words + 1) : "memory");
}

MISCHIEF static void provoke_hole_read(void)
{
	(void)*(volatile u64 *)device_map(HOLE, PAGE_SIZE, MMU_DEVICE | MMU_WRITE);
}

MISCHIEF static void provoke_hole_write(void)
{
	*(volatile u64 *)device_map(HOLE, PAGE_SIZE, MMU_DEVICE | MMU_WRITE) = 1;
}

MISCHIEF static void provoke_hole_fetch(void)
{
	asm volatile("jalr %0" ::"r"(device_map(HOLE, PAGE_SIZE, MMU_EXECUTE)) : "ra", "memory");
}

/* A trap must not trust the stack pointer. */
MISCHIEF static void provoke_wild_stack(void)
{
	asm volatile("mv sp, %0\n\tunimp" ::"r"(opaque(0x1234567)));
}

#if __has_feature(kcfi)
static u64 takes_two(u64 a, u64 b)
{
	return opaque(a) + b;
}

MISCHIEF static void provoke_cfi(void)
{
	((void (*)(void))opaque((u64)takes_two))();
}
#endif

const struct arch_provocation arch_provocations[] = {
	{ "illegal", "executes no instruction", "illegal instruction", provoke_illegal },
	{ "breakpoint", "meets a breakpoint of nobody's", "breakpoint", provoke_breakpoint },
	{ "float", "uses a floating-point register", "illegal instruction", provoke_float },
	{ "misaligned", "adds atomically to a crooked address", "misaligned", provoke_misaligned },
	{ "hole-read", "reads where no memory is", "load access fault", provoke_hole_read },
	{ "hole-write", "writes where no memory is", "store or AMO access fault",
		provoke_hole_write },
	{ "hole-fetch", "executes where no memory is", "fetch access fault", provoke_hole_fetch },
	{ "wild-stack", "faults without a stack", "illegal instruction", provoke_wild_stack },
#if __has_feature(kcfi)
	{ "cfi", "calls a function of another type", "which is of another type", provoke_cfi },
#endif
};
const unsigned arch_provocation_count = ARRAY_SIZE(arch_provocations);
