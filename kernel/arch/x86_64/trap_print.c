/* SPDX-License-Identifier: MIT */
/*
 * Registers for people. Control registers are read now, so they are those of
 * the handler; nothing on the way here changes them, but for CR2, which was
 * saved at entry.
 */
#include <arch/trap.h>
#include <base/compiler.h>

#include "idt.h"
#include "regs.h"
#include "trap_impl.h"

struct bit_name {
	u64 bit;
	const char *name;
};

static void print_bits(struct fmt_sink *sink, u64 value, const struct bit_name *names, size_t count)
{
	fmt_print(sink, " [");
	const char *separator = "";

	for (size_t i = 0; i < count; i++) {
		if (!(value & names[i].bit))
			continue;
		fmt_print(sink, "%s%s", separator, names[i].name);
		separator = " ";
	}
	fmt_print(sink, "]");
}

static const struct bit_name rflags_names[] = { { 1 << 0, "CF" }, { 1 << 2, "PF" },
	{ 1 << 4, "AF" }, { 1 << 6, "ZF" }, { 1 << 7, "SF" }, { 1 << 8, "TF" }, { 1 << 9, "IF" },
	{ 1 << 10, "DF" }, { 1 << 11, "OF" }, { 1 << 14, "NT" }, { 1 << 16, "RF" },
	{ 1 << 18, "AC" } };

static const struct bit_name cr0_names[] = { { CR0_PE, "PE" }, { CR0_MP, "MP" }, { CR0_EM, "EM" },
	{ CR0_TS, "TS" }, { CR0_NE, "NE" }, { CR0_WP, "WP" }, { CR0_AM, "AM" }, { CR0_NW, "NW" },
	{ CR0_CD, "CD" }, { CR0_PG, "PG" } };

static const struct bit_name cr4_names[] = { { CR4_TSD, "TSD" }, { CR4_DE, "DE" },
	{ CR4_PSE, "PSE" }, { CR4_PAE, "PAE" }, { CR4_MCE, "MCE" }, { CR4_PGE, "PGE" },
	{ CR4_PCE, "PCE" }, { CR4_OSFXSR, "OSFXSR" }, { CR4_UMIP, "UMIP" }, { CR4_LA57, "LA57" },
	{ CR4_VMXE, "VMXE" }, { CR4_FSGSBASE, "FSGSBASE" }, { CR4_PCIDE, "PCIDE" },
	{ CR4_OSXSAVE, "OSXSAVE" }, { CR4_SMEP, "SMEP" }, { CR4_SMAP, "SMAP" }, { CR4_PKE, "PKE" },
	{ CR4_CET, "CET" } };

static const struct bit_name efer_names[] = { { EFER_SCE, "SCE" }, { EFER_LME, "LME" },
	{ EFER_LMA, "LMA" }, { EFER_NXE, "NXE" }, { EFER_SVME, "SVME" } };

static const struct bit_name page_fault_names[] = { { PF_PRESENT, "present" },
	{ PF_WRITE, "write" }, { PF_USER, "user" }, { PF_RESERVED, "reserved-bit" },
	{ PF_FETCH, "fetch" }, { PF_PKEY, "protection-key" }, { PF_SHADOW_STACK, "shadow-stack" } };

/* Vectors whose error code is a segment selector, or names a gate. */
static bool has_selector_code(u64 vector)
{
	return vector == VECTOR_TS || vector == VECTOR_NP || vector == VECTOR_SS ||
	       vector == VECTOR_GP;
}

/* Bit 0: came from outside the program; 1: of the IDT; 2: of the LDT, else the GDT. */
static void print_selector_code(struct fmt_sink *sink, u64 code)
{
	const char *table = code & 2 ? "IDT" : code & 4 ? "LDT" : "GDT";

	if (code != 0)
		fmt_print(sink, " [%s entry %lu%s]", table, code >> 3 & 0x1fff,
			code & 1 ? ", external" : "");
}

static void print_cause(const struct trap_frame *frame, struct fmt_sink *sink)
{
	if (frame->vector == TRAP_VECTOR_NONE)
		return;
	fmt_print(sink, "vector %lu  %s  error %#lx", frame->vector,
		trap_vector_name(frame->vector), frame->error);
	if (frame->vector == VECTOR_PF)
		print_bits(sink, frame->error, page_fault_names, ARRAY_SIZE(page_fault_names));
	else if (has_selector_code(frame->vector))
		print_selector_code(sink, frame->error);
	fmt_print(sink, "\n");
}

static void print_general(const struct trap_frame *f, struct fmt_sink *sink)
{
	fmt_print(sink, "rax %016lx  rbx %016lx  rcx %016lx\n", f->rax, f->rbx, f->rcx);
	fmt_print(sink, "rdx %016lx  rsi %016lx  rdi %016lx\n", f->rdx, f->rsi, f->rdi);
	fmt_print(sink, "rbp %016lx  rsp %016lx  r8  %016lx\n", f->rbp, f->rsp, f->r8);
	fmt_print(sink, "r9  %016lx  r10 %016lx  r11 %016lx\n", f->r9, f->r10, f->r11);
	fmt_print(sink, "r12 %016lx  r13 %016lx  r14 %016lx\n", f->r12, f->r13, f->r14);
	fmt_print(
		sink, "r15 %016lx  rip %016lx  cs %02lx ss %02lx\n", f->r15, f->rip, f->cs, f->ss);
}

static void print_register(struct fmt_sink *sink, const char *name, u64 value,
	const struct bit_name *names, size_t count)
{
	fmt_print(sink, "%s %lx", name, value);
	print_bits(sink, value, names, count);
}

void arch_trap_print(const struct trap_frame *frame, struct fmt_sink *sink)
{
	print_cause(frame, sink);
	print_general(frame, sink);
	print_register(sink, "rflags", frame->rflags, rflags_names, ARRAY_SIZE(rflags_names));
	fmt_print(sink, "  cr2 %lx  cr3 %lx\n", frame->cr2, cr3_read());
	print_register(sink, "cr0", cr0_read(), cr0_names, ARRAY_SIZE(cr0_names));
	print_register(sink, "  efer", msr_read(MSR_EFER), efer_names, ARRAY_SIZE(efer_names));
	print_register(sink, "\ncr4", cr4_read(), cr4_names, ARRAY_SIZE(cr4_names));
	fmt_print(sink, "\n");
}
