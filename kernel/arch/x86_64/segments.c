/* SPDX-License-Identifier: MIT */
/*
 * Segments: what 64-bit mode has left of them.
 *
 * Base and limit of code and data are ignored; a descriptor says little more
 * than "64-bit code, ring 0". The order (kernel code, kernel data, user data,
 * user code) is the one that SYSCALL and SYSRET count on.
 *
 * The task state segment holds stacks. #NMI, #DF and #MC get one of their own
 * (IST), since they come when the current stack may be unusable. #PF does not:
 * a handler that lives on one fixed stack could neither fault again nor be
 * switched away from. A stack overflow is still told apart: the fault on the
 * guard page cannot be pushed, becomes #DF, and CR2 then lies in the guard page
 * (trap.c).
 */
#include <arch/stack.h>

#include "layout.h"
#include "segments.h"

STACK_DEFINE(boot_stack, BOOT_STACK_SIZE);
STACK_DEFINE(nmi_stack, EXCEPTION_STACK_SIZE);
STACK_DEFINE(double_fault_stack, EXCEPTION_STACK_SIZE);
STACK_DEFINE(machine_check_stack, EXCEPTION_STACK_SIZE);

static_assert(STACK_GUARD == STACK_GUARD_SIZE);

struct [[gnu::packed]] task_state {
	u32 reserved_0;
	u64 rsp[3]; /* on a change to ring 0, 1, 2 */
	u64 reserved_1;
	u64 ist[7]; /* numbered from 1 */
	u64 reserved_2;
	u16 reserved_3;
	u16 io_map; /* at or behind the limit: no port is open to user code */
};
static_assert(sizeof(struct task_state) == 104);

/*
 * A descriptor, from bit 0: limit 15:0, base 23:0, access byte, limit 19:16 and
 * flags, base 31:24. Access: present, ring, type; bit 0 of a type (accessed) is
 * set so that the CPU has no reason to write here.
 */
enum : u64 {
	KERNEL_CODE = 0x00af9b000000ffff,
	KERNEL_DATA = 0x00cf93000000ffff,
	USER_DATA = 0x00cff3000000ffff,
	USER_CODE = 0x00affb000000ffff,
};

static struct task_state tss;
static u64 gdt[TSS_SEL / 8 + 2];

/* A system descriptor takes two entries, the second for base 63:32. */
static void gdt_set_tss(u64 *entry, const struct task_state *state)
{
	u64 base = (u64)state, limit = sizeof(*state) - 1;
	u64 present_available_tss = 0x89;

	entry[0] = limit | (base & 0xffffff) << 16 | present_available_tss << 40 |
		   (base >> 24 & 0xff) << 56;
	entry[1] = base >> 32;
}

static void tss_init(void)
{
	tss.ist[IST_NMI - 1] = (u64)nmi_stack_area.top;
	tss.ist[IST_DOUBLE_FAULT - 1] = (u64)double_fault_stack_area.top;
	tss.ist[IST_MACHINE_CHECK - 1] = (u64)machine_check_stack_area.top;
	tss.io_map = sizeof(tss);
}

/* CS can only be changed by a far transfer; the rest are plain moves. */
static void segments_load(void)
{
	struct table_pointer pointer = { sizeof(gdt) - 1, (u64)gdt };
	u64 scratch;

	asm volatile("lgdt %[pointer]\n\t"
		     "pushq %[cs]\n\t"
		     "leaq 1f(%%rip), %[scratch]\n\t"
		     "pushq %[scratch]\n\t"
		     "lretq\n"
		     "1:\n\t"
		     "movl %[ds], %%ds\n\t"
		     "movl %[ds], %%es\n\t"
		     "movl %[ds], %%ss\n\t"
		     "movl %[null], %%fs\n\t"
		     "movl %[null], %%gs\n\t"
		     "lldt %w[null]\n\t"
		     "ltr %w[tss]"
		: [scratch] "=&r"(scratch)
		: [pointer] "m"(pointer), [cs] "i"(KERNEL_CS), [ds] "r"(KERNEL_DS), [null] "r"(0),
		[tss] "r"(TSS_SEL)
		: "memory");
}

void segments_init(void)
{
	gdt[KERNEL_CS / 8] = KERNEL_CODE;
	gdt[KERNEL_DS / 8] = KERNEL_DATA;
	gdt[USER_DS / 8] = USER_DATA;
	gdt[USER_CS / 8] = USER_CODE;
	tss_init();
	gdt_set_tss(&gdt[TSS_SEL / 8], &tss);
	segments_load();
}

void gdt_make_absent(u16 selector)
{
	u64 present = 1ull << 47;

	gdt[selector / 8] &= ~present;
}
