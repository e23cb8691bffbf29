/* SPDX-License-Identifier: MIT */
/*
 * The order in which the kernel comes up.
 *
 *	canary		before any function that it guards
 *	CPU		traps are caught from here on
 *	log, serial	where serial needs no mapping; else the ring keeps the words
 *	memory		our own page tables
 *	machine		what firmware says there is
 *	devices		the named console, ways to power off, the clock, the screen
 *	banner		the machine is up
 *
 * Each step may use those above it, and says in the log what it found.
 */
#include "machine.h"
#include "options.h"
#include "version.h"

#include <arch/boot.h>
#include <arch/clock.h>
#include <arch/console.h>
#include <arch/cpu.h>
#include <arch/mmu.h>
#include <arch/power.h>
#include <base/compiler.h>
#include <base/fmt.h>
#include <debug/console.h>
#include <debug/log.h>
#include <debug/provoke.h>
#include <debug/selftest.h>
#include <debug/stackguard.h>
#include <dev/banner.h>
#include <dev/console.h>
#include <mm/mm.h>

/* What a host is told, besides 0 and PANIC_EXIT_CODE. docs/testing.md has the list. */
enum { EXIT_TEST_FAILED = 1, EXIT_NO_PANIC = 3 };

static struct options options;

/*
 * The moment that boot measurements end at, by the name of this function; it
 * does nothing.
 */
void boot_mark_banner(void);

NOINLINE void boot_mark_banner(void)
{
	asm volatile("");
}

static void say_memory(const struct range_map *memory)
{
	struct range range;
	size_t cursor = 0;

	while (range_map_next(memory, &cursor, &range))
		event_boot_memory_range(range.base, range.last, boot_memory_name(range.type));
}

static void say_how_we_booted(const struct boot_info *info)
{
	log_info(LOG_BOOT, "by %s; image at %#lx (physical %#lx), direct map at %#lx", info->loader,
		info->kernel_virt, info->kernel_phys, info->hhdm);
	log_info(LOG_BOOT, "command line: %s", info->cmdline[0] != '\0' ? info->cmdline : "(none)");
	say_memory(&info->memory);
	for (u32 i = 0; i < info->module_count; i++)
		event_boot_module(
			info->modules[i].path, info->modules[i].base, info->modules[i].size);
}

static void say_cpu(void)
{
	char features[LOG_LINE_MAX];
	struct fmt_buffer buffer;

	fmt_buffer_init(&buffer, features, sizeof(features));
	arch_cpu_print_features(&buffer.sink);
	log_info(LOG_ARCH, "CPU %lu: %s", arch_cpu_id(), arch_cpu_name());
	log_info(LOG_ARCH, "has %s", features);
}

static void start_devices(const struct boot_info *info, const struct fw_machine *machine)
{
	arch_cpu_describe(machine);
	arch_console_init(info, machine);
	console_serial_start();
	arch_power_init(machine, options.exit_to_host);
	arch_clock_init(machine);
	say_cpu();
	dev_console_init(info, machine);
}

static void show_banner(const struct boot_info *info, const struct fw_machine *machine)
{
	struct mm_stats memory;

	mm_stats(&memory);
	dev_banner(&(struct banner){
		.version = CUPRUX_VERSION,
		.machine = machine->model,
		.cpu = arch_cpu_name(),
		.cpu_count = max(machine->cpu_count, 1u),
		.memory = memory.usable + memory.loader,
		.road = info->loader,
	});
	boot_mark_banner();
}

static void show_screen_test(void)
{
	u32 hash;

	if (options.testcard)
		dev_console_testcard();
	if (options.grid_hash && dev_console_hash(&hash))
		console_printf("gridhash: %08x\n", hash);
}

/* What the command line asks for; then there is nothing more to do. */
[[noreturn]] static void run(void)
{
	unsigned code = 0;

	if (options.panic[0] != '\0') {
		provoke(options.panic);
		code = EXIT_NO_PANIC;
	}
	if (SELFTEST_AT_BOOT && !options.test)
		selftest_brief();
	show_screen_test();
	if (options.test)
		code = selftest_run(options.test_pattern) != 0 ? EXIT_TEST_FAILED : code;
	if (options.test || options.panic[0] != '\0' || options.exit_to_host)
		arch_power_exit(code);
	/* Nobody takes interrupts yet, and a device may still send some. */
	log_info(LOG_BOOT, "no user space yet: idle");
	arch_cpu_halt();
}

/* Whatever the road, the CPU and the moment have to give. */
NO_STACK_PROTECTOR static u64 first_random_word(const struct boot_info *info)
{
	u64 random = 0;

	(void)arch_cpu_random(&random);
	return info->entropy[0] ^ random ^ arch_clock_ticks();
}

[[noreturn]] NO_STACK_PROTECTOR void kernel_main(struct boot_info *info)
{
	stackguard_init(first_random_word(info));
	arch_hhdm = info->hhdm;
	arch_cpu_init();
	log_init();
	options_read(info->cmdline, &options);
	arch_power_init(NULL, options.exit_to_host);
	arch_console_early_init(info);
	console_serial_start();
	say_how_we_booted(info);
	arch_clock_init(NULL);
	mm_init(info);
	const struct fw_machine *machine = machine_describe(info);

	start_devices(info, machine);
	show_banner(info, machine);
	run();
}
