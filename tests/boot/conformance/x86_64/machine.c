/* SPDX-License-Identifier: MIT */
#include "x86.h"

#include <base/atomic.h>
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

enum {
	COM1 = 0x3f8,
	EXIT_PORT = 0xf4,
	IOAPIC = 0xfec00000,
	ENTRIES = 512,
};

const bool isa_has_harts = false, isa_has_iommu_request = true, isa_knows_counter = false;
const bool isa_combines_writes = true;
const bool isa_lower_half_is_apart = false;

/* --- Devices: the low 4 GiB, one to one, in pages of 2 MiB --------------------------------------
 */

alignas(4096) static u64 level4[ENTRIES], level3[ENTRIES], level2[4][ENTRIES];
static bool was_empty;

static u64 *root(void)
{
	return at_physical(isa_root());
}

static paddr_t own_physical(const void *at)
{
	return executable_address_request.response->physical_base + ((u64)at - (u64)image_start);
}

void isa_map_devices(void)
{
	u64 *lowest = root();

	was_empty = true;
	for (u32 i = 0; i < ENTRIES / 2; i++)
		was_empty &= root()[i] == 0;
	if (isa_levels() == 5) {
		lowest = level4;
		root()[0] = own_physical(level4) | 3;
	}
	lowest[0] = own_physical(level3) | 3;
	for (u64 i = 0; i < 4; i++) {
		level3[i] = own_physical(level2[i]) | 3;
		/* Present, writable, not cached, large. */
		for (u64 j = 0; j < ENTRIES; j++)
			level2[i][j] = i << 30 | j << 21 | 0x9b;
	}
	asm volatile("movq %%cr3, %%rax\n\tmovq %%rax, %%cr3" ::: "rax", "memory");
}

bool isa_lower_half_empty(void)
{
	return was_empty;
}

void isa_putc(char c)
{
	while (!(port_read(COM1 + 5) & 0x20))
		;
	port_write(COM1, (u8)c);
}

/* isa-debug-exit makes 2v + 1 of what is written; docs/testing.md has the table. */
void isa_exit(u32 code)
{
	port_write(EXIT_PORT, (u8)(code + 1));
	for (;;)
		asm volatile("cli\n\thlt");
}

/* --- Page tables --------------------------------------------------------------------------------
 */

paddr_t isa_root(void)
{
	u64 cr3;

	asm volatile("movq %%cr3, %0" : "=r"(cr3));
	return cr3 & 0xffffffffff000;
}

u32 isa_levels(void)
{
	u64 cr4;

	asm volatile("movq %%cr4, %0" : "=r"(cr4));
	return cr4 & 0x1000 ? 5 : 4;
}

u64 isa_paging_mode(void)
{
	return isa_levels() == 5 ? LIMINE_PAGING_X86_5LVL : LIMINE_PAGING_X86_4LVL;
}

vaddr_t isa_fixed_hhdm(void)
{
	return isa_levels() == 5 ? 0xff00000000000000 : 0xffff800000000000;
}

/* PAT, PCD, PWT as one number: which PAT entry. */
static u32 pat_index(u64 entry, u32 level)
{
	u32 pat = level == 0 ? entry >> 7 & 1 : entry >> 12 & 1;

	return pat << 2 | (entry >> 3 & 3);
}

enum entry_kind isa_entry(u64 entry, u32 level, paddr_t *to, u32 *flags)
{
	if (!(entry & 1))
		return ENTRY_NONE;
	*to = entry & 0xffffffffff000;
	if (level > 0 && !(entry & 0x80))
		return ENTRY_TABLE;
	*to &= ~((1ul << (12 + 9 * level)) - 1);
	*flags = (entry & 2 ? LEAF_WRITE : 0) | (entry & 4 ? LEAF_USER : 0) |
		 (entry >> 63 ? 0 : LEAF_EXEC);
	if (pat_index(entry, level) == 5)
		*flags |= LEAF_FRAMEBUFFER;
	else if (pat_index(entry, level) != 0)
		*flags |= 1u << 31; /* nothing that is promised */
	return ENTRY_LEAF;
}

/* --- Interrupt controllers ----------------------------------------------------------------------
 */

static u32 ioapic_read(u32 index)
{
	device_write(IOAPIC, index);
	return device_read(IOAPIC + 0x10);
}

static void check_apic_mode(void)
{
	const struct limine_mp_response_x86 *r = (const void *)mp_request.response;
	u64 mode = msr_read(0x1b) >> 10 & 1;

	if (r)
		check_equal(r->flags & LIMINE_MP_RESPONSE_X2APIC, mode,
			"MP: tells the local APICs' mode");
}

void isa_check_machine(void)
{
	u32 last = ioapic_read(1) >> 16 & 0xff;
	struct tally t = {};

	check(port_read(0x21) == 0xff && port_read(0xa1) == 0xff, "PIC: all masked");
	for (u32 i = 0; i <= last; i++) {
		u32 entry = ioapic_read(0x10 + 2 * i);

		if (wanted_revision >= 5 || (entry >> 8 & 7) <= 1)
			tally(&t, entry & 0x10000, "entry %u is %#x", i, entry);
	}
	check_tally(&t, "I/O APIC: masked");
	check_apic_mode();
}

u64 isa_counter_rate(void)
{
	return 0;
}

/* --- Other CPUs ----------------------------------------------------------------------------------
 */

void secondary_entry(struct limine_mp_info_x86 *info);

u64 isa_mp_count(const void *response)
{
	const struct limine_mp_response_x86 *r = response;

	return r->cpu_count;
}

void *isa_mp_info(const void *response, u64 index)
{
	const struct limine_mp_response_x86 *r = response;

	return r->cpus[index];
}

u64 isa_mp_id(const void *info)
{
	return ((const struct limine_mp_info_x86 *)info)->lapic_id;
}

u64 isa_mp_boot_id(const void *response)
{
	return ((const struct limine_mp_response_x86 *)response)->bsp_lapic_id;
}

u64 isa_mp_goto(const void *info)
{
	return (u64)((const struct limine_mp_info_x86 *)info)->goto_address;
}

/* In x2APIC mode an id has 32 bits, and a register of its own. */
u64 isa_own_id(void)
{
	u32 a = 1, b, c = 0, d;

	if (msr_read(0x1b) & 0x400)
		return (u32)msr_read(0x802);
	asm volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
	return b >> 24;
}

void isa_mp_start(void *info, struct cpu_record *record)
{
	struct limine_mp_info_x86 *cpu = info;

	cpu->extra_argument = (u64)record;
	shared_store_release(&cpu->goto_address, secondary_entry);
}
