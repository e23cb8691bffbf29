/* SPDX-License-Identifier: MIT */
/* The machine state of one hart. */
#include "riscv.h"

#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

enum {
	GENERAL_COUNT = 29, /* the last is a0 */
};

void isa_capture(struct cpu_state *s)
{
	s->special[STVEC] = CSR_READ(stvec);
	s->special[SIE] = CSR_READ(sie);
	s->special[SATP] = CSR_READ(satp);
}

void isa_check_state(const struct cpu_state *s, const char *who)
{
	u32 count = s == &boot_state ? GENERAL_COUNT : GENERAL_COUNT - 1;
	struct tally t = {};

	for (u32 i = 0; i < count; i++)
		tally(&t, s->general[i] == 0, "register %u is %#lx", i, s->general[i]);
	check_tally(&t, "riscv64: general registers are 0");
	check(s->sp % 16 == 0, "%s: the stack is aligned", who);
	check(!(s->special[SSTATUS] & 2) && s->special[SIE] == 0, "%s: interrupts are off", who);
	check((s->special[SATP] >> 44 & 0xffff) == 0, "%s: satp %#lx: address space 0", who,
		s->special[SATP]);
	/* FS and XS off: promised by the old revisions, too. */
	check(!(s->special[SSTATUS] & 0x1e000), "%s: floating point is off", who);
	if (wanted_revision < 6)
		return;
	check(s->special[SSTATUS] == 0x200000000, "%s: sstatus %#lx", who, s->special[SSTATUS]);
	check(s->special[STVEC] == 0, "%s: stvec %#lx", who, s->special[STVEC]);
}
