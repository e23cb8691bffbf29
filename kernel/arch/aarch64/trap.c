/* SPDX-License-Identifier: MIT */
/*
 * Traps, told: from the saved registers to words.
 *
 * The frame holds what the CPU said when the trap was taken; only the control
 * registers that a report shows as well are read when it is printed, and are
 * the same until something switches address spaces.
 */
#include <arch/mmu.h>
#include <arch/stack.h>
#include <arch/trap.h>
#include <arch_impl/sysreg.h>
#include <base/compiler.h>

#include "esr.h"
#include "regs.h"
#include "trap_stacks.h"

static_assert(offsetof(struct trap_frame, sp) == TRAP_FRAME_SP);
static_assert(offsetof(struct trap_frame, pc) == TRAP_FRAME_PC);
static_assert(offsetof(struct trap_frame, esr) == TRAP_FRAME_ESR);
static_assert(offsetof(struct trap_frame, vector) == TRAP_FRAME_VECTOR);
static_assert(offsetof(struct trap_frame, record) == TRAP_FRAME_RECORD);
static_assert(sizeof(struct trap_frame) == TRAP_FRAME_SIZE && TRAP_FRAME_SIZE % 16 == 0);

static_assert(offsetof(struct trap_stacks, lowest) == TRAP_STACKS_LOWEST);
static_assert(offsetof(struct trap_stacks, exception_top) == TRAP_STACKS_EXCEPTION);
static_assert(offsetof(struct trap_stacks, exception_lowest) == TRAP_STACKS_EXCEPTION_LOWEST);

/* The four columns and the four rows of the vector table. */
enum trap_type { VECTOR_SYNC, VECTOR_IRQ, VECTOR_FIQ, VECTOR_SERROR };

static const char *const type_names[] = { "exception", "IRQ", "FIQ", "SError" };
static const char *const origins[] = { "EL1 on SP_EL0", "EL1", "EL0", "EL0 in 32 bits" };

static enum trap_type trap_type(const struct trap_frame *frame)
{
	return frame->vector % 4;
}

static bool is_fetch_abort(u64 esr)
{
	return esr_class(esr) == ESR_FETCH_ABORT || esr_class(esr) == ESR_FETCH_ABORT_EL0;
}

static bool is_data_abort(u64 esr)
{
	return esr_class(esr) == ESR_DATA_ABORT || esr_class(esr) == ESR_DATA_ABORT_EL0;
}

static void describe_abort(const struct trap_frame *frame, struct trap_info *out)
{
	out->present = !esr_is_translation_fault(frame->esr);
	out->has_address = !esr_address_unknown(frame->esr);
	if (is_data_abort(frame->esr))
		out->access = esr_is_write(frame->esr) ? TRAP_WRITE : TRAP_READ;
	if (esr_is_alignment_fault(frame->esr))
		out->kind = TRAP_ALIGNMENT;
	if (esr_is_external_abort(frame->esr))
		out->kind = TRAP_PROTECTION;
	if (out->kind != TRAP_PAGE_FAULT)
		out->name = esr_fault_name(frame->esr);
}

/* The check is made with the address that is about to be called in a register. */
static void describe_cfi(const struct trap_frame *frame, struct trap_info *out)
{
	unsigned target = esr_cfi_target(frame->esr);

	out->kind = TRAP_CFI;
	out->name = "kCFI check";
	out->has_address = target < ARRAY_SIZE(frame->x);
	out->address = out->has_address ? frame->x[target] : 0;
	out->access = TRAP_FETCH;
	out->present = true;
}

static void describe_sync(const struct trap_frame *frame, struct trap_info *out)
{
	const struct esr_class_info *class = esr_class_info(esr_class(frame->esr));

	out->kind = class->kind;
	out->name = class->name;
	out->has_address = class->has_address;
	out->address = frame->far;
	out->access = TRAP_FETCH;
	if (is_fetch_abort(frame->esr) || is_data_abort(frame->esr)) {
		describe_abort(frame, out);
	} else if (esr_is_cfi(frame->esr)) {
		describe_cfi(frame, out);
	} else if (esr_is_ubsan(frame->esr)) {
		out->kind = TRAP_OTHER;
		out->name = "undefined behaviour trap";
	}
}

void arch_trap_describe(const struct trap_frame *frame, struct trap_info *out)
{
	*out = (struct trap_info){
		.kind = TRAP_OTHER,
		.name = "no trap",
		.pc = frame->pc,
		.sp = frame->sp,
		.fp = frame->x[29],
		.link = frame->x[30],
		.code = frame->esr,
		.from_user = frame->vector >= 8 && frame->vector < TRAP_VECTOR_NONE,
	};
	if (frame->vector >= TRAP_VECTOR_NONE)
		return;
	if (trap_type(frame) == VECTOR_SYNC) {
		describe_sync(frame, out);
		return;
	}
	out->name = type_names[trap_type(frame)];
	out->kind = trap_type(frame) == VECTOR_SERROR ? TRAP_MACHINE_CHECK : TRAP_INTERRUPT;
}

static void print_general(const struct trap_frame *frame, struct fmt_sink *sink)
{
	enum { PER_LINE = 3 };

	for (unsigned i = 0; i < ARRAY_SIZE(frame->x); i++)
		fmt_print(sink, "  x%-2u %016lx%s", i, frame->x[i], i % PER_LINE == 2 ? "\n" : "");
	fmt_print(sink, "  sp  %016lx\n", frame->sp);
}

/* "NzCv DaIF EL1h PAN": capitals are set. */
static void print_pstate(u64 pstate, struct fmt_sink *sink)
{
	static const struct {
		u8 bit;
		char set, clear;
	} flags[] = {
		{ 31, 'N', 'n' },
		{ 30, 'Z', 'z' },
		{ 29, 'C', 'c' },
		{ 28, 'V', 'v' },
		{ 0, 0, 0 },
		{ 9, 'D', 'd' },
		{ 8, 'A', 'a' },
		{ 7, 'I', 'i' },
		{ 6, 'F', 'f' },
	};

	for (unsigned i = 0; i < ARRAY_SIZE(flags); i++)
		fmt_print(sink, "%c",
			!flags[i].bit		     ? ' '
			: pstate >> flags[i].bit & 1 ? flags[i].set
						     : flags[i].clear);
	fmt_print(sink, " EL%u%c%s%s%s", (unsigned)(pstate >> 2 & 3), pstate & 1 ? 'h' : 't',
		pstate & REG_BIT(22) ? " PAN" : "", pstate & REG_BIT(21) ? " SS" : "",
		pstate & REG_BIT(20) ? " IL" : "");
}

static void print_syndrome(const struct trap_frame *frame, struct fmt_sink *sink)
{
	fmt_print(sink, "  esr %016lx  far %016lx\n  %s from %s", frame->esr, frame->far,
		type_names[trap_type(frame)], origins[frame->vector / 4]);
	if (trap_type(frame) == VECTOR_SYNC)
		fmt_print(sink, ", class %#x %s", esr_class(frame->esr),
			esr_class_info(esr_class(frame->esr))->name);
	if (is_fetch_abort(frame->esr) || is_data_abort(frame->esr))
		fmt_print(sink, ": %s, level %u", esr_fault_name(frame->esr),
			(unsigned)frame->esr & 3);
	if (esr_is_cfi(frame->esr))
		fmt_print(sink, ": target in x%u, expected type in w%u", esr_cfi_target(frame->esr),
			esr_cfi_type(frame->esr));
	else if (esr_class(frame->esr) == ESR_BRK)
		fmt_print(sink, " #%#x", esr_brk_operand(frame->esr));
	fmt_print(sink, "\n");
}

void arch_trap_print(const struct trap_frame *frame, struct fmt_sink *sink)
{
	print_general(frame, sink);
	fmt_print(sink, "  pc  %016lx  pstate %08lx (", frame->pc, frame->pstate);
	print_pstate(frame->pstate, sink);
	fmt_print(sink, ")\n");
	if (frame->vector < TRAP_VECTOR_NONE)
		print_syndrome(frame, sink);
	fmt_print(sink, "  sctlr %lx  tcr %lx  ttbr0 %lx  ttbr1 %lx\n", sysreg_read(sctlr_el1),
		sysreg_read(tcr_el1), sysreg_read(ttbr0_el1), sysreg_read(ttbr1_el1));
}

/* The preferred return address of BRK is the instruction itself. */
void arch_trap_skip_breakpoint(struct trap_frame *frame)
{
	frame->pc += 4;
}
