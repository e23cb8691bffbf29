/* SPDX-License-Identifier: MIT */
/*
 * Exceptions: one entry, one frame, one description.
 *
 * The vectors save every general register into a struct trap_frame on the
 * stack of the exception's own choosing (a separate one where the cause may be
 * the stack itself) and call trap_handle(). The frame starts with nothing that
 * portable code knows: it asks arch_trap_describe().
 */
#pragma once

#include <base/fmt.h>
#include <base/types.h>

struct trap_frame;

enum trap_kind {
	TRAP_PAGE_FAULT,
	TRAP_PROTECTION, /* general protection, access fault, bus error */
	TRAP_ILLEGAL,
	TRAP_BREAKPOINT,
	TRAP_STEP,
	TRAP_ALIGNMENT,
	TRAP_ARITHMETIC,
	TRAP_CFI, /* an indirect call met a function of another type */
	TRAP_DOUBLE_FAULT,
	TRAP_NMI,
	TRAP_MACHINE_CHECK,
	TRAP_SYSCALL,
	TRAP_INTERRUPT,
	TRAP_OTHER,
};

enum trap_access { TRAP_READ, TRAP_WRITE, TRAP_FETCH };

struct trap_info {
	enum trap_kind kind;
	const char *name; /* the architecture's own, e.g. "#PF page fault" */
	vaddr_t pc, sp, fp;
	u64 code; /* error code, syndrome or cause */
	bool from_user;
	/*
	 * If `pc` is no code: where the call that led there would return to, as
	 * far as the machine still knows; else 0.
	 */
	vaddr_t link;
	/* for TRAP_PAGE_FAULT and where else the machine tells: */
	bool has_address;
	bool present; /* the page is mapped, so it was a question of rights */
	enum trap_access access;
	vaddr_t address;
};

void arch_trap_describe(const struct trap_frame *frame, struct trap_info *out);

/* All registers, several a line, each line ended. */
void arch_trap_print(const struct trap_frame *frame, struct fmt_sink *sink);

/* Moves the frame's pc past a breakpoint instruction. */
void arch_trap_skip_breakpoint(struct trap_frame *frame);

/* Captures the caller's own registers, for a panic that no trap caused. */
void arch_trap_capture(struct trap_frame *out);

#include <arch_impl/trap.h>

/* Up-call, kernel/debug: returns if execution may go on at the frame's pc. */
void trap_handle(struct trap_frame *frame);

/* A named way to cause one exception, for tests and the curious. */
struct arch_provocation {
	const char *name;     /* as in panic=NAME */
	const char *sentence; /* what it does */
	const char *expect;   /* text that the report must contain */
	void (*provoke)(void);
};

extern const struct arch_provocation arch_provocations[];
extern const unsigned arch_provocation_count;
