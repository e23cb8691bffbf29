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

static void undefined(void)
{
	asm volatile("udf #0");
}

static void breakpoint(void)
{
	asm volatile("brk #0x100");
}

static void ubsan_trap(void)
{
	asm volatile("brk #0x5500");
}

static void supervisor_call(void)
{
	asm volatile("svc #0");
}

static void floating_point(void)
{
	asm volatile(".arch_extension fp\n\tfmov d0, xzr" ::: "memory");
}

static void system_register(void)
{
	/* Of EL2: undefined below it. */
	asm volatile("mrs x9, hcr_el2" ::: "x9");
}

static void alignment(void)
{
	static alignas(8) u8 words[24];
	u64 value;

	/* Exclusive accesses must be aligned whatever SCTLR_EL1.A says. */
	asm volatile("ldxr %0, [%1]" : "=r"(value) : "r"(words + 3) : "memory");
}

static void pc_alignment(void)
{
	asm volatile("adr x9, 1f\n\tadd x9, x9, #2\n1:\tbr x9" ::: "x9");
}

/* No address has this in bits 63:48. */
static void address_hole(void)
{
	*(volatile u8 *)0x00ff000000000000;
}

/* The pointer to the stack is lost altogether: the frame cannot be pushed. */
static void wild_stack(void)
{
	asm volatile("mov x9, #0x1000\n\tmov sp, x9\n\tudf #0" ::: "x9", "memory");
}

/* Just below 64 GiB: above what there is here, within what every CPU can address. */
static void bus_error(void)
{
	volatile u32 *nothing = device_map(0x0000000ffffff000, PAGE_SIZE, MMU_DEVICE);

	if (nothing != NULL)
		*nothing;
}

/*
 * Software step: the CPU executes one instruction after the ERET and traps. To
 * step the level that sets it up needs MDSCR_EL1.KDE and debug exceptions on.
 */
static void step(void)
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
static void cfi(void)
{
	void (*wrong)(void) = (void (*)(void))takes_number;

	asm volatile("" : "+r"(wrong));
	wrong();
}
#endif

const struct arch_provocation arch_provocations[] = {
	{ "undefined", "an undefined instruction", "undefined instruction", undefined },
	{ "brk", "a breakpoint nobody set", "BRK", breakpoint },
	{ "ubsan-trap", "the trap of UBSan's minimal form", "undefined behaviour", ubsan_trap },
	{ "svc", "a system call from the kernel", "SVC", supervisor_call },
	{ "fp", "a floating-point instruction", "floating-point", floating_point },
	{ "sysreg", "reads a register of EL2", "undefined instruction", system_register },
	{ "alignment", "a misaligned exclusive load", "alignment fault", alignment },
	{ "pc-alignment", "jumps between two instructions", "PC alignment fault", pc_alignment },
	{ "address-hole", "reads between the two halves", "unmapped address", address_hole },
	{ "wild-stack", "traps with a wrong stack pointer", "undefined instruction", wild_stack },
	{ "bus-error", "reads where no device is", "external abort", bus_error },
	{ "step", "a software step", "software step", step },
#ifndef DEBUG
	{ "cfi", "a call through a pointer of another type", "of another type", cfi },
#endif
};

const unsigned arch_provocation_count = ARRAY_SIZE(arch_provocations);
