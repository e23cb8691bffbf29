/* SPDX-License-Identifier: MIT */
/*
 * What a trap frame says, in words.
 */
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <arch/trap.h>
#include <base/compiler.h>
#include <base/fmt.h>

#include "cfi.h"
#include "cpu_local.h"
#include "layout.h"

static_assert(offsetof(struct trap_frame, pc) == FRAME_PC);
static_assert(offsetof(struct trap_frame, ra) == 8 * 1);
static_assert(offsetof(struct trap_frame, t6) == 8 * 31);
static_assert(offsetof(struct trap_frame, sstatus) == FRAME_SSTATUS);
static_assert(offsetof(struct trap_frame, cause) == FRAME_CAUSE);
static_assert(offsetof(struct trap_frame, stval) == FRAME_STVAL);
static_assert(offsetof(struct trap_frame, record_fp) == FRAME_RECORD);
static_assert(sizeof(struct trap_frame) == FRAME_SIZE && FRAME_SIZE % 16 == 0);

enum cause {
	CAUSE_FETCH_MISALIGNED = 0,
	CAUSE_FETCH_ACCESS = 1,
	CAUSE_ILLEGAL = 2,
	CAUSE_BREAKPOINT = 3,
	CAUSE_LOAD_MISALIGNED = 4,
	CAUSE_LOAD_ACCESS = 5,
	CAUSE_STORE_MISALIGNED = 6,
	CAUSE_STORE_ACCESS = 7,
	CAUSE_ECALL_USER = 8,
	CAUSE_ECALL_SUPERVISOR = 9,
	CAUSE_FETCH_PAGE = 12,
	CAUSE_LOAD_PAGE = 13,
	CAUSE_STORE_PAGE = 15,
	CAUSE_SOFTWARE_CHECK = 18,
	CAUSE_HARDWARE_ERROR = 19,
};

struct exception {
	const char *name;
	enum trap_kind kind;
};

static const struct exception exceptions[] = {
	[CAUSE_FETCH_MISALIGNED] = { "misaligned fetch", TRAP_ALIGNMENT },
	[CAUSE_FETCH_ACCESS] = { "fetch access fault", TRAP_PROTECTION },
	[CAUSE_ILLEGAL] = { "illegal instruction", TRAP_ILLEGAL },
	[CAUSE_BREAKPOINT] = { "breakpoint", TRAP_BREAKPOINT },
	[CAUSE_LOAD_MISALIGNED] = { "misaligned load", TRAP_ALIGNMENT },
	[CAUSE_LOAD_ACCESS] = { "load access fault", TRAP_PROTECTION },
	[CAUSE_STORE_MISALIGNED] = { "misaligned store or AMO", TRAP_ALIGNMENT },
	[CAUSE_STORE_ACCESS] = { "store or AMO access fault", TRAP_PROTECTION },
	[CAUSE_ECALL_USER] = { "call from user mode", TRAP_SYSCALL },
	[CAUSE_ECALL_SUPERVISOR] = { "call from supervisor mode", TRAP_OTHER },
	[CAUSE_FETCH_PAGE] = { "fetch page fault", TRAP_PAGE_FAULT },
	[CAUSE_LOAD_PAGE] = { "load page fault", TRAP_PAGE_FAULT },
	[CAUSE_STORE_PAGE] = { "store or AMO page fault", TRAP_PAGE_FAULT },
	[CAUSE_SOFTWARE_CHECK] = { "software check", TRAP_CFI },
	[CAUSE_HARDWARE_ERROR] = { "hardware error", TRAP_MACHINE_CHECK },
};

/* What was tried at the address in stval; false if that is no address. */
static bool access_of(u64 cause, enum trap_access *out)
{
	switch (cause) {
	case CAUSE_FETCH_MISALIGNED:
	case CAUSE_FETCH_ACCESS:
	case CAUSE_FETCH_PAGE: *out = TRAP_FETCH; return true;
	case CAUSE_LOAD_MISALIGNED:
	case CAUSE_LOAD_ACCESS:
	case CAUSE_LOAD_PAGE: *out = TRAP_READ; return true;
	case CAUSE_STORE_MISALIGNED:
	case CAUSE_STORE_ACCESS:
	case CAUSE_STORE_PAGE: *out = TRAP_WRITE; return true;
	default: return false;
	}
}

/* Supervisor interrupts by number; the rest is the platform's. */
static const char *interrupt_name(u64 number)
{
	switch (number) {
	case 1: return "software interrupt";
	case 5: return "timer interrupt";
	case 9: return "external interrupt";
	case 13: return "counter overflow interrupt";
	default: return "interrupt";
	}
}

static struct exception exception_of(u64 cause)
{
	if (cause == TRAP_CAUSE_NONE)
		return (struct exception){ "no trap", TRAP_OTHER };
	if (cause & SCAUSE_INTERRUPT)
		return (struct exception){ interrupt_name(cause & ~SCAUSE_INTERRUPT),
			TRAP_INTERRUPT };
	if (cause < ARRAY_SIZE(exceptions) && exceptions[cause].name != nullptr)
		return exceptions[cause];
	return (struct exception){ "unknown exception", TRAP_OTHER };
}

void arch_trap_describe(const struct trap_frame *frame, struct trap_info *out)
{
	struct exception exception = exception_of(frame->cause);
	paddr_t page;
	unsigned flags;

	*out = (struct trap_info){
		.kind = exception.kind,
		.name = exception.name,
		.pc = frame->pc,
		.sp = frame->sp,
		.fp = frame->s0,
		.code = frame->cause,
		.from_user = !(frame->sstatus & SSTATUS_SPP),
		.link = frame->ra,
		.address = frame->stval,
	};
	out->has_address = access_of(frame->cause, &out->access);
	if (out->has_address)
		out->present = arch_mmu_lookup(frame->stval, &page, &flags);
	if (out->kind == TRAP_BREAKPOINT && cfi_is_check(frame->pc)) {
		out->kind = TRAP_CFI;
		out->has_address = true;
		out->access = TRAP_FETCH;
		out->address = cfi_target(frame);
	}
}

static void print_status(u64 sstatus, struct fmt_sink *sink)
{
	fmt_print(sink, "sstatus=%016lx [%s%s%s%s%s%s%s]\n", sstatus,
		sstatus & SSTATUS_SPP ? "supervisor" : "user", sstatus & SSTATUS_SIE ? " SIE" : "",
		sstatus & SSTATUS_SPIE ? " SPIE" : "", sstatus & SSTATUS_SUM ? " SUM" : "",
		sstatus & SSTATUS_MXR ? " MXR" : "", sstatus & SSTATUS_FS ? " FS" : "",
		sstatus & SSTATUS_VS ? " VS" : "");
}

void arch_trap_print(const struct trap_frame *frame, struct fmt_sink *sink)
{
	static const char names[][4] = { "pc", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1",
		"a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7",
		"s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6" };
	const u64 *registers = &frame->pc;

	for (unsigned i = 0; i < ARRAY_SIZE(names); i++)
		fmt_print(sink, "%3s=%016lx%s", names[i], registers[i], i % 4 == 3 ? "\n" : " ");
	print_status(frame->sstatus, sink);
	fmt_print(sink, "scause=%lx [%s] stval=%016lx satp=%016lx hart %lu\n", frame->cause,
		exception_of(frame->cause).name, frame->stval, csr_read(satp), arch_cpu_id());
}

/* The low two bits of an instruction tell whether it has two bytes or four. */
void arch_trap_skip_breakpoint(struct trap_frame *frame)
{
	u8 first = *(const u8 *)frame->pc;

	frame->pc += (first & 3) == 3 ? 4 : 2;
}
