/* SPDX-License-Identifier: MIT */
/*
 * The conformance kernel asks a loader of the Limine protocol for everything there is and
 * checks what it gets against the protocol: the machine's state at entry, the memory map, the
 * page tables, the content of every response, the other CPUs. It prints TAP on the serial
 * line and ends with an exit code: 0 if all was in order, 1 if not.
 *
 * Words of its command line say what the test knows of the machine, and what therefore must
 * be there: acpi=, dtb=, screen= (0 or 1), cpus=, el=, mode= (paging), path= (of the kernel's
 * file), kaslr= (0: addresses must be the documented ones).
 *
 * Every check is written from the protocol, not from any loader; what is promised by our
 * loader alone says so.
 */
#include <base/cmdline.h>
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

u64 hhdm;
const char *cmdline = "";
struct cpu_state boot_state;
u64 entered_by;

u64 option(const char *key, u64 fallback)
{
	struct strview text;
	u64 value;

	if (!cmdline_find(cmdline, key, &text) || strview_to_u64(text, &value))
		return fallback;
	return value;
}

/* Without these nothing else can be checked, or even said. */
static bool find_world(void)
{
	if (!hhdm_request.response || !executable_address_request.response)
		return false;
	hhdm = hhdm_request.response->offset;
	if (executable_cmdline_request.response)
		cmdline = executable_cmdline_request.response->cmdline;
	return true;
}

static void check_revision(void)
{
	check_equal(base_revision[2], 0, "base revision: granted");
	check_equal(base_revision[1], wanted_revision, "base revision: the one in use is told");
}

static void check_entry(void)
{
	check_equal(entered_by, asks_for_entry ? 2 : 1, "entered at the right entry point");
	isa_check_state(&boot_state, "boot CPU");
	check(memory_is(to_physical((void *)(boot_state.sp - STACK_WANTED + 16)), STACK_WANTED - 16,
		      1 << LIMINE_MEMMAP_LOADER),
		"boot CPU: a stack of the size asked for, in the loader's memory");
	check_equal(boot_state.return_address, 0, "boot CPU: no address to return to");
}

/* Called by entry.S, on the loader's stack, with interrupts off. */
void conformance_main(void);
void conformance_main(void)
{
	if (!find_world())
		isa_exit(1);
	isa_map_devices();
	note("conformance: base revision %lu, HHDM %#lx, image %#lx", wanted_revision, hhdm,
		(u64)image_start);
	isa_capture(&boot_state);
	check_revision();
	check_files();
	check_memory();
	check_entry();
	check_pages();
	check_responses();
	check_tables();
	check_video();
	isa_check_machine();
	check_cpus();
	isa_exit(check_end());
}
