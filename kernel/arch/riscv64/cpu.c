/* SPDX-License-Identifier: MIT */
/*
 * The hart: its stacks, what it is, what it can do.
 *
 * start.S has already put the block of the boot hart in place and set the trap
 * vector, so that nothing on either boot road goes unreported.
 */
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <arch/stack.h>
#include <base/compiler.h>
#include <base/fmt.h>
#include <base/string.h>
#include <fw/machine.h>

#include "cpu_local.h"
#include "features.h"
#include "layout.h"
#include "probe.h"
#include "sbi.h"

STACK_DEFINE(boot_stack, BOOT_STACK_SIZE);
STACK_DEFINE(trap_stack, TRAP_STACK_SIZE);

/*
 * A frame, what aligning the stack pointer may cost, and room for a handler: a
 * trap that would find less takes the trap stack, where its report fits for
 * certain. There, on the last resort, only the frame itself is asked for.
 */
enum {
	FRAME_ROOM = STACK_GUARD_SIZE + FRAME_SIZE + 16,
	HANDLER_ROOM = 4096,
};

struct cpu_local boot_cpu = {
	.stack.floor = (vaddr_t)boot_stack_memory + FRAME_ROOM + HANDLER_ROOM,
	.stack.top = (vaddr_t)boot_stack_memory + sizeof(boot_stack_memory),
	.trap_stack.floor = (vaddr_t)trap_stack_memory + FRAME_ROOM,
	.trap_stack.top = (vaddr_t)trap_stack_memory + sizeof(trap_stack_memory),
};

static_assert(offsetof(struct cpu_local, saved_sp) == CPU_SAVED_SP);
static_assert(offsetof(struct cpu_local, saved_t0) == CPU_SAVED_T0);
static_assert(offsetof(struct cpu_local, stack.floor) == CPU_STACK_FLOOR);
static_assert(offsetof(struct cpu_local, stack.top) == CPU_STACK_TOP);
static_assert(offsetof(struct cpu_local, trap_stack.floor) == CPU_TRAP_STACK_FLOOR);
static_assert(offsetof(struct cpu_local, trap_stack.top) == CPU_TRAP_STACK_TOP);

static feature_set features;

void arch_cpu_init(void)
{
	csr_write(sie, 0);
	csr_clear(sstatus, SSTATUS_SIE | SSTATUS_KERNEL_CLEAR);
}

/* Harts with Svpbmt take a page's memory type from its entry. */
void arch_cpu_describe(const struct fw_machine *machine)
{
	features = features_from_isa(machine->isa);
	if (features == 0)
		features = features_probe();
	if (feature_in(features, FEATURE_SVPBMT))
		riscv_pbmt_mask = PTE_PBMT_MASK;
}

u64 arch_cpu_id(void)
{
	return cpu_local()->hart;
}

static const char *vendor_name(u64 vendor)
{
	/* JEDEC numbers: the bank in the upper bits, the maker in the low seven. */
	switch (vendor) {
	case 0x029: return "Microchip";
	case 0x31e: return "Andes";
	case 0x489: return "SiFive";
	case 0x5b7: return "T-Head";
	case 0x61f: return "Ventana";
	case 0x710: return "SpacemiT";
	default: return nullptr;
	}
}

/* QEMU's generic harts have no vendor and carry its version as their model. */
static bool is_qemu(u64 vendor, u64 architecture, u64 implementation)
{
	return vendor == 0 && architecture == implementation && architecture >> 16 != 0 &&
	       architecture >> 24 == 0;
}

const char *arch_cpu_name(void)
{
	static char name[64];
	u64 vendor = sbi_base(SBI_BASE_MVENDORID);
	u64 architecture = sbi_base(SBI_BASE_MARCHID);
	u64 implementation = sbi_base(SBI_BASE_MIMPID);
	const char *maker = vendor_name(vendor);

	if (is_qemu(vendor, architecture, implementation))
		fmt_string(name, sizeof(name), "QEMU %lu.%lu.%lu RISC-V hart", architecture >> 16,
			architecture >> 8 & 0xff, architecture & 0xff);
	else if (maker != nullptr)
		fmt_string(name, sizeof(name),
			"%s RISC-V hart, architecture %#lx, implementation %#lx", maker,
			architecture, implementation);
	else if (vendor != 0 || architecture != 0)
		fmt_string(name, sizeof(name), "RISC-V hart, vendor %#lx, architecture %#lx",
			vendor, architecture);
	else
		strlcpy(name, "RISC-V hart", sizeof(name));
	return name;
}

void arch_cpu_print_features(struct fmt_sink *sink)
{
	features_print(features, sink);
}

/*
 * The entropy source gives 16 bits at a time and may ask for patience. One that
 * is not ready after a good number of questions, or broken, is not waited for.
 */
static bool seed_bits(u64 *out)
{
	enum { ATTEMPTS = 100, STATE_READY = 2, STATE_DEAD = 3 };

	for (unsigned i = 0; i < ATTEMPTS; i++) {
		u64 seed;

		if (!probe_seed(&seed) || (seed >> 30 & 3) == STATE_DEAD)
			return false;
		if ((seed >> 30 & 3) == STATE_READY) {
			*out = seed & 0xffff;
			return true;
		}
	}
	return false;
}

bool arch_cpu_random(u64 *out)
{
	u64 word = 0;

	for (unsigned i = 0; i < 4; i++) {
		u64 bits;

		if (!seed_bits(&bits))
			return false;
		word = word << 16 | bits;
	}
	*out = word;
	return true;
}

void arch_cpu_halt(void)
{
	arch_irq_save();
	csr_write(sie, 0);
	for (;;)
		arch_cpu_wait();
}
