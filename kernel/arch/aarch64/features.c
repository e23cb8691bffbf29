/* SPDX-License-Identifier: MIT */
/*
 * ID registers are made of four-bit fields, and a larger value promises all
 * that the smaller ones do. Two kinds differ: in some, 15 means "none", so the
 * value is read as signed. A register that an older CPU does not know reads as
 * zero.
 */
#include <arch/cpu.h>
#include <base/compiler.h>

#include "features.h"

enum id_register { PFR0, PFR1, DFR0, ISAR0, ISAR1, MMFR0, MMFR1, MMFR2, ZFR0, ID_REGISTERS };

struct feature {
	const char *name;
	enum id_register where;
	u8 shift;
	s8 least;
};

static const struct feature features[FEATURE_COUNT] = {
	[FEATURE_FP] = { "fp", PFR0, 16, 0 },
	[FEATURE_ASIMD] = { "asimd", PFR0, 20, 0 },
	[FEATURE_AES] = { "aes", ISAR0, 4, 1 },
	[FEATURE_PMULL] = { "pmull", ISAR0, 4, 2 },
	[FEATURE_SHA1] = { "sha1", ISAR0, 8, 1 },
	[FEATURE_SHA256] = { "sha256", ISAR0, 12, 1 },
	[FEATURE_SHA512] = { "sha512", ISAR0, 12, 2 },
	[FEATURE_SHA3] = { "sha3", ISAR0, 32, 1 },
	[FEATURE_CRC32] = { "crc32", ISAR0, 16, 1 },
	[FEATURE_LSE] = { "lse", ISAR0, 20, 2 },
	[FEATURE_RNG] = { "rng", ISAR0, 60, 1 },
	[FEATURE_TLB_RANGE] = { "tlbirange", ISAR0, 56, 2 },
	[FEATURE_DPB] = { "dpb", ISAR1, 0, 1 },
	[FEATURE_LRCPC] = { "lrcpc", ISAR1, 20, 1 },
	[FEATURE_PAUTH] = { "pauth", ISAR1, 4, 1 },
	[FEATURE_BTI] = { "bti", PFR1, 0, 1 },
	[FEATURE_MTE] = { "mte", PFR1, 8, 2 },
	[FEATURE_SSBS] = { "ssbs", PFR1, 4, 1 },
	[FEATURE_SVE] = { "sve", PFR0, 32, 1 },
	[FEATURE_SME] = { "sme", PFR1, 24, 1 },
	[FEATURE_RAS] = { "ras", PFR0, 28, 1 },
	[FEATURE_GIC_REGISTERS] = { "gicv3", PFR0, 24, 1 },
	[FEATURE_PAN] = { "pan", MMFR1, 20, 1 },
	[FEATURE_UAO] = { "uao", MMFR2, 4, 1 },
	[FEATURE_VHE] = { "vhe", MMFR1, 8, 1 },
	[FEATURE_HW_ACCESS_FLAG] = { "hafdbs", MMFR1, 0, 1 },
	[FEATURE_ASID16] = { "asid16", MMFR0, 4, 2 },
	[FEATURE_LVA] = { "lva", MMFR2, 16, 1 },
	[FEATURE_LPA2] = { "lpa2", MMFR0, 28, 1 },
	[FEATURE_CNP] = { "ttcnp", MMFR2, 0, 1 },
	[FEATURE_E0PD] = { "e0pd", MMFR2, 60, 1 },
	[FEATURE_BBM] = { "bbm", MMFR2, 52, 1 },
	[FEATURE_ECV] = { "ecv", MMFR0, 60, 1 },
	[FEATURE_PMU] = { "pmu", DFR0, 8, 1 },
};

static u64 id_register(enum id_register which)
{
	switch (which) {
	case PFR0: return sysreg_read(id_aa64pfr0_el1);
	case PFR1: return sysreg_read(id_aa64pfr1_el1);
	case DFR0: return sysreg_read(id_aa64dfr0_el1);
	case ISAR0: return sysreg_read(id_aa64isar0_el1);
	case ISAR1: return sysreg_read(id_aa64isar1_el1);
	case MMFR0: return sysreg_read(id_aa64mmfr0_el1);
	case MMFR1: return sysreg_read(id_aa64mmfr1_el1);
	case MMFR2: return sysreg_read(S3_0_C0_C7_2);
	default: return 0;
	}
}

static bool field_is_signed(const struct feature *feature)
{
	return feature->least == 0 || feature->where == DFR0 ||
	       (feature->where == MMFR0 && feature->shift == 28);
}

bool cpu_has(enum cpu_feature which)
{
	const struct feature *feature = &features[which];
	u64 field = id_register(feature->where) >> feature->shift & 0xf;
	s64 value = field_is_signed(feature) && field >= 8 ? (s64)field - 16 : (s64)field;

	return value >= feature->least;
}

const char *cpu_feature_name(enum cpu_feature feature)
{
	return features[feature].name;
}

void arch_cpu_print_features(struct fmt_sink *sink)
{
	const char *blank = "";

	for (enum cpu_feature feature = 0; feature < FEATURE_COUNT; feature++) {
		if (!cpu_has(feature))
			continue;
		fmt_print(sink, "%s%s", blank, features[feature].name);
		blank = " ";
	}
}
