/* SPDX-License-Identifier: MIT */
/*
 * The extensions of the instruction set that the kernel knows by name.
 *
 * No instruction tells them to supervisor mode. Firmware does, as a string or a
 * list (device tree, RHCT); where it is silent, a few can be found by trying.
 */
#pragma once

#include <base/fmt.h>
#include <base/types.h>

enum feature {
	FEATURE_M,
	FEATURE_A,
	FEATURE_F,
	FEATURE_D,
	FEATURE_C,
	FEATURE_V,
	FEATURE_H,
	FEATURE_ZBA,
	FEATURE_ZBB,
	FEATURE_ZBC,
	FEATURE_ZBS,
	FEATURE_ZICBOM,
	FEATURE_ZICBOP,
	FEATURE_ZICBOZ,
	FEATURE_ZICOND,
	FEATURE_ZIHINTPAUSE,
	FEATURE_ZAWRS,
	FEATURE_ZKR,
	FEATURE_SSAIA,
	FEATURE_SSCOFPMF,
	FEATURE_SSTC,
	FEATURE_SVADU,
	FEATURE_SVINVAL,
	FEATURE_SVNAPOT,
	FEATURE_SVPBMT,
	FEATURE_COUNT,
};

typedef u64 feature_set;

static inline bool feature_in(feature_set set, enum feature feature)
{
	return set >> feature & 1;
}

/*
 * Reads an ISA string, "rv64imafdch_zicsr_zba_sstc"; letter case, versions
 * ("i2p1") and names that we do not know are no matter.
 */
feature_set features_from_isa(const char *isa);

/* The one named by the `length` characters at `name`, as a set; else 0. */
feature_set features_named(const char *name, size_t length);

/* What can be found out by trying. */
feature_set features_probe(void);

void features_print(feature_set set, struct fmt_sink *sink);
