/* SPDX-License-Identifier: MIT */
/* The machine state of one CPU. */
#include "x86.h"

#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

enum {
	GENERAL_COUNT = 15, /* the last is rdi */
	LAPIC_SVR = 0xf0,
	LAPIC_TPR = 0x80,
	LAPIC_VERSION = 0x30,
	LAPIC_LVT = 0x320,
	X2APIC_MSRS = 0x800,
};

struct [[gnu::packed]] descriptor {
	u16 limit;
	u64 base;
};

static u32 lapic_read(u64 base, u32 at)
{
	if (base & 0x400)
		return (u32)msr_read(X2APIC_MSRS + at / 16);
	return device_read((base & 0xffffff000) + at);
}

static void capture_lapic(struct cpu_state *s)
{
	u64 base = msr_read(0x1b);
	u32 last = lapic_read(base, LAPIC_VERSION) >> 16 & 0xff;

	s->special[APIC_BASE] = base;
	s->special[SVR] = lapic_read(base, LAPIC_SVR);
	s->special[TPR] = lapic_read(base, LAPIC_TPR);
	s->special[LVT_UNMASKED] = 0;
	for (u32 i = 0; i <= last && i < 6; i++)
		if (!(lapic_read(base, LAPIC_LVT + 16 * i) & 0x10000))
			s->special[LVT_UNMASKED]++;
}

#define SEGMENT(name)                                                \
	({                                                           \
		u16 value_;                                          \
		asm volatile("movw %%" #name ", %0" : "=r"(value_)); \
		value_;                                              \
	})

void isa_capture(struct cpu_state *s)
{
	struct descriptor gdt, idt;
	u16 tr, ldtr;

	asm volatile("movq %%cr0, %0" : "=r"(s->special[CR0]));
	asm volatile("movq %%cr4, %0" : "=r"(s->special[CR4]));
	s->special[EFER] = msr_read(0xc0000080);
	s->special[PAT] = msr_read(0x277);
	s->special[CS] = SEGMENT(cs);
	s->special[DS] = SEGMENT(ds);
	s->special[ES] = SEGMENT(es);
	s->special[SS] = SEGMENT(ss);
	s->special[FS] = SEGMENT(fs);
	s->special[GS] = SEGMENT(gs);
	asm volatile("sgdt %0" : "=m"(gdt));
	asm volatile("sidt %0" : "=m"(idt));
	asm volatile("str %0" : "=r"(tr));
	asm volatile("sldt %0" : "=r"(ldtr));
	s->special[GDT_BASE] = gdt.base;
	s->special[GDT_LIMIT] = gdt.limit;
	s->special[IDT_BASE] = idt.base;
	s->special[IDT_LIMIT] = idt.limit;
	s->special[TR] = tr;
	s->special[LDTR] = ldtr;
	capture_lapic(s);
}

static void check_general(const struct cpu_state *s, const char *who)
{
	struct tally t = {};
	/* Other CPUs have an argument. */
	u32 count = s == &boot_state ? GENERAL_COUNT : GENERAL_COUNT - 1;

	for (u32 i = 0; i < count; i++)
		tally(&t, s->general[i] == 0, "register %u is %#lx", i, s->general[i]);
	check(s->sp % 16 == 8, "%s: the stack is aligned as after a call", who);
	check_tally(&t, "x86: general registers are 0");
}

static void check_control(const struct cpu_state *s, const char *who)
{
	u64 la57 = isa_levels() == 5 ? 0x1000 : 0;

	check((s->special[CR0] & 0x80010011) == 0x80010011, "%s: CR0 %#lx: PG, WP, ET, PE", who,
		s->special[CR0]);
	check((s->special[CR4] & 0x1020) == (0x20 | la57), "%s: CR4 %#lx: PAE", who,
		s->special[CR4]);
	check((s->special[EFER] & 0xd00) == 0xd00, "%s: EFER %#lx: LMA, LME, NXE", who,
		s->special[EFER]);
	check(!(s->special[RFLAGS] & 0x20600), "%s: RFLAGS %#lx: IF, DF, VM clear", who,
		s->special[RFLAGS]);
	check((s->special[PAT] & 0xffffffffffff) == 0x010500070406, "%s: PAT %#lx", who,
		s->special[PAT]);
	if (wanted_revision < 5)
		return;
	check(s->special[CR0] == 0x80010011 && s->special[CR4] == (0x20 | la57) &&
			s->special[EFER] == 0xd00 && s->special[RFLAGS] == 2,
		"%s: no other bit of these is set", who);
	check(s->special[IDT_BASE] == 0 && s->special[IDT_LIMIT] == 0, "%s: no IDT", who);
	check(s->special[TR] == 0 && s->special[LDTR] == 0, "%s: no task, no LDT", who);
	check(s->special[APIC_BASE] & 0x800 && s->special[SVR] == 0x1ff && s->special[TPR] == 0 &&
			s->special[LVT_UNMASKED] == 0,
		"%s: local APIC on, its interrupts masked: SVR %#lx, TPR %#lx, %lu unmasked", who,
		s->special[SVR], s->special[TPR], s->special[LVT_UNMASKED]);
}

/* Base, limit and flags by the protocol's words; the accessed bit is the CPU's. */
static void check_segments(const struct cpu_state *s, const char *who)
{
	static const u64 wanted[] = { 0, 0x00009a000000ffff, 0x000092000000ffff, 0x00cf9a000000ffff,
		0x00cf92000000ffff, 0x00209a0000000000, 0x0000920000000000 };
	const u64 *gdt = (const u64 *)s->special[GDT_BASE];
	struct tally t = {};

	check(s->special[CS] == 0x28, "%s: CS %#lx", who, s->special[CS]);
	check(s->special[DS] == 0x30 && s->special[ES] == 0x30 && s->special[SS] == 0x30 &&
			s->special[FS] == 0x30 && s->special[GS] == 0x30,
		"%s: data segments", who);
	if (!check(s->special[GDT_LIMIT] >= sizeof(wanted) - 1 &&
			    is_response_memory(gdt, sizeof(wanted)),
		    "%s: a GDT in the loader's memory", who))
		return;
	for (u32 i = 0; i < ARRAY_SIZE(wanted); i++)
		tally(&t, (gdt[i] & ~(1ul << 40)) == wanted[i], "GDT entry %u is %#lx", i, gdt[i]);
	check_tally(&t, "x86: GDT as documented");
}

void isa_check_state(const struct cpu_state *s, const char *who)
{
	check_general(s, who);
	check_control(s, who);
	check_segments(s, who);
}
