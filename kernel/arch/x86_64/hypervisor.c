/* SPDX-License-Identifier: MIT */
/*
 * Who runs us. A hypervisor says so in CPUID leaf 0x40000000: twelve letters,
 * and the highest of its leaves. One that imitates Hyper-V for Windows' sake
 * puts the imitation there and itself 0x100 further up, so that is looked at
 * first.
 */
#include <base/compiler.h>
#include <base/string.h>

#include "features.h"
#include "regs.h"

constexpr u32 HYPERVISOR_LEAVES = 0x40000000;

static const struct {
	const char *signature;
	const char *name;
	enum hypervisor kind;
} known[] = {
	{ "TCGTCGTCGTCG", "QEMU (emulation)", HYPERVISOR_TCG },
	{ "KVMKVMKVM", "KVM", HYPERVISOR_KVM },
	{ "XenVMMXenVMM", "Xen", HYPERVISOR_XEN },
	{ "Microsoft Hv", "Hyper-V", HYPERVISOR_HYPERV },
	{ "VMwareVMware", "VMware", HYPERVISOR_VMWARE },
	{ "VBoxVBoxVBox", "VirtualBox", HYPERVISOR_VIRTUALBOX },
	{ "bhyve bhyve ", "bhyve", HYPERVISOR_BHYVE },
	{ "ACRNACRNACRN", "ACRN", HYPERVISOR_ACRN },
	{ " prl hyperv ", "Parallels", HYPERVISOR_PARALLELS },
	{ "QNXQVMBSQG", "QNX", HYPERVISOR_QNX },
};

static enum hypervisor kind;
static const char *name = "no hypervisor";
static u32 base_leaf;

static bool try_leaf(u32 leaf)
{
	struct cpuid r = cpuid_read(leaf, 0);
	char signature[13] = {};

	memcpy(signature, &r.ebx, 12);
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		if (strcmp(signature, known[i].signature) != 0)
			continue;
		kind = known[i].kind;
		name = known[i].name;
		base_leaf = leaf;
		return true;
	}
	return false;
}

void hypervisor_detect(void)
{
	if (try_leaf(HYPERVISOR_LEAVES + 0x100) || try_leaf(HYPERVISOR_LEAVES))
		return;
	kind = HYPERVISOR_UNKNOWN;
	name = "an unknown hypervisor";
}

enum hypervisor hypervisor_kind(void)
{
	return kind;
}

const char *hypervisor_name(void)
{
	return name;
}

u32 hypervisor_leaf(void)
{
	return base_leaf;
}
