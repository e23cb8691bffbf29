/* SPDX-License-Identifier: MIT */
/*
 * What this CPU can do, from its ID registers.
 */
#pragma once

#include <base/types.h>

enum cpu_feature {
	FEATURE_FP,
	FEATURE_ASIMD,
	FEATURE_AES,
	FEATURE_PMULL,
	FEATURE_SHA1,
	FEATURE_SHA256,
	FEATURE_SHA512,
	FEATURE_SHA3,
	FEATURE_CRC32,
	FEATURE_LSE,
	FEATURE_RNG,
	FEATURE_TLB_RANGE,
	FEATURE_DPB,
	FEATURE_LRCPC,
	FEATURE_PAUTH,
	FEATURE_BTI,
	FEATURE_MTE,
	FEATURE_SSBS,
	FEATURE_SVE,
	FEATURE_SME,
	FEATURE_RAS,
	FEATURE_GIC_REGISTERS,
	FEATURE_PAN,
	FEATURE_UAO,
	FEATURE_VHE,
	FEATURE_HW_ACCESS_FLAG,
	FEATURE_ASID16,
	FEATURE_LVA,
	FEATURE_LPA2,
	FEATURE_CNP,
	FEATURE_E0PD,
	FEATURE_BBM,
	FEATURE_ECV,
	FEATURE_PMU,
	FEATURE_COUNT,
};

bool cpu_has(enum cpu_feature feature);

/* As FEAT_ names without the prefix, in lower case. */
const char *cpu_feature_name(enum cpu_feature feature);
