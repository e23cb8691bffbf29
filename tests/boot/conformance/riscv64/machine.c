/* SPDX-License-Identifier: MIT */
#include "riscv.h"

#include <base/atomic.h>
#include <base/bits.h>
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

enum {
	ENTRIES = 512,
	SBI_PUTCHAR = 1,
	TEST_DEVICE = 0x100000, /* of QEMU's virt machine */
	TEST_FAIL = 0x3333,
	SATP_SV39 = 8,
};

const bool isa_has_harts = true, isa_has_iommu_request = false, isa_knows_counter = true;
const bool isa_combines_writes = false;
const bool isa_lower_half_is_apart = false;

static bool was_empty;

/* The lowest addresses, where the test device is, one to one in one leaf of the root. */
void isa_map_devices(void)
{
	u64 *root = at_physical(isa_root());

	was_empty = true;
	for (u32 i = 0; i < ENTRIES / 2; i++)
		was_empty &= root[i] == 0;
	root[0] = 0xc7; /* dirty, accessed, writable, readable, valid */
	asm volatile("sfence.vma" ::: "memory");
}

bool isa_lower_half_empty(void)
{
	return was_empty;
}

void isa_putc(char c)
{
	register u64 a0 asm("a0") = (u8)c;
	register u64 a7 asm("a7") = SBI_PUTCHAR;

	asm volatile("ecall" : "+r"(a0) : "r"(a7) : "a1", "memory");
}

/* docs/testing.md has the table. */
void isa_exit(u32 code)
{
	*(volatile u32 *)TEST_DEVICE = TEST_FAIL + ((2 * code + 3) << 16);
	for (;;)
		asm volatile("wfi");
}

/* --- Page tables -------------------------------------------------------------------------------
 */

paddr_t isa_root(void)
{
	return (CSR_READ(satp) & BITS(43, 0)) << 12;
}

u32 isa_levels(void)
{
	return (u32)(CSR_READ(satp) >> 60) - SATP_SV39 + 3;
}

u64 isa_paging_mode(void)
{
	return isa_levels() - 3;
}

vaddr_t isa_fixed_hhdm(void)
{
	return ~0ul << (12 + 9 * isa_levels() - 1);
}

enum entry_kind isa_entry(u64 entry, u32 level, paddr_t *to, u32 *flags)
{
	u32 type = entry >> 61 & 3;

	(void)level;
	if (!(entry & 1))
		return ENTRY_NONE;
	*to = (entry & BITS(53, 10)) << 2;
	if (!(entry & 0xe))
		return ENTRY_TABLE;
	*flags = (entry & 4 ? LEAF_WRITE : 0) | (entry & 8 ? LEAF_EXEC : 0) |
		 (entry & 16 ? LEAF_USER : 0);
	if (type == 1)
		*flags |= LEAF_FRAMEBUFFER;
	else if (type != 0)
		*flags |= 1u << 31; /* nothing that is promised */
	/* Readable, accessed, dirty: or the first touch would fault. */
	if ((entry & 0xc2) != 0xc2)
		*flags |= 1u << 30;
	return ENTRY_LEAF;
}

void isa_check_machine(void)
{
	check(CSR_READ(time) != 0, "riscv64: the time can be read");
}

u64 isa_counter_rate(void)
{
	return 0;
}

/* --- Other CPUs ---------------------------------------------------------------------------------
 */

void secondary_entry(struct limine_mp_info_riscv *info);

u64 isa_mp_count(const void *response)
{
	return ((const struct limine_mp_response_riscv *)response)->cpu_count;
}

void *isa_mp_info(const void *response, u64 index)
{
	return ((const struct limine_mp_response_riscv *)response)->cpus[index];
}

u64 isa_mp_id(const void *info)
{
	return ((const struct limine_mp_info_riscv *)info)->hartid;
}

u64 isa_mp_boot_id(const void *response)
{
	return ((const struct limine_mp_response_riscv *)response)->bsp_hartid;
}

u64 isa_mp_goto(const void *info)
{
	return (u64)((const struct limine_mp_info_riscv *)info)->goto_address;
}

/*
 * A hart cannot ask for its own id in supervisor mode. Ours is the boot hart's; the others'
 * is what their info says, which SBI made true by starting that hart.
 */
u64 isa_own_id(void)
{
	u64 sp;
	const struct limine_mp_response_riscv *r = (const void *)mp_request.response;

	asm volatile("mv %0, sp" : "=r"(sp));
	for (u64 i = 0; r && i < r->cpu_count; i++)
		if (r->cpus[i]->reserved - sp < STACK_WANTED)
			return r->cpus[i]->hartid;
	return r ? r->bsp_hartid : 0;
}

void isa_mp_start(void *info, struct cpu_record *record)
{
	struct limine_mp_info_riscv *cpu = info;

	cpu->extra_argument = (u64)record;
	shared_store_release(&cpu->goto_address, secondary_entry);
}
