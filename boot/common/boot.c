/* SPDX-License-Identifier: MIT */
#include <boot/boot.h>

#include <abi/errors.h>
#include <boot/cpus.h>
#include <boot/entropy.h>
#include <boot/isa.h>
#include <boot/kernel.h>
#include <boot/machine.h>
#include <boot/modules.h>
#include <boot/respond.h>
#include <boot/space.h>

enum {
	/* Each failed attempt means that the firmware's map changed under us once more. */
	EXIT_ATTEMPTS = 16,
	MEASURE_US = 2000,
};

/* The counter's rate, by the firmware's clock if nobody knows it. */
static u64 measure_rate(const struct fw_machine *machine)
{
	u64 rate = isa_counter_rate(machine), start;

	if (rate)
		return rate;
	start = isa_counter();
	firmware_stall(MEASURE_US);
	return (isa_counter() - start) * (1000000 / MEASURE_US);
}

static status_t learn(struct boot *b, struct diag *d)
{
	status_t status = options_read(&b->entry, &b->options, d);

	if (!status)
		status = machine_read(b, d);
	if (status)
		return status;
	entropy_gather(b);
	b->counter_rate = measure_rate(b->machine);
	return 0;
}

static void set_screens(struct boot *b)
{
	if (!b->requests.of[FEATURE_FRAMEBUFFER])
		return;
	b->screen_count = firmware_screens(&b->options.screen, b->screens);
	b->screen_in_memory = b->screen_count > 0 && machine_is_memory(b->screens[0].framebuffer);
}

static status_t prepare(struct boot *b, struct diag *d)
{
	status_t status = learn(b, d);

	if (!status)
		status = kernel_load(b, d);
	if (!status)
		status = space_choose_mode(b, d);
	if (!status)
		status = modules_load(b, d);
	if (status)
		return status;
	set_screens(b);
	status = cpus_prepare(b, d);
	if (!status)
		status = isa_prepare(b, d);
	if (!status)
		status = space_prepare(b, d);
	return status ? status : respond_all(b, d);
}

status_t boot_prepare(struct boot *b, const struct config_entry *entry, struct diag *d)
{
	status_t status;

	b->entry = *entry;
	status = prepare(b, d);
	if (status)
		diag_where(d, "entry \"%.*s\" (line %u)", VIEW_ARGS(entry->title), entry->line);
	return status;
}

void boot_abandon(struct boot *b)
{
	u64 init_time = b->init_time;

	firmware_release();
	*b = (struct boot){ .init_time = init_time };
}

status_t boot_rehearse(struct boot *b, struct diag *d)
{
	status_t status = space_build(b, d);

	if (!status)
		cpus_launch_init(b);
	return status;
}

status_t boot_finish(struct boot *b, struct diag *d)
{
	for (int i = 0; i < EXIT_ATTEMPTS; i++) {
		status_t status = space_build(b, d);

		if (status)
			return status;
		respond_memory(b);
		if (firmware_exit())
			return 0;
	}
	return diag_fail(d, EIO, "Report this machine to the loader's authors.",
		"the firmware does not end its services");
}

void boot_enter(struct boot *b)
{
	cpus_launch_init(b);
	isa_quiesce(b);
	cpus_start(b);
	respond_time(b);
	isa_enter(b, &b->cpus[0].launch);
}
