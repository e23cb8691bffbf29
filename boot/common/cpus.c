/* SPDX-License-Identifier: MIT */
#include <boot/cpus.h>

#include <abi/errors.h>
#include <base/atomic.h>
#include <base/fmt.h>
#include <boot/isa.h>
#include <boot/page.h>
#include <boot/respond.h>
#include <boot/space.h>

enum {
	STACK_ALIGN = 16,
	/* Generous: a CPU under emulation may wait its turn for a while. */
	ARRIVAL_US = 2 * 1000 * 1000,
};

static u64 stack_size(const struct boot *b)
{
	const struct limine_stack_size_request *r =
		scan_request(&b->requests, STACK_SIZE, stack_size);

	return max(r ? r->stack_size : 0, (u64)LIMINE_STACK_SIZE_MIN);
}

static status_t allocate_stack(struct boot *b, struct cpu *cpu, struct diag *d)
{
	struct pages_wish wish = {};
	u64 size;
	paddr_t at;

	if (b->stack_size < UINT64_MAX - PAGE_SIZE) {
		wish.pages = DIV_ROUND_UP(b->stack_size, PAGE_SIZE);
		size = wish.pages * PAGE_SIZE;
		if (!firmware_pages(&wish, &at)) {
			cpu->launch.stack = at + size;
			return 0;
		}
	}
	return diag_fail(d, ENOMEM, "Give the machine more memory.",
		"there is no memory for a stack of %lu KiB for each CPU", b->stack_size / KIB);
}

static void add_cpu(struct boot *b, u64 id, u32 acpi_uid)
{
	b->cpus[b->cpu_count++] = (struct cpu){ .id = id, .acpi_uid = acpi_uid };
}

/* The boot CPU first, described or not; then all others that we can start. */
static void list_cpus(struct boot *b)
{
	u64 boot_id = isa_boot_cpu(b);
	const struct fw_cpu *boot_cpu = fw_machine_cpu(b->machine, boot_id);

	add_cpu(b, boot_id, boot_cpu ? boot_cpu->acpi_uid : 0);
	if (!b->requests.of[FEATURE_MP])
		return;
	for (u32 i = 0; i < b->machine->cpu_count; i++) {
		const struct fw_cpu *cpu = &b->machine->cpus[i];

		if (cpu->id != boot_id && cpu->state == FW_CPU_ENABLED && isa_can_start(b, cpu))
			add_cpu(b, cpu->id, cpu->acpi_uid);
	}
}

status_t cpus_prepare(struct boot *b, struct diag *d)
{
	u64 most = b->machine->cpu_count + 1;
	status_t status = 0;

	b->stack_size = stack_size(b);
	b->cpus = arena_take(&b->arena, most * sizeof(*b->cpus));
	b->mp_list = arena_take(&b->arena, most * sizeof(*b->mp_list));
	b->mp_response = arena_take(&b->arena, isa_mp_response_size);
	if (b->arena.exhausted)
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for a list of %lu CPUs", most);
	list_cpus(b);
	for (u32 i = 0; i < b->cpu_count && !status; i++) {
		struct cpu *cpu = &b->cpus[i];

		cpu->info = arena_take(&b->arena, isa_mp_info_size);
		status = allocate_stack(b, cpu, d);
	}
	return status;
}

void cpus_launch_init(struct boot *b)
{
	for (u32 i = 0; i < b->cpu_count; i++) {
		struct launch *launch = &b->cpus[i].launch;

		launch->hhdm = b->hhdm;
		launch->stack = space_virtual(b, launch->stack);
		if (i == 0) {
			launch->target = b->entry_point;
		} else {
			launch->target = space_virtual(b, isa_park());
			launch->argument = space_pointer(b, b->cpus[i].info);
		}
		isa_launch_init(b, launch);
	}
}

/* Waits for a started CPU; false if it did not come in time. */
static bool await(struct boot *b, struct cpu *cpu)
{
	u64 start = isa_counter(), limit = b->counter_rate / 1000000 * ARRIVAL_US;

	while (isa_counter() - start < limit)
		if (shared_load_acquire(&cpu->launch.arrived))
			return true;
	return shared_load_acquire(&cpu->launch.arrived);
}

/*
 * One after the other: trampolines have room for one CPU at a time, and a CPU that has
 * arrived needs nothing of us any more.
 */
void cpus_start(struct boot *b)
{
	u64 count = 0;

	if (!b->requests.of[FEATURE_MP])
		return;
	for (u32 i = 0; i < b->cpu_count; i++) {
		struct cpu *cpu = &b->cpus[i];

		if (i > 0) {
			isa_start(b, cpu);
			cpu->arrived = await(b, cpu);
		}
		/* Who did not come is not promised to the kernel. */
		if (i > 0 && !cpu->arrived)
			continue;
		isa_mp_info(cpu, cpu->info);
		b->mp_list[count++] = space_pointer(b, cpu->info);
	}
	isa_mp_response(b, b->mp_response, count, space_pointer(b, b->mp_list));
	b->requests.of[FEATURE_MP]->response = space_pointer(b, b->mp_response);
}
