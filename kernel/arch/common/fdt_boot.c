/* SPDX-License-Identifier: MIT */
/*
 * The device tree as a road's only witness.
 *
 * Three places speak of memory, and none is complete without the others:
 *
 *	nodes of type memory		what there is
 *	the blob's reservation list	what to keep off, e.g. a boot monitor's
 *					pages; may be mapped like any memory
 *	children of /reserved-memory	the same with reasons; those that say
 *					no-map must not even be mapped, since a
 *					speculative access could be fatal
 *
 * A reservation that is made at run time (a child of /reserved-memory with a
 * size but no address) is a wish of some driver, not a fact about memory: it is
 * left to that driver.
 *
 * Seeds are the tree's answer to KASLR and to the first random numbers. They
 * are folded into boot_info and stay readable in the tree; who wipes them there
 * is who later reclaims its memory.
 */
#include <abi/errors.h>
#include <arch_common/boot_info.h>
#include <arch_common/fdt_boot.h>
#include <debug/log.h>
#include <fw/fdt.h>

static bool is_memory(const struct fdt *fdt, struct fdt_node node)
{
	struct strview type = fdt_string(fdt_get(fdt, node, "device_type"), 0);

	return strview_is(type, "memory") && fdt_is_enabled(fdt, node);
}

/* All of a node's address ranges, as one kind of memory. */
static void add_reg(struct boot_info *info, const struct fdt_walk *walk, enum boot_memory kind)
{
	struct fdt_reg reg;

	for (u32 i = 0;; i++) {
		status_t status = fdt_walk_reg(walk, i, &reg);

		if (status == 0)
			boot_info_add_memory(info, reg.base, reg.length, kind);
		else if (status == -EOVERFLOW)
			log_warn(LOG_BOOT, "device tree: a range of memory wraps, not taken");
		else
			return;
	}
}

static void add_reserved(struct boot_info *info, const struct fdt_walk *walk)
{
	bool no_map = fdt_get(walk->fdt, walk->node, "no-map").bytes != NULL;

	if (fdt_is_enabled(walk->fdt, walk->node))
		add_reg(info, walk, no_map ? BOOT_MEMORY_RESERVED : BOOT_MEMORY_FIRMWARE);
}

/*
 * Memory nodes and /reserved-memory are children of the root; nothing below
 * other nodes is visited, so a large tree costs little.
 */
static void read_nodes(struct boot_info *info, const struct fdt *fdt)
{
	struct fdt_walk walk;
	bool in_reserved = false;

	fdt_walk_init(&walk, fdt);
	bool more = fdt_walk_next(&walk);
	while (more) {
		if (walk.depth == 1)
			in_reserved = strview_is(fdt_name(fdt, walk.node), "reserved-memory");
		if (walk.depth == 1 && is_memory(fdt, walk.node))
			add_reg(info, &walk, BOOT_MEMORY_USABLE);
		if (walk.depth == 2 && in_reserved)
			add_reserved(info, &walk);
		more = walk.depth == 0 || (walk.depth == 1 && in_reserved) ? fdt_walk_next(&walk)
									   : fdt_walk_skip(&walk);
	}
}

static void read_reservations(struct boot_info *info, const struct fdt *fdt)
{
	struct fdt_reg reservation;
	u32 cursor = 0;

	while (fdt_next_reservation(fdt, &cursor, &reservation))
		boot_info_add_memory(
			info, reservation.base, reservation.length, BOOT_MEMORY_FIRMWARE);
}

/* However long the seed is, every byte of it counts. */
static void add_entropy(struct boot_info *info, const struct fdt_chosen *chosen)
{
	u8 *pool = (u8 *)info->entropy;

	for (u32 i = 0; i < chosen->rng_seed.length; i++)
		pool[i % sizeof(info->entropy)] ^= chosen->rng_seed.bytes[i];
	info->entropy[0] ^= chosen->kaslr_seed;
}

static void read_chosen(struct boot_info *info, const struct fdt *fdt)
{
	struct fdt_chosen chosen;

	fdt_read_chosen(fdt, &chosen);
	boot_info_set_cmdline(info, chosen.bootargs);
	if (chosen.initrd_end > chosen.initrd_start)
		boot_info_add_module(info, chosen.initrd_start,
			chosen.initrd_end - chosen.initrd_start, "initrd", NULL);
	add_entropy(info, &chosen);
}

status_t fdt_boot(struct boot_info *info, const void *blob, paddr_t dtb)
{
	struct fdt fdt;

	boot_info_init(info, "direct boot, device tree");
	status_t status = fdt_open(&fdt, blob, fdt_claimed_size(blob));

	if (status != 0)
		return status;
	read_nodes(info, &fdt);
	if (range_map_total(&info->memory, BOOT_MEMORY_USABLE) == 0)
		return -ENOENT;
	read_reservations(info, &fdt);
	read_chosen(info, &fdt);
	info->dtb = dtb;
	boot_info_add_memory(info, dtb, fdt.total_size, BOOT_MEMORY_LOADER);
	return 0;
}
