/* SPDX-License-Identifier: MIT */
/* The trampoline's page: filled in for one CPU after the other, for the boot CPU last. */
#include <abi/errors.h>
#include <base/string.h>
#include <boot/cpus.h>
#include <boot/isa.h>
#include <boot/page.h>
#include <boot/space.h>
#include <boot_x86/apic.h>
#include <boot_x86/cpu.h>
#include <boot_x86/legacy.h>
#include <boot_x86/trampoline.h>

constexpr paddr_t REAL_MODE_LIMIT = 0xa0000;

enum {
	INIT_WAIT_US = 10 * 1000,
	STARTUP_WAIT_US = 200,
	MTRR_VARIABLE_MAX = 64,
};

/* The protocol's GDT: descriptors of 16, 32 and 64 bits, accessed already. */
static const u64 gdt[GDT_ENTRIES] = {
	0,
	0x00009b000000ffff,
	0x000093000000ffff,
	0x00cf9b000000ffff,
	0x00cf93000000ffff,
	0x00209b0000000000,
	0x0000930000000000,
};

static struct trampoline *page;
static u64 *kernel_gdt;
static const struct cpu *started; /* the last one: the page was filled in for it */

status_t isa_prepare(struct boot *b, struct diag *d)
{
	struct pages_wish wish = { .pages = 1, .below = REAL_MODE_LIMIT, .code = true };
	status_t status = apic_check(b, d);
	paddr_t at;

	if (status)
		return status;
	if (firmware_pages(&wish, &at))
		return diag_fail(d, ENOMEM, "Update the machine's firmware.",
			"there is no free page below 640 KiB to start CPUs from");
	page = memcpy((void *)at, trampoline, sizeof(trampoline));
	kernel_gdt = arena_take(&b->arena, sizeof(gdt));
	if (kernel_gdt)
		memcpy(kernel_gdt, gdt, sizeof(gdt));
	return 0;
}

status_t isa_bridge(struct boot *b)
{
	return pt_map(&b->bridge, (paddr_t)page, (paddr_t)page, PAGE_SIZE, PT_WRITE | PT_EXEC);
}

/* Only trampoline_launch looks at isa[]: GDT and IDT descriptors, and its own address. */
void isa_launch_init(const struct boot *b, struct launch *launch)
{
	launch->bridge_root = b->bridge.root;
	launch->space_root = b->space.root;
	launch->isa[0] = (sizeof(gdt) - 1) << 48;
	launch->isa[1] = space_pointer(b, kernel_gdt);
	launch->isa[2] = 0;
	launch->isa[3] = 0;
	launch->isa[4] = space_pointer(b, trampoline_launch);
}

paddr_t isa_park(void)
{
	return (paddr_t)trampoline_park;
}

/* --- What a CPU's registers shall be ------------------------------------------------------ */

static void add_msr(u32 index, u64 value)
{
	if (page->msr_count < TRAMPOLINE_MSRS_MAX)
		page->msrs[page->msr_count++] =
			(struct msr_write){ index, (u32)value, (u32)(value >> 32) };
}

static void copy_msr(u32 index)
{
	add_msr(index, msr_read(index));
}

/* Memory types must be the same on all CPUs; off while they change. */
static void add_mtrrs(void)
{
	u64 capabilities;

	if (!(cpuid(1, 0).d & BIT(12)))
		return;
	capabilities = msr_read(MSR_MTRR_CAP);
	add_msr(MSR_MTRR_DEFAULT, 0);
	for (u32 i = 0; i < (capabilities & 0xff) && i < MTRR_VARIABLE_MAX; i++) {
		copy_msr(MSR_MTRR_VARIABLE + 2 * i);
		copy_msr(MSR_MTRR_VARIABLE + 2 * i + 1);
	}
	if (capabilities & BIT(8)) {
		copy_msr(MSR_MTRR_FIXED_64K);
		for (u32 i = 0; i < 2; i++)
			copy_msr(MSR_MTRR_FIXED_16K + i);
		for (u32 i = 0; i < 8; i++)
			copy_msr(MSR_MTRR_FIXED_4K + i);
	}
	copy_msr(MSR_MTRR_DEFAULT);
}

/*
 * A CPU after INIT is in the mode its firmware left it in, and enabled, or INIT would not have
 * reached it. From there x2APIC is one step; the way out of it is "disabled".
 */
static void add_apic(const struct boot *b)
{
	u64 base = apic_address();

	if (apic_wants_x2apic(b)) {
		add_msr(MSR_APIC_BASE, base | APIC_BASE_ENABLE | APIC_BASE_X2APIC);
		if (b->rules->strict_state)
			add_msr(MSR_X2APIC + APIC_SVR / 16, APIC_SVR_FINAL);
		return;
	}
	if (b->found_x2apic) {
		add_msr(MSR_APIC_BASE, base);
		add_msr(MSR_APIC_BASE, base | APIC_BASE_ENABLE);
	}
	/* INIT has masked everything; the rest of the state is right as it is. */
	if (b->rules->strict_state)
		page->svr = (u32)base + APIC_SVR;
}

static void fill(const struct boot *b, const struct launch *launch)
{
	paddr_t at = (paddr_t)page;

	page->cr4 = CR4_PAE | (b->format->levels == 5 ? CR4_LA57 : 0);
	page->cr3 = (u32)launch->bridge_root;
	page->launch = space_pointer(b, launch);
	page->gdt_limit = sizeof(gdt) - 1;
	page->gdt_base = at + TRAMPOLINE_GDT;
	memcpy(page->gdt, gdt, sizeof(gdt));
	page->far_32 = (struct far_pointer){ (u32)at + trampoline_32, GDT_CODE_32, 0 };
	page->far_64 = (struct far_pointer){ (u32)at + trampoline_64, GDT_CODE_64, 0 };
	page->svr = 0;
	page->msr_count = 0;
}

/* In long mode still, and with paging: what may only be written behind it. */
static void add_common(void)
{
	add_msr(MSR_PAT, PAT_PROTOCOL);
	add_msr(MSR_EFER, EFER_LME | EFER_NXE);
}

/* --- Going ---------------------------------------------------------------------------------- */

static void wait_us(const struct boot *b, u64 us)
{
	u64 start = isa_counter(), ticks = b->counter_rate / 1000000 * us;

	while (isa_counter() - start < ticks)
		asm volatile("pause");
}

/*
 * A CPU that did not come in time must not come later, on a page that is filled in for
 * another one by then. INIT stops it wherever it is.
 */
static void stop_late(const struct boot *b, const struct cpu *cpu)
{
	if (!cpu || cpu->arrived)
		return;
	apic_send_init((u32)cpu->id);
	wait_us(b, INIT_WAIT_US);
}

void isa_start(struct boot *b, struct cpu *cpu)
{
	stop_late(b, started);
	started = cpu;
	fill(b, &cpu->launch);
	add_mtrrs();
	add_apic(b);
	add_common();
	apic_send_init((u32)cpu->id);
	wait_us(b, INIT_WAIT_US);
	apic_send_startup((u32)cpu->id, (paddr_t)page);
	wait_us(b, STARTUP_WAIT_US);
	/* A CPU that runs already ignores the second one. */
	apic_send_startup((u32)cpu->id, (paddr_t)page);
}

void isa_enter(struct boot *b, struct launch *launch)
{
	stop_late(b, started);
	fill(b, launch);
	add_common();
	trampoline_enter((paddr_t)page);
}
