/* SPDX-License-Identifier: MIT */
#include "arm64.h"

#include <base/atomic.h>
#include <base/bits.h>
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

enum {
	ENTRIES = 512,
	PL011 = 0x09000000, /* of QEMU's virt machine */
	PL011_FLAGS = 0x18,
	PL011_FULL = 1 << 5,
	SYS_EXIT = 0x18,
	EXIT_APPLICATION = 0x20026,
	MAIR_FREE = 7, /* the protocol leaves entries 2 to 7 to us */
};

const bool isa_has_harts = false, isa_has_iommu_request = false, isa_knows_counter = true;
const bool isa_combines_writes = false;
const bool isa_lower_half_is_apart = true;

/* --- Devices: the low GiB, in the lower half, which is ours ----------------------------------- */

alignas(4096) static u64 level3[ENTRIES], level2[ENTRIES];
static bool was_empty;

static paddr_t own_physical(const void *at)
{
	return executable_address_request.response->physical_base + ((u64)at - (u64)image_start);
}

void isa_map_devices(void)
{
	const u64 *old = at_physical(REGISTER_READ(ttbr0_el1) & BITS(47, 12));
	u64 mair = REGISTER_READ(mair_el1) & ~BITS(8 * MAIR_FREE + 7, 8 * MAIR_FREE);

	was_empty = true;
	for (u32 i = 0; i < ENTRIES; i++)
		was_empty &= old[i] == 0;
	level3[0] = own_physical(level2) | 3;
	/* A block: accessed, never executed, device memory. */
	level2[0] = BIT(54) | BIT(53) | BIT(10) | MAIR_FREE << 2 | 1;
	asm volatile("msr mair_el1, %0\n\t"
		     "msr ttbr0_el1, %1\n\t"
		     "isb\n\ttlbi vmalle1\n\tdsb nsh\n\tisb" ::"r"(mair),
		"r"(own_physical(level3))
		: "memory");
}

bool isa_lower_half_empty(void)
{
	return was_empty;
}

void isa_putc(char c)
{
	while (*(volatile u32 *)(PL011 + PL011_FLAGS) & PL011_FULL)
		;
	*(volatile u32 *)PL011 = (u8)c;
}

/* Semihosting: reason and status; docs/testing.md has the table. */
void isa_exit(u32 code)
{
	u64 block[2] = { EXIT_APPLICATION, 2 * code + 3 };
	register u64 w0 asm("x0") = SYS_EXIT;
	register u64 x1 asm("x1") = (u64)block;

	asm volatile("hlt #0xf000" ::"r"(w0), "r"(x1) : "memory");
	for (;;)
		asm volatile("wfi");
}

/* --- Page tables -------------------------------------------------------------------------------
 */

paddr_t isa_root(void)
{
	return REGISTER_READ(ttbr1_el1) & BITS(47, 12);
}

u32 isa_levels(void)
{
	return 4;
}

u64 isa_paging_mode(void)
{
	return LIMINE_PAGING_ARM64_4LVL;
}

vaddr_t isa_fixed_hhdm(void)
{
	return 0xffff000000000000;
}

enum entry_kind isa_entry(u64 entry, u32 level, paddr_t *to, u32 *flags)
{
	u32 attribute = entry >> 2 & 7;

	if (!(entry & 1))
		return ENTRY_NONE;
	*to = entry & BITS(47, 12);
	if (level > 0 && entry & 2)
		return ENTRY_TABLE;
	*to &= ~((1ul << (12 + 9 * level)) - 1);
	*flags = (entry & BIT(7) ? 0 : LEAF_WRITE) | (entry & BIT(6) ? LEAF_USER : 0) |
		 (entry & BIT(53) ? 0 : LEAF_EXEC);
	if (attribute == 1)
		*flags |= LEAF_FRAMEBUFFER;
	else if (attribute != 0)
		*flags |= 1u << 31; /* nothing that is promised */
	/* Accessed, or the first touch would fault; inner shareable, or CPUs would differ. */
	if (!(entry & BIT(10)) || (entry >> 8 & 3) != 3)
		*flags |= 1u << 30;
	return ENTRY_LEAF;
}

/* The interrupt controller's state is not defined. What must not trap is tried here. */
void isa_check_machine(void)
{
	check(REGISTER_READ(cntvct_el0) != 0 && REGISTER_READ(cntpct_el0) != 0,
		"aarch64: the timers can be read");
}

u64 isa_counter_rate(void)
{
	return REGISTER_READ(cntfrq_el0);
}

/* --- Other CPUs ---------------------------------------------------------------------------------
 */

void secondary_entry(struct limine_mp_info_arm64 *info);

u64 isa_mp_count(const void *response)
{
	return ((const struct limine_mp_response_arm64 *)response)->cpu_count;
}

void *isa_mp_info(const void *response, u64 index)
{
	return ((const struct limine_mp_response_arm64 *)response)->cpus[index];
}

u64 isa_mp_id(const void *info)
{
	return ((const struct limine_mp_info_arm64 *)info)->mpidr;
}

u64 isa_mp_boot_id(const void *response)
{
	return ((const struct limine_mp_response_arm64 *)response)->bsp_mpidr;
}

u64 isa_mp_goto(const void *info)
{
	return (u64)((const struct limine_mp_info_arm64 *)info)->goto_address;
}

u64 isa_own_id(void)
{
	return REGISTER_READ(mpidr_el1) & (BITS(39, 32) | BITS(23, 0));
}

void isa_mp_start(void *info, struct cpu_record *record)
{
	struct limine_mp_info_arm64 *cpu = info;

	cpu->extra_argument = (u64)record;
	shared_store_release(&cpu->goto_address, secondary_entry);
}
