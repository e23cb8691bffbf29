/* SPDX-License-Identifier: MIT */
/*
 * ISA strings.
 *
 * After "rv64" come single letters, then names of several letters, each of which
 * begins with s, x or z and is set apart by underscores; only the first may
 * follow the letters directly. Any may carry a version, digits with a p between.
 */
#include "features.h"

#include <arch/cpu.h>
#include <base/compiler.h>
#include <base/string.h>

#include "probe.h"

static const char names[FEATURE_COUNT][12] = {
	[FEATURE_M] = "m",
	[FEATURE_A] = "a",
	[FEATURE_F] = "f",
	[FEATURE_D] = "d",
	[FEATURE_C] = "c",
	[FEATURE_V] = "v",
	[FEATURE_H] = "h",
	[FEATURE_ZBA] = "zba",
	[FEATURE_ZBB] = "zbb",
	[FEATURE_ZBC] = "zbc",
	[FEATURE_ZBS] = "zbs",
	[FEATURE_ZICBOM] = "zicbom",
	[FEATURE_ZICBOP] = "zicbop",
	[FEATURE_ZICBOZ] = "zicboz",
	[FEATURE_ZICOND] = "zicond",
	[FEATURE_ZIHINTPAUSE] = "zihintpause",
	[FEATURE_ZAWRS] = "zawrs",
	[FEATURE_ZKR] = "zkr",
	[FEATURE_SSAIA] = "ssaia",
	[FEATURE_SSCOFPMF] = "sscofpmf",
	[FEATURE_SSTC] = "sstc",
	[FEATURE_SVADU] = "svadu",
	[FEATURE_SVINVAL] = "svinval",
	[FEATURE_SVNAPOT] = "svnapot",
	[FEATURE_SVPBMT] = "svpbmt",
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool same_name(const char *name, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (name[i] == '\0' || name[i] != lower(text[i]))
			return false;
	return name[length] == '\0';
}

feature_set features_named(const char *name, size_t length)
{
	if (length == 1 && lower(*name) == 'g')
		return 1u << FEATURE_M | 1u << FEATURE_A | 1u << FEATURE_F | 1u << FEATURE_D;
	for (unsigned i = 0; i < FEATURE_COUNT; i++)
		if (same_name(names[i], name, length))
			return 1ull << i;
	return 0;
}

/* The end of a name without the version that it may carry. */
static const char *without_version(const char *start, const char *end)
{
	const char *last = end;

	while (last > start && is_digit(last[-1]))
		last--;
	if (last == end || last == start)
		return end;
	if (last[-1] == 'p' && last - 1 > start && is_digit(last[-2]))
		for (last--; last > start && is_digit(last[-1]);)
			last--;
	return last;
}

/* The letters up to the first long name; moves *isa on to that. */
static feature_set take_letters(const char **isa)
{
	feature_set set = 0;
	const char *at = *isa;

	for (; *at != '\0' && *at != '_' && strchr("sxz", lower(*at)) == nullptr; at++)
		if (!is_digit(*at) && !(lower(*at) == 'p' && is_digit(at[-1])))
			set |= features_named(at, 1);
	*isa = at;
	return set;
}

feature_set features_from_isa(const char *isa)
{
	if (!same_name("rv64", isa, strnlen(isa, 4)))
		return 0;
	isa += 4;
	feature_set set = take_letters(&isa);

	while (*isa != '\0') {
		const char *end = isa;

		while (*end != '\0' && *end != '_')
			end++;
		set |= features_named(isa, (size_t)(without_version(isa, end) - isa));
		isa = *end == '_' ? end + 1 : end;
	}
	return set;
}

/* A field of sstatus that stays zero belongs to something that is not there. */
static bool sstatus_has(u64 field)
{
	u64 before = csr_read(sstatus);

	csr_set(sstatus, field);
	u64 with = csr_read(sstatus);

	csr_write(sstatus, before);
	return with & field;
}

feature_set features_probe(void)
{
	u64 value;
	feature_set set = 1u << FEATURE_M | 1u << FEATURE_A | 1u << FEATURE_C;

	if (sstatus_has(SSTATUS_FS))
		set |= 1u << FEATURE_F;
	if (sstatus_has(SSTATUS_VS))
		set |= 1u << FEATURE_V;
	if (probe_seed(&value))
		set |= 1u << FEATURE_ZKR;
	if (probe_stimecmp(&value))
		set |= 1u << FEATURE_SSTC;
	return set;
}

void features_print(feature_set set, struct fmt_sink *sink)
{
	bool first = true;

	for (unsigned i = 0; i < FEATURE_COUNT; i++) {
		if (!feature_in(set, i))
			continue;
		fmt_print(sink, "%s%s", first ? "" : " ", names[i]);
		first = false;
	}
}
