/* SPDX-License-Identifier: MIT */
/* The other CPUs: all there, each parked in the promised state, each comes when called. */
#include <base/atomic.h>
#include <base/fmt.h>
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

enum {
	CPUS_MAX = 64,
	/* Spins, not time: long enough for an emulated CPU that waits for its turn. */
	PATIENCE = 200 * 1000 * 1000,
};

static struct cpu_record records[CPUS_MAX];

void secondary_main(struct cpu_record *record)
{
	isa_capture(&record->state);
	record->state.special[STATE_SPECIAL - 1] = isa_own_id();
	shared_store_release(&record->done, 1);
}

static bool await(const struct cpu_record *record)
{
	for (u32 i = 0; i < PATIENCE; i++)
		if (shared_load_acquire(&record->done))
			return true;
	return false;
}

static void check_stack(const struct cpu_record *record, u64 index, struct tally *t)
{
	u64 sp = record->state.sp;

	tally(t,
		memory_is(to_physical((void *)(sp - STACK_WANTED + 16)), STACK_WANTED - 16,
			1 << LIMINE_MEMMAP_LOADER),
		"CPU %lu: no stack at %#lx", index, sp);
	tally(t, sp - boot_state.sp >= STACK_WANTED && boot_state.sp - sp >= STACK_WANTED,
		"CPU %lu has the boot CPU's stack", index);
	for (u64 i = 0; i < index; i++) {
		u64 other = records[i].state.sp;

		tally(t, !other || (sp - other >= STACK_WANTED && other - sp >= STACK_WANTED),
			"CPUs %lu and %lu share a stack", i, index);
	}
}

static void check_cpu(void *info, u64 index, struct tally *stacks)
{
	struct cpu_record *record = &records[index];
	char who[16];

	fmt_string(who, sizeof(who), "CPU %lu", index);
	check_equal(isa_mp_goto(info), 0, "MP: goto_address is 0 at first");
	isa_mp_start(info, record);
	if (!check(await(record), "%s: comes when it is called", who))
		return;
	check(record->info == (u64)info, "%s: is told where its info is", who);
	check_equal(record->state.special[STATE_SPECIAL - 1], isa_mp_id(info),
		"MP: it is the CPU that its info names");
	isa_check_state(&record->state, who);
	check_stack(record, index, stacks);
}

void check_cpus(void)
{
	const void *r = mp_request.response;
	struct tally stacks = {}, memory = {};
	u64 count, boot_cpus = 0;

	if (!check(r, "MP: answered"))
		return;
	count = isa_mp_count(r);
	check_equal(count, option("cpus", 4), "MP: number of CPUs");
	check_equal(isa_mp_boot_id(r), isa_own_id(), "MP: the boot CPU is this one");
	for (u64 i = 0; i < count && i < CPUS_MAX; i++) {
		void *info = isa_mp_info(r, i);

		tally(&memory, is_response_memory(info, 32), "info %lu is at %p", i, info);
		if (isa_mp_id(info) == isa_own_id())
			boot_cpus++;
		else
			check_cpu(info, i, &stacks);
	}
	check_equal(boot_cpus, 1, "MP: the boot CPU is in the list once");
	check_tally(&stacks, "MP: everybody has a stack, and nobody another's");
	check_tally(&memory, "MP: infos are in the loader's memory");
}
