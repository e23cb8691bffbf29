/* SPDX-License-Identifier: MIT */
/*
 * The exceptions that this instruction set can be made to take, one each. What
 * needs no instruction of its own is in debug/provoke.c.
 *
 * Two are missing. At EL1 nothing can raise an SError on purpose, and the
 * emulator reports a bus error as a synchronous abort. Nor does it check the
 * alignment of sp, as CPUs do.
 */
#include <arch/mmu.h>
#include <arch/trap.h>
#include <base/compiler.h>

static void provoke_undefined(void)
{
	asm volatile("udf #0");
}

static void provoke_brk(void)
{
	asm volatile("brk #0x100");
}

static void provoke_ubsan_trap(void)
{
	asm volatile("brk #0x5500");
}

static void provoke_svc(void)
{
	asm volatile("svc #0");
}

static void provoke_fp(void)
{
	asm volatile(".arch_extension fp\n\tfmov d0, xzr" ::: "memory");
}

static void provoke_sysreg(void)
{
	/* Of EL2: undefined below it. */
	asm volatile("mrs x9, hcr_el2" ::: "x9");
}

static void provoke_alignment(void)
{
	static alignas(8) u8 words[24];
	u64 value;

	/* Exclusive accesses must be aligned whatever SCTLR_EL1.A says. */
	asm volatile("ldxr %0, [%1]" : "=r"(value) : "r"(words + 3) : "memory");
}

static void provoke_pc_alignment(void)
{
	asm volatile("adr x9, 1f\n\tadd x9, x9, #2\n1:\tbr x9" ::: "x9");
}

/* No address has this in bits 63:48. */
static void provoke_address_hole(void)
{
	*(volatile u8 *)0x00ff000000000000;
}

/* The pointer to the stack is lost altogether: the frame cannot be pushed. */
static void provoke_wild_stack(void)
{
	asm volatile("mov x9, #0x1000\n\tmov sp, x9\n\tudf #0" ::: "x9", "memory");
}

/* Just below 64 GiB: above what there is here, within what every CPU can address. */
static void provoke_bus_error(void)
{
	volatile u32 *nothing = device_map(0x0000000ffffff000, PAGE_SIZE, MMU_DEVICE);

	if (nothing != NULL)
		*nothing;
}

/*
 * Software step: the CPU executes one instruction after the ERET and traps. To
 * step the level that sets it up needs MDSCR_EL1.KDE and debug exceptions on.
 */
static void provoke_step(void)
{
	asm volatile("mrs x9, mdscr_el1\n\t"
		     "mov x10, #0x2001\n\t"
		     "orr x9, x9, x10\n\t"
		     "msr mdscr_el1, x9\n\t"
		     "msr oslar_el1, xzr\n\t"
		     "isb\n\t"
		     "adr x9, 1f\n\t"
		     "msr elr_el1, x9\n\t"
		     "mov x9, #0xc5\n\t"
		     "movk x9, #0x20, lsl #16\n\t"
		     "msr spsr_el1, x9\n\t"
		     "eret\n"
		     "1:\tnop\n\t"
		     "nop" ::
			     : "x9", "x10", "memory");
}

#ifndef DEBUG
static u64 takes_number(u64 number)
{
	return number + 1;
}

/* Checked in release builds: there kCFI is on. */
[[clang::disable_tail_calls]] static void provoke_cfi(void)
{
	void (*wrong)(void) = (void (*)(void))takes_number;

	asm volatile("" : "+r"(wrong));
	wrong();
}
#endif

const struct arch_provocation arch_provocations[] = {
	{ "undefined", "an undefined instruction", "undefined instruction", provoke_undefined },
	{ "brk", "a breakpoint nobody set", "BRK", provoke_brk },
	{ "ubsan-trap", "the trap of UBSan's minimal form", "undefined behaviour",
		provoke_ubsan_trap },
	{ "svc", "a system call from the kernel", "SVC", provoke_svc },
	{ "fp", "a floating-point instruction", "floating-point", provoke_fp },
	{ "sysreg", "reads a register of EL2", "undefined instruction", provoke_sysreg },
	{ "alignment", "a misaligned exclusive load", "alignment fault", provoke_alignment },
	{ "pc-alignment", "jumps between two instructions", "PC alignment fault",
		provoke_pc_alignment },
	{ "address-hole", "reads between the two halves", "unmapped address",
		provoke_address_hole },
	{ "wild-stack", "traps with a wrong stack pointer", "undefined instruction",
		provoke_wild_stack },
	{ "bus-error", "reads where no device is", "external abort", provoke_bus_error },
	{ "step", "a software step", "software step", provoke_step },
#ifndef DEBUG
	{ "cfi", "a call through a pointer of another type", "of another type", provoke_cfi },
#endif
};

const unsigned arch_provocation_count = ARRAY_SIZE(arch_provocations);
