/* SPDX-License-Identifier: MIT */
/*
 * What this CPU can do, by CPUID.
 *
 * A feature is a bit of one of the words that CPUID returns; its number says
 * which word and which bit. The table is the only place to add one.
 */
#pragma once

#include <base/types.h>

/* Words of CPUID that hold feature bits: leaf and register. */
enum cpu_word {
	WORD_1_ECX,
	WORD_1_EDX,
	WORD_7_EBX,
	WORD_7_ECX,
	WORD_7_EDX,
	WORD_EXT1_ECX, /* leaf 0x80000001 */
	WORD_EXT1_EDX,
	WORD_EXT7_EDX, /* leaf 0x80000007 */
	WORD_COUNT,
};

/* X(name, word, bit, text) */
#define CPU_FEATURES(X)                             \
	X(PGE, WORD_1_EDX, 13, "pge")               \
	X(PAT, WORD_1_EDX, 16, "pat")               \
	X(NX, WORD_EXT1_EDX, 20, "nx")              \
	X(SMEP, WORD_7_EBX, 7, "smep")              \
	X(SMAP, WORD_7_EBX, 20, "smap")             \
	X(UMIP, WORD_7_ECX, 2, "umip")              \
	X(PKU, WORD_7_ECX, 3, "pku")                \
	X(LA57, WORD_7_ECX, 16, "la57")             \
	X(PDPE1GB, WORD_EXT1_EDX, 26, "1gb-pages")  \
	X(PCID, WORD_1_ECX, 17, "pcid")             \
	X(INVPCID, WORD_7_EBX, 10, "invpcid")       \
	X(FSGSBASE, WORD_7_EBX, 0, "fsgsbase")      \
	X(CX16, WORD_1_ECX, 13, "cx16")             \
	X(POPCNT, WORD_1_ECX, 23, "popcnt")         \
	X(ERMS, WORD_7_EBX, 9, "erms")              \
	X(FSRM, WORD_7_EDX, 4, "fsrm")              \
	X(XSAVE, WORD_1_ECX, 26, "xsave")           \
	X(AVX, WORD_1_ECX, 28, "avx")               \
	X(AVX2, WORD_7_EBX, 5, "avx2")              \
	X(AVX512F, WORD_7_EBX, 16, "avx512f")       \
	X(RDRAND, WORD_1_ECX, 30, "rdrand")         \
	X(RDSEED, WORD_7_EBX, 18, "rdseed")         \
	X(SHSTK, WORD_7_ECX, 7, "shstk")            \
	X(IBT, WORD_7_EDX, 20, "ibt")               \
	X(APIC, WORD_1_EDX, 9, "apic")              \
	X(X2APIC, WORD_1_ECX, 21, "x2apic")         \
	X(TSC, WORD_1_EDX, 4, "tsc")                \
	X(DEADLINE, WORD_1_ECX, 24, "tsc-deadline") \
	X(RDTSCP, WORD_EXT1_EDX, 27, "rdtscp")      \
	X(INVTSC, WORD_EXT7_EDX, 8, "invtsc")       \
	X(MCE, WORD_1_EDX, 7, "mce")                \
	X(DE, WORD_1_EDX, 2, "de")                  \
	X(VMX, WORD_1_ECX, 5, "vmx")                \
	X(SVM, WORD_EXT1_ECX, 2, "svm")             \
	X(HYPERVISOR, WORD_1_ECX, 31, "hypervisor")

#define CPU_FEATURE_NUMBER(name, word, bit, text) CPU_##name = (word) * 32 + (bit),
enum cpu_feature { CPU_FEATURES(CPU_FEATURE_NUMBER) };
#undef CPU_FEATURE_NUMBER

extern u32 cpu_words[WORD_COUNT];

/* Reads the words; all features are absent before. */
void features_init(void);

static inline bool cpu_has(enum cpu_feature feature)
{
	return cpu_words[feature / 32] >> (feature % 32) & 1;
}

enum hypervisor {
	HYPERVISOR_NONE,
	HYPERVISOR_UNKNOWN,
	HYPERVISOR_TCG, /* QEMU emulating the CPU */
	HYPERVISOR_KVM,
	HYPERVISOR_XEN,
	HYPERVISOR_HYPERV,
	HYPERVISOR_VMWARE,
	HYPERVISOR_VIRTUALBOX,
	HYPERVISOR_BHYVE,
	HYPERVISOR_ACRN,
	HYPERVISOR_PARALLELS,
	HYPERVISOR_QNX,
};

/* Who runs us, found by features_init(). */
enum hypervisor hypervisor_kind(void);
const char *hypervisor_name(void);

/* Base of the leaves of that hypervisor; 0 if there is none. */
u32 hypervisor_leaf(void);
void hypervisor_detect(void);
