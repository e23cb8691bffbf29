/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/bits.h>
#include <base/string.h>
#include <boot/cpus.h>
#include <boot/isa.h>
#include <boot/loader_image.h>
#include <boot/page.h>
#include <boot_arm64/cpu.h>
#include <boot_arm64/launch.h>

/* SCTLR: what must be 1, MMU, caches, and stack alignment; no alignment check otherwise. */
constexpr u64 SCTLR_FINAL = 0x30d0199d;
/* TCR: 48 bits and pages of 4 KiB in both halves; walks write-back, inner shareable. */
constexpr u64 TCR_FINAL = 0xb5103510;
constexpr u64 TCR_IPS_SHIFT = 32, TCR_IPS_MAX = 6;
/* MAIR: entry 0 is memory, entry 1 the framebuffer: memory too, or not cached. */
constexpr u64 MAIR_MEMORY = 0xff, MAIR_NOT_CACHED = 0x44;
constexpr u64 CPACR_FP_ON = 3 << 20;

constexpr u64 PSCI_CPU_ON = 0xc4000003;

static paddr_t empty_root;

status_t isa_prepare(struct boot *b, struct diag *d)
{
	struct pages_wish wish = { .pages = 1 };

	(void)b;
	if (firmware_pages(&wish, &empty_root))
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for a page table");
	memset((void *)empty_root, 0, PAGE_SIZE);
	return 0;
}

/* The loader's image is all that runs under the bridge. */
status_t isa_bridge(struct boot *b)
{
	(void)b;
	return 0;
}

static u64 hcr(const struct boot *b)
{
	bool has_vhe = bits_field(REGISTER_READ(id_aa64mmfr1_el1), 11, 8) != 0;

	if (b->rules->vhe_entry && has_vhe)
		return BIT(HCR_E2H_BIT) | BIT(HCR_TGE_BIT) | BIT(HCR_RW_BIT) | BIT(HCR_SWIO_BIT);
	return BIT(HCR_RW_BIT) | BIT(HCR_SWIO_BIT);
}

static u64 tcr(void)
{
	u64 ips = REGISTER_READ(id_aa64mmfr0_el1) & 0xf;

	return TCR_FINAL | min(ips, TCR_IPS_MAX) << TCR_IPS_SHIFT;
}

void isa_launch_init(const struct boot *b, struct launch *launch)
{
	launch->bridge_root = b->bridge.root;
	launch->space_root = b->space.root;
	launch->isa[0] = hcr(b);
	launch->isa[1] = MAIR_MEMORY | (b->screen_in_memory ? MAIR_MEMORY : MAIR_NOT_CACHED) << 8;
	launch->isa[2] = tcr();
	launch->isa[3] = SCTLR_FINAL;
	launch->isa[4] = b->rules->fp_off ? 0 : CPACR_FP_ON;
	launch->isa[5] = empty_root;
}

paddr_t isa_park(void)
{
	return (paddr_t)launch_park;
}

/* The interrupt controller is undefined; what matters is what CPUs read past the caches. */
void isa_quiesce(struct boot *b)
{
	asm volatile("msr daifset, #0xf");
	cache_clean(loader_image, (u64)(loader_image_end - loader_image));
	cache_clean(b->image.memory, b->elf.span);
	cache_clean(b->cpus, b->cpu_count * sizeof(*b->cpus));
}

bool isa_can_start(const struct boot *b, const struct fw_cpu *cpu)
{
	return b->machine->power.psci != FW_CONDUIT_NONE && cpu->start != FW_START_SPIN_TABLE;
}

void isa_start(struct boot *b, struct cpu *cpu)
{
	const struct fw_power *power = &b->machine->power;
	register u64 x0 asm("x0") = power->psci_cpu_on ? power->psci_cpu_on : PSCI_CPU_ON;
	register u64 x1 asm("x1") = cpu->id;
	register u64 x2 asm("x2") = (paddr_t)launch_secondary;
	register u64 x3 asm("x3") = (paddr_t)&cpu->launch;

	/* The calls may change x0 to x17. A refusal shows as a CPU that does not arrive. */
	if (power->psci == FW_CONDUIT_HVC)
		asm volatile("hvc #0"
			: "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3)
			:
			: "memory", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
			"x14", "x15", "x16", "x17");
	else
		asm volatile("smc #0"
			: "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3)
			:
			: "memory", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
			"x14", "x15", "x16", "x17");
}

void isa_enter(struct boot *b, struct launch *launch)
{
	(void)b;
	launch_enter((paddr_t)launch);
}
