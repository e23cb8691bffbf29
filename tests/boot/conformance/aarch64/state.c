/* SPDX-License-Identifier: MIT */
/* The machine state of one CPU. At EL2 the _EL1 names mean EL2's registers (E2H). */
#include "arm64.h"

#include <base/bits.h>
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

enum {
	GENERAL_COUNT = 31,
	EL2 = 2,
};

/* HCR_EL2 of host extensions: E2H, RW, TGE, SWIO; some processors have E2H and RW fixed. */
constexpr u64 HCR_VHE = BIT(34) | BIT(31) | BIT(27) | BIT(1);
constexpr u64 SCTLR_WANTED = 0x30d0199d;

void isa_capture(struct cpu_state *s)
{
	s->special[LEVEL] = REGISTER_READ(CurrentEL) >> 2;
	s->special[SPSEL] = REGISTER_READ(spsel);
	s->special[DAIF] = REGISTER_READ(daif);
	s->special[SCTLR] = REGISTER_READ(sctlr_el1);
	s->special[TCR] = REGISTER_READ(tcr_el1);
	s->special[MAIR] = REGISTER_READ(mair_el1);
	s->special[CPACR] = REGISTER_READ(cpacr_el1);
	s->special[ID_VHE] = bits_field(REGISTER_READ(id_aa64mmfr1_el1), 11, 8);
	s->special[ID_PARANGE] = REGISTER_READ(id_aa64mmfr0_el1) & 0xf;
	if (s->special[LEVEL] != EL2)
		return;
	s->special[HCR] = REGISTER_READ(hcr_el2);
	s->special[CNTHCTL] = REGISTER_READ(cnthctl_el2);
	s->special[HSTR] = REGISTER_READ(hstr_el2);
}

static void check_general(const struct cpu_state *s, const char *who)
{
	struct tally t = {};

	for (u32 i = s == &boot_state ? 0 : 1; i < GENERAL_COUNT; i++)
		tally(&t, s->general[i] == 0, "x%u is %#lx", i, s->general[i]);
	check_tally(&t, "aarch64: general registers are 0");
	check(s->sp % 16 == 0, "%s: the stack is aligned", who);
	check(s->special[SPSEL] == 0, "%s: SP_EL0 is the stack pointer", who);
	check(s->special[DAIF] == 0x3c0, "%s: DAIF is masked: %#lx", who, s->special[DAIF]);
}

static void check_translation(const struct cpu_state *s, const char *who)
{
	u64 ips = min(s->special[ID_PARANGE], 6ul);

	check((s->special[TCR] & 0x3f) == 16 && (s->special[TCR] >> 16 & 0x3f) == 16 &&
			(s->special[TCR] >> 14 & 3) == 0 && (s->special[TCR] >> 30 & 3) == 2,
		"%s: TCR %#lx: 48 bits, 4 KiB in both halves", who, s->special[TCR]);
	check((s->special[SCTLR] & 0x101f) == 0x101d,
		"%s: SCTLR %#lx: MMU, caches, stack alignment; no alignment check", who,
		s->special[SCTLR]);
	check((s->special[MAIR] & 0xff) == 0xff, "%s: MAIR %#lx: entry 0 is memory", who,
		s->special[MAIR]);
	if (wanted_revision < 6)
		return;
	check_equal(s->special[SCTLR], SCTLR_WANTED, "aarch64: SCTLR is exact");
	check_equal(s->special[TCR], 0xb5103510 | ips << 32, "aarch64: TCR is exact");
	check(s->special[NZCV] == 0, "%s: flags are clear", who);
}

static void check_level(const struct cpu_state *s, const char *who)
{
	check_equal(s->special[LEVEL], option("el", 1), "aarch64: exception level");
	if (wanted_revision < 6) {
		check(s->special[LEVEL] == 1, "%s: at EL1", who);
		return;
	}
	check(s->special[CPACR] == 0, "%s: CPACR %#lx: no floating point", who, s->special[CPACR]);
	if (s->special[LEVEL] != EL2)
		return;
	check(s->special[ID_VHE] != 0 && s->special[HCR] == HCR_VHE,
		"%s: HCR %#lx: host extensions and nothing else", who, s->special[HCR]);
	check(s->special[CNTHCTL] == 3 && s->special[HSTR] == 0, "%s: CNTHCTL %#lx, HSTR %#lx", who,
		s->special[CNTHCTL], s->special[HSTR]);
}

void isa_check_state(const struct cpu_state *s, const char *who)
{
	check_general(s, who);
	check_translation(s, who);
	check_level(s, who);
}
