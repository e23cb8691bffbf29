/* SPDX-License-Identifier: MIT */
#include <boot/machine.h>

#include <abi/errors.h>
#include <base/endian.h>
#include <base/string.h>
#include <boot/page.h>

static struct fw_machine machine;

/* All that firmware calls memory, of whatever kind: where tables may be looked for. */
static struct range_change known_changes[RANGES_MAX];
static struct range_map known;

/* Tables are read where they are, but never where nothing is. */
static const void *map_known(void *context, paddr_t address, u64 length)
{
	paddr_t at = address;

	(void)context;
	while (length > 0) {
		u64 part = min(length, PAGE_SIZE - at % PAGE_SIZE);

		if (range_map_type(&known, at) == MEMORY_NONE)
			return nullptr;
		at += part;
		length -= part;
	}
	return (const void *)address;
}

static const struct fw_mem loader_mem = { .map = map_known };

bool machine_is_memory(paddr_t at)
{
	return range_map_type(&known, at) != MEMORY_NONE;
}

static status_t learn_memory(struct diag *d)
{
	struct firmware_map raw;

	range_map_init(&known, known_changes, RANGES_MAX);
	return firmware_memory(&known, &raw, d);
}

/* --- The device tree ------------------------------------------------------------------- */

static status_t copy_dtb(struct boot *b, const void *from, u64 size, struct diag *d)
{
	struct pages_wish wish = { .pages = DIV_ROUND_UP(size, PAGE_SIZE) };
	paddr_t at;

	if (firmware_pages(&wish, &at))
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for a device tree of %lu bytes", size);
	b->dtb = memcpy((void *)at, from, size);
	return 0;
}

static status_t read_dtb_file(struct boot *b, struct diag *d)
{
	struct file file;
	status_t status = firmware_read(&b->options.dtb, &file, d);

	if (status)
		return status;
	b->dtb = (void *)file.at;
	b->tables.dtb_size = file.size;
	return 0;
}

static status_t get_dtb(struct boot *b, struct diag *d)
{
	const void *firmwares;
	u64 size;

	if (b->options.has_dtb)
		return read_dtb_file(b, d);
	if (!b->tables.dtb)
		return 0;
	firmwares = map_known(nullptr, b->tables.dtb, 8);
	size = firmwares ? fdt_claimed_size(firmwares) : 0;
	if (size == 0 || !map_known(nullptr, b->tables.dtb, size))
		return 0;
	b->tables.dtb_size = size;
	return copy_dtb(b, firmwares, size, d);
}

static bool is_memory_node(const struct fdt *fdt, struct fdt_node node)
{
	return strview_is(fdt_string(fdt_get(fdt, node, "device_type"), 0), "memory") ||
	       strview_is(fdt_base_name(fdt, node), "memory");
}

static void remove_memory_nodes(const struct fdt *fdt, void *blob)
{
	struct fdt_node node = fdt_first_child(fdt, fdt_root(fdt));

	while (fdt_exists(node)) {
		struct fdt_node next = fdt_next_sibling(fdt, node);

		if (is_memory_node(fdt, node) && fdt_remove(fdt, blob, node))
			return;
		node = next;
	}
}

/* A seed is used once: we take it, and nobody else may. */
static void take_seed(struct boot *b, const struct fdt *fdt)
{
	struct fdt_chosen chosen;

	fdt_read_chosen(fdt, &chosen);
	if (!chosen.rng_seed.bytes)
		return;
	rand_seed(&b->rand, chosen.rng_seed.bytes, chosen.rng_seed.length);
	b->entropy_bits += chosen.rng_seed.length * 8;
	memset((void *)(uintptr_t)chosen.rng_seed.bytes, 0, chosen.rng_seed.length);
}

/* A tree that cannot be read is as good as none, unless the configuration named it. */
static status_t use_dtb(struct boot *b, bool describes_machine, struct diag *d)
{
	struct fdt fdt;

	if (fdt_open(&fdt, b->dtb, b->tables.dtb_size)) {
		b->dtb = nullptr;
		if (!b->options.has_dtb)
			return 0;
		return diag_fail(d, EINVAL, "Correct `dtb_path`, or leave it out.",
			"the file is no device tree");
	}
	if (describes_machine)
		fw_machine_from_fdt(&machine, &fdt);
	take_seed(b, &fdt);
	remove_memory_nodes(&fdt, b->dtb);
	return 0;
}

/* --- Both ------------------------------------------------------------------------------ */

status_t machine_read(struct boot *b, struct diag *d)
{
	bool has_acpi;
	status_t status = learn_memory(d);

	if (status)
		return status;
	firmware_tables(&b->tables);
	memset(&machine, 0, sizeof(machine));
	b->machine = &machine;
	has_acpi = b->tables.rsdp && !fw_machine_from_acpi(&machine, &loader_mem, b->tables.rsdp);
	status = get_dtb(b, d);
	if (!status && b->dtb)
		status = use_dtb(b, !has_acpi, d);
	if (status && b->options.has_dtb)
		diag_where(d, "device tree %s", b->options.dtb.path);
	return status;
}

/* --- Pinning ACPI's tables ------------------------------------------------------------- */

/* Only the head is read: a table with a wrong checksum must be reachable all the same. */
static status_t pin_table(struct boot *b, paddr_t at, u32 least)
{
	const u8 *head = at ? loader_mem.map(nullptr, at, least) : nullptr;
	u32 length;

	if (!head)
		return 0;
	length = load_le32(head + 4);
	if (length < least || length > ACPI_TABLE_MAX)
		length = least;
	return memory_pin(&b->memory, at, length, b->rules);
}

/* What hangs on the FADT instead of on the root: DSDT and FACS, each with an old pointer. */
static status_t pin_fadt(struct boot *b, const struct acpi_table *fadt)
{
	const u32 facs_size = 64;
	status_t status = pin_table(b, acpi_u32(fadt, 36), facs_size);

	if (!status)
		status = pin_table(b, acpi_u64(fadt, 132), facs_size);
	if (!status)
		status = pin_table(b, acpi_u32(fadt, 40), ACPI_HEADER_SIZE);
	return status ? status : pin_table(b, acpi_u64(fadt, 140), ACPI_HEADER_SIZE);
}

static status_t pin_root(struct boot *b)
{
	const u8 *rsdp = loader_mem.map(nullptr, b->tables.rsdp, 20);
	status_t status;

	if (!rsdp)
		return 0;
	status = memory_pin(&b->memory, b->tables.rsdp, 36, b->rules);
	if (!status)
		status = pin_table(b, load_le32(rsdp + 16), ACPI_HEADER_SIZE);
	if (!status && rsdp[15] >= 2 && loader_mem.map(nullptr, b->tables.rsdp, 36))
		status = pin_table(b, load_le64(rsdp + 24), ACPI_HEADER_SIZE);
	return status;
}

status_t machine_pin_acpi(struct boot *b)
{
	struct acpi_table fadt;
	struct acpi acpi;
	status_t status;

	if (!b->tables.rsdp)
		return 0;
	status = pin_root(b);
	if (status || acpi_open(&acpi, &loader_mem, b->tables.rsdp))
		return status;
	for (u32 i = 0; i < acpi.entry_count && !status; i++)
		status = pin_table(b, acpi_entry(&acpi, i), ACPI_HEADER_SIZE);
	if (!status && !acpi_find(&acpi, "FACP", &fadt))
		status = pin_fadt(b, &fadt);
	return status;
}

bool machine_find_acpi(const struct boot *b, const char *signature, struct acpi_table *out)
{
	struct acpi acpi;

	return b->tables.rsdp && !acpi_open(&acpi, &loader_mem, b->tables.rsdp) &&
	       !acpi_find(&acpi, signature, out);
}
