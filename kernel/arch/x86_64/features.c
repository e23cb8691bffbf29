/* SPDX-License-Identifier: MIT */
#include "features.h"

#include <arch/cpu.h>
#include <base/string.h>

#include "regs.h"

u32 cpu_words[WORD_COUNT];

constexpr u32 EXTENDED = 0x80000000;

/* A leaf above the highest one would return the highest basic leaf's data. */
static struct cpuid leaf_or_zero(u32 leaf)
{
	u32 highest = cpuid_read(leaf & EXTENDED, 0).eax;

	return leaf <= highest ? cpuid_read(leaf, 0) : (struct cpuid){};
}

void features_init(void)
{
	struct cpuid basic = leaf_or_zero(1), structured = leaf_or_zero(7);
	struct cpuid extended = leaf_or_zero(EXTENDED + 1);

	cpu_words[WORD_1_ECX] = basic.ecx;
	cpu_words[WORD_1_EDX] = basic.edx;
	cpu_words[WORD_7_EBX] = structured.ebx;
	cpu_words[WORD_7_ECX] = structured.ecx;
	cpu_words[WORD_7_EDX] = structured.edx;
	cpu_words[WORD_EXT1_ECX] = extended.ecx;
	cpu_words[WORD_EXT1_EDX] = extended.edx;
	cpu_words[WORD_EXT7_EDX] = leaf_or_zero(EXTENDED + 7).edx;
	if (cpu_has(CPU_HYPERVISOR))
		hypervisor_detect();
}

void arch_cpu_print_features(struct fmt_sink *sink)
{
#define CPU_FEATURE_ROW(name, word, bit, text) { CPU_##name, text },
	static const struct {
		enum cpu_feature feature;
		const char *text;
	} rows[] = { CPU_FEATURES(CPU_FEATURE_ROW) };
#undef CPU_FEATURE_ROW
	const char *separator = "";

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (!cpu_has(rows[i].feature))
			continue;
		fmt_print(sink, "%s%s", separator, rows[i].text);
		separator = " ";
	}
}

static void vendor_read(char *name)
{
	struct cpuid r = cpuid_read(0, 0);

	memcpy(name, &r.ebx, 4);
	memcpy(name + 4, &r.edx, 4);
	memcpy(name + 8, &r.ecx, 4);
	name[12] = '\0';
}

/* 48 characters in three leaves, padded with blanks on either side. */
static void brand_read(char *name)
{
	for (u32 i = 0; i < 3; i++) {
		struct cpuid r = cpuid_read(EXTENDED + 2 + i, 0);

		memcpy(name + 16 * i, &r, 16);
	}
	name[48] = '\0';
	size_t length = strlen(name), start = 0;

	while (length > 0 && name[length - 1] == ' ')
		name[--length] = '\0';
	while (name[start] == ' ')
		start++;
	memmove(name, name + start, length + 1 - start);
}

const char *arch_cpu_name(void)
{
	static char name[96];

	if (name[0] == '\0') {
		if (cpuid_read(EXTENDED, 0).eax >= EXTENDED + 4)
			brand_read(name);
		if (name[0] == '\0')
			vendor_read(name);
		if (hypervisor_kind() != HYPERVISOR_NONE) {
			strlcpy(name + strlen(name), " under ", sizeof(name) - strlen(name));
			strlcpy(name + strlen(name), hypervisor_name(),
				sizeof(name) - strlen(name));
		}
	}
	return name;
}
