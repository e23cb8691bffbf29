/* SPDX-License-Identifier: MIT */
/*
 * From a vector and an error code to what portable code understands.
 */
#include <arch/mmu.h>
#include <arch/stack.h>
#include <arch/trap.h>
#include <base/compiler.h>

#include "idt.h"
#include "layout.h"
#include "trap_impl.h"

/* vectors.S counts on these. */
static_assert(offsetof(struct trap_frame, cr2) == FRAME_CR2);
static_assert(offsetof(struct trap_frame, rax) == FRAME_RAX);
static_assert(offsetof(struct trap_frame, rbx) == FRAME_RBX);
static_assert(offsetof(struct trap_frame, rcx) == FRAME_RCX);
static_assert(offsetof(struct trap_frame, rdx) == FRAME_RDX);
static_assert(offsetof(struct trap_frame, rsi) == FRAME_RSI);
static_assert(offsetof(struct trap_frame, rdi) == FRAME_RDI);
static_assert(offsetof(struct trap_frame, rbp) == FRAME_RBP);
static_assert(offsetof(struct trap_frame, r8) == FRAME_R8);
static_assert(offsetof(struct trap_frame, r15) == FRAME_R15);
static_assert(offsetof(struct trap_frame, vector) == FRAME_VECTOR);
static_assert(offsetof(struct trap_frame, error) == FRAME_ERROR);
static_assert(offsetof(struct trap_frame, rip) == FRAME_RIP);
static_assert(offsetof(struct trap_frame, cs) == FRAME_CS);
static_assert(offsetof(struct trap_frame, rflags) == FRAME_RFLAGS);
static_assert(offsetof(struct trap_frame, rsp) == FRAME_RSP);
static_assert(offsetof(struct trap_frame, ss) == FRAME_SS);
static_assert(sizeof(struct trap_frame) == FRAME_SIZE);
static_assert(TRAP_VECTOR_NONE == VECTOR_COUNT);

static const struct {
	enum trap_kind kind;
	const char *name;
} exceptions[VECTOR_EXCEPTIONS] = {
	[VECTOR_DE] = { TRAP_ARITHMETIC, "#DE divide error" },
	[VECTOR_DB] = { TRAP_STEP, "#DB debug" },
	[VECTOR_NMI] = { TRAP_NMI, "NMI" },
	[VECTOR_BP] = { TRAP_BREAKPOINT, "#BP breakpoint" },
	[VECTOR_OF] = { TRAP_ARITHMETIC, "#OF overflow" },
	[VECTOR_BR] = { TRAP_OTHER, "#BR bound range" },
	[VECTOR_UD] = { TRAP_ILLEGAL, "#UD invalid opcode" },
	[VECTOR_NM] = { TRAP_ILLEGAL, "#NM no floating point in the kernel" },
	[VECTOR_DF] = { TRAP_DOUBLE_FAULT, "#DF double fault" },
	[9] = { TRAP_OTHER, "coprocessor segment overrun" },
	[VECTOR_TS] = { TRAP_PROTECTION, "#TS invalid task state" },
	[VECTOR_NP] = { TRAP_PROTECTION, "#NP segment not present" },
	[VECTOR_SS] = { TRAP_PROTECTION, "#SS stack segment" },
	[VECTOR_GP] = { TRAP_PROTECTION, "#GP general protection" },
	[VECTOR_PF] = { TRAP_PAGE_FAULT, "#PF page fault" },
	[15] = { TRAP_OTHER, "reserved exception 15" },
	[VECTOR_MF] = { TRAP_ARITHMETIC, "#MF x87 error" },
	[VECTOR_AC] = { TRAP_ALIGNMENT, "#AC alignment check" },
	[VECTOR_MC] = { TRAP_MACHINE_CHECK, "#MC machine check" },
	[VECTOR_XM] = { TRAP_ARITHMETIC, "#XM SIMD error" },
	[VECTOR_VE] = { TRAP_OTHER, "#VE virtualization" },
	[VECTOR_CP] = { TRAP_CFI, "#CP control protection" },
	[28] = { TRAP_OTHER, "#HV hypervisor injection" },
	[29] = { TRAP_OTHER, "#VC VMM communication" },
	[30] = { TRAP_OTHER, "#SX security" },
};

const char *trap_vector_name(u64 vector)
{
	if (vector == TRAP_VECTOR_NONE)
		return "no trap";
	if (vector >= VECTOR_EXCEPTIONS)
		return "interrupt";
	return exceptions[vector].name != NULL ? exceptions[vector].name : "reserved exception";
}

static enum trap_kind vector_kind(u64 vector)
{
	if (vector >= VECTOR_EXCEPTIONS)
		return vector == TRAP_VECTOR_NONE ? TRAP_OTHER : TRAP_INTERRUPT;
	return exceptions[vector].name != NULL ? exceptions[vector].kind : TRAP_OTHER;
}

/*
 * A call to nowhere: the return address is still on top of the stack. 0 if the
 * stack cannot be read; after a bad jump the word may be anything.
 */
static vaddr_t return_address_of(const struct trap_frame *frame)
{
	paddr_t pa;
	unsigned flags;

	if (frame->rsp % sizeof(vaddr_t) != 0 || !arch_mmu_lookup(frame->rsp, &pa, &flags))
		return 0;
	return *(const vaddr_t *)frame->rsp;
}

static void describe_page_fault(const struct trap_frame *frame, struct trap_info *out)
{
	out->has_address = true;
	out->address = frame->cr2;
	out->present = frame->error & PF_PRESENT;
	out->access = frame->error & PF_FETCH	? TRAP_FETCH
		      : frame->error & PF_WRITE ? TRAP_WRITE
						: TRAP_READ;
	if (out->access == TRAP_FETCH)
		out->link = return_address_of(frame);
}

/*
 * The page fault that could not be pushed leaves its address in CR2. A double
 * fault of another origin leaves an older one there, which would mislead.
 */
static void describe_double_fault(const struct trap_frame *frame, struct trap_info *out)
{
	if (stack_area_by_guard(frame->cr2) == NULL)
		return;
	out->has_address = true;
	out->address = frame->cr2;
	out->access = TRAP_WRITE;
}

static void describe_invalid_opcode(const struct trap_frame *frame, struct trap_info *out)
{
	if (!trap_is_cfi(frame, &out->address))
		return;
	out->kind = TRAP_CFI;
	out->name = "#UD kCFI check";
	out->has_address = true;
	out->present = true;
	out->access = TRAP_FETCH;
}

void arch_trap_describe(const struct trap_frame *frame, struct trap_info *out)
{
	*out = (struct trap_info){
		.kind = vector_kind(frame->vector),
		.name = trap_vector_name(frame->vector),
		.pc = frame->rip,
		.sp = frame->rsp,
		.fp = frame->rbp,
		.code = frame->error,
		.from_user = frame->cs & 3,
	};
	switch (frame->vector) {
	/* It is reported behind the instruction; its first byte is what is meant. */
	case VECTOR_BP: out->pc--; break;
	case VECTOR_UD: describe_invalid_opcode(frame, out); break;
	case VECTOR_DF: describe_double_fault(frame, out); break;
	case VECTOR_PF: describe_page_fault(frame, out); break;
	default: break;
	}
}

/* INT3 is reported with rip behind it already. */
void arch_trap_skip_breakpoint(struct trap_frame *)
{
}
