/* SPDX-License-Identifier: MIT */
/*
 * One way to cause each exception that ring 0 can cause.
 *
 * Missing, because they cannot happen here: #OF and #BR (their instructions do
 * not exist in 64-bit mode), #TS (no task switches), #AC (ring 3 only), #MF and
 * #XM (no floating point in the kernel). Page faults are the same on every
 * machine and stand in kernel/debug.
 *
 * Each function is left alone by the optimiser and the sanitizers, so that the
 * crime is committed where the backtrace says.
 */
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <arch/trap.h>
#include <base/compiler.h>

#include "features.h"
#include "layout.h"
#include "regs.h"
#include "segments.h"

#define MISCHIEF NOINLINE __attribute__((no_sanitize("all"), disable_tail_calls))

constexpr vaddr_t NOT_CANONICAL = 0x8000000000000000;

MISCHIEF static void provoke_divide(void)
{
	asm volatile("divl %0" : : "r"(0), "a"(1), "d"(0) : "cc");
}

/* The trap comes after the instruction that follows POPFQ. */
MISCHIEF static void provoke_single_step(void)
{
	asm volatile("pushfq\n\t"
		     "orq $0x100, (%%rsp)\n\t"
		     "popfq\n\t"
		     "nop\n\t"
		     "nop"
		:
		:
		: "memory", "cc");
}

MISCHIEF static void provoke_nmi_by_int(void)
{
	asm volatile("int $2");
}

MISCHIEF static void provoke_breakpoint(void)
{
	asm volatile("int3");
}

MISCHIEF static void provoke_invalid_opcode(void)
{
	asm volatile("ud2");
}

MISCHIEF static void provoke_floating_point(void)
{
	asm volatile("fninit");
}

MISCHIEF static void provoke_vector_unit(void)
{
	asm volatile("xorps %xmm0, %xmm0");
}

/* Page 0 is unmapped: neither the first exception nor its fault can be pushed. */
MISCHIEF static void provoke_double_fault(void)
{
	asm volatile("movl $0x800, %%esp\n\t"
		     "ud2"
		:
		:
		: "memory");
}

MISCHIEF static void provoke_segment_not_present(void)
{
	gdt_make_absent(USER_DS);
	asm volatile("movl %0, %%ds" : : "r"(USER_DS) : "memory");
}

MISCHIEF static void provoke_stack_segment(void)
{
	gdt_make_absent(KERNEL_DS);
	asm volatile("movl %0, %%ss" : : "r"(KERNEL_DS) : "memory");
}

MISCHIEF static void provoke_general_protection(void)
{
	asm volatile("movq (%0), %%rax" : : "r"(NOT_CANONICAL) : "rax", "memory");
}

MISCHIEF static void provoke_machine_check(void)
{
	asm volatile("int $18");
}

enum : u64 {
	APIC_BASE_ENABLED = 1 << 11,
	APIC_BASE_X2APIC = 1 << 10,
	ICR_NMI = 4 << 8,
	ICR_ASSERT = 1 << 14,
};
enum : u32 {
	MSR_X2APIC_ICR = 0x830,
	ICR_LOW = 0x300,
	ICR_HIGH = 0x310,
};

/* By the local APIC, addressed to ourselves: a true NMI. False if there is none. */
static bool send_nmi_to_self(void)
{
	u64 base = cpu_has(CPU_APIC) ? msr_read(MSR_APIC_BASE) : 0;

	if (!(base & APIC_BASE_ENABLED))
		return false;
	if (base & APIC_BASE_X2APIC) {
		msr_write(MSR_X2APIC_ICR, arch_cpu_id() << 32 | ICR_NMI | ICR_ASSERT);
		return true;
	}
	void *registers = device_map(base & X86_PTE_ADDRESS, PAGE_SIZE, MMU_DEVICE | MMU_WRITE);
	vaddr_t apic = (vaddr_t)registers;

	if (apic == 0)
		return false;
	*(volatile u32 *)(apic + ICR_HIGH) = (u32)arch_cpu_id() << 24;
	*(volatile u32 *)(apic + ICR_LOW) = ICR_NMI | ICR_ASSERT;
	return true;
}

/* It arrives a moment later. */
MISCHIEF static void provoke_nmi(void)
{
	if (!send_nmi_to_self())
		provoke_nmi_by_int();
	for (int i = 0; i < 1000; i++)
		arch_cpu_relax();
}

#ifndef DEBUG
/* kCFI is for release builds; there MISCHIEF would switch it off. */
NOINLINE static u64 takes_two(u64 a, u64 b)
{
	return a ^ b;
}

NOINLINE __attribute__((disable_tail_calls)) static void provoke_cfi(void)
{
	u64 (*volatile function)(u64, u64) = takes_two;

	((void (*)(void))function)();
}
#endif

const struct arch_provocation arch_provocations[] = {
	{ "divide", "divides by zero", "#DE divide error", provoke_divide },
	{ "single-step", "sets the trap flag", "#DB debug", provoke_single_step },
	{ "nmi", "sends this CPU an NMI", "NMI", provoke_nmi },
	{ "breakpoint", "executes INT3", "#BP breakpoint", provoke_breakpoint },
	{ "invalid-opcode", "executes UD2", "#UD invalid opcode", provoke_invalid_opcode },
	{ "floating-point", "executes an x87 instruction", "#NM no floating point",
		provoke_floating_point },
	{ "vector-unit", "executes an SSE instruction", "#UD invalid opcode", provoke_vector_unit },
	{ "double-fault", "faults on a stack that is not there", "#DF double fault",
		provoke_double_fault },
	{ "segment", "loads a segment that is not present", "#NP segment not present",
		provoke_segment_not_present },
	{ "stack-segment", "loads a stack segment that is not present", "#SS stack segment",
		provoke_stack_segment },
	{ "general-protection", "reads from a non-canonical address", "#GP general protection",
		provoke_general_protection },
	{ "machine-check", "calls the vector of #MC", "#MC machine check", provoke_machine_check },
#ifndef DEBUG
	{ "cfi", "calls a function by the wrong type", "kCFI", provoke_cfi },
#endif
};

const unsigned arch_provocation_count = ARRAY_SIZE(arch_provocations);
