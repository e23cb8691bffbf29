/* SPDX-License-Identifier: MIT */
/*
 * Names of CPUs, from MIDR_EL1: implementer in bits 31:24, variant in 23:20,
 * part number in 15:4, revision in 3:0.
 */
#include <arch/cpu.h>
#include <base/compiler.h>
#include <base/fmt.h>

struct cpu_model {
	u8 implementer;
	u16 part;
	const char *name;
};

static const struct cpu_model models[] = {
	{ 0x00, 0x051, "QEMU max" },
	{ 0x41, 0xd01, "Arm Cortex-A32" },
	{ 0x41, 0xd02, "Arm Cortex-A34" },
	{ 0x41, 0xd03, "Arm Cortex-A53" },
	{ 0x41, 0xd04, "Arm Cortex-A35" },
	{ 0x41, 0xd05, "Arm Cortex-A55" },
	{ 0x41, 0xd07, "Arm Cortex-A57" },
	{ 0x41, 0xd08, "Arm Cortex-A72" },
	{ 0x41, 0xd09, "Arm Cortex-A73" },
	{ 0x41, 0xd0a, "Arm Cortex-A75" },
	{ 0x41, 0xd0b, "Arm Cortex-A76" },
	{ 0x41, 0xd0c, "Arm Neoverse N1" },
	{ 0x41, 0xd0d, "Arm Cortex-A77" },
	{ 0x41, 0xd40, "Arm Neoverse V1" },
	{ 0x41, 0xd41, "Arm Cortex-A78" },
	{ 0x41, 0xd44, "Arm Cortex-X1" },
	{ 0x41, 0xd46, "Arm Cortex-A510" },
	{ 0x41, 0xd47, "Arm Cortex-A710" },
	{ 0x41, 0xd48, "Arm Cortex-X2" },
	{ 0x41, 0xd49, "Arm Neoverse N2" },
	{ 0x41, 0xd4a, "Arm Neoverse E1" },
	{ 0x41, 0xd4f, "Arm Neoverse V2" },
	{ 0x46, 0x001, "Fujitsu A64FX" },
	{ 0xc0, 0xac3, "Ampere-1" },
};

/* Long enough for every name above with its revision. */
enum { NAME_MAX = 40 };

const char *arch_cpu_name(void)
{
	static char name[NAME_MAX];
	u64 midr = sysreg_read(midr_el1);
	u8 implementer = midr >> 24 & 0xff;
	u16 part = midr >> 4 & 0xfff;
	unsigned variant = midr >> 20 & 0xf, revision = midr & 0xf;

	for (unsigned i = 0; i < ARRAY_SIZE(models); i++) {
		if (models[i].implementer != implementer || models[i].part != part)
			continue;
		fmt_string(name, sizeof(name), "%s r%up%u", models[i].name, variant, revision);
		return name;
	}
	fmt_string(name, sizeof(name), "AArch64 CPU %#x:%#x r%up%u", implementer, part, variant,
		revision);
	return name;
}
