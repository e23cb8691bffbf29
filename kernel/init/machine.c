/* SPDX-License-Identifier: MIT */
/*
 * What machine is this? Asks ACPI if there is a root pointer, the device tree
 * otherwise, and keeps one description whichever answered.
 */
#include "machine.h"

#include <abi/errors.h>
#include <arch/boot.h>
#include <debug/log.h>
#include <mm/mm.h>

static struct fw_machine machine;

static const void *reach(void *, paddr_t base, u64 length)
{
	return mm_readable(base, length);
}

static status_t describe_by_tree(paddr_t dtb)
{
	const void *head = mm_readable(dtb, FDT_CLAIM_BYTES);
	struct fdt fdt;

	if (head == NULL)
		return -EFAULT;
	u32 size = fdt_claimed_size(head);

	if (size == 0)
		return -EBADMSG;
	const void *blob = mm_readable(dtb, size);

	if (blob == NULL)
		return -EFAULT;
	status_t status = fdt_open(&fdt, blob, size);

	if (status == 0)
		fw_machine_from_fdt(&machine, &fdt);
	return status;
}

static void tell_doubts(void)
{
	for (u32 i = 0; i < machine.fault_count; i++)
		event_fw_table_bad(
			machine.faults[i].what, machine.faults[i].address, machine.faults[i].why);
	for (u32 i = 0; i < FW_KIND_COUNT; i++)
		if (machine.dropped[i] != 0)
			event_fw_dropped(fw_kind_names[i], machine.dropped[i]);
}

static void tell_summary(void)
{
	const char *source = machine.source == FW_SOURCE_ACPI  ? "ACPI"
			     : machine.source == FW_SOURCE_FDT ? "device tree"
							       : "no firmware tables";

	log_info(LOG_FW, "%s, by %s", machine.model[0] != '\0' ? machine.model : "unnamed machine",
		source);
	log_info(LOG_SMP, "CPUs described: %u; running on 1", machine.cpu_count);
}

const struct fw_machine *machine_describe(const struct boot_info *info)
{
	const struct fw_mem memory = { .map = reach };
	status_t status = -ENOENT;

	if (info->rsdp != 0)
		status = fw_machine_from_acpi(&machine, &memory, info->rsdp);
	if (status != 0 && info->dtb != 0)
		status = describe_by_tree(info->dtb);
	if (status != 0 && status != -ENOENT)
		log_error(LOG_FW, "tables refused: %s", status_text(status));
	tell_doubts();
	tell_summary();
	return &machine;
}
