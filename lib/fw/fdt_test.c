/* SPDX-License-Identifier: MIT */
#include "fdt_build.h"

#include <abi/errors.h>
#include <test/test.h>

static struct fdt_build b;
static struct fdt fdt;

/*
 *	/		#address-cells 2, #size-cells 2, interrupt-parent 1
 *	  aliases	uart0 = /soc/uart@100
 *	  chosen	stdout-path = uart0:115200n8
 *	  gic@8000000	phandle 1, 3 interrupt cells
 *	  soc		1 and 1 cells; 0x0..0xffff is at 0x1_10000000, 0x20000.. at 0x5000
 *	    uart@100	reg 0x100; SPI 4
 *	    bridge	no ranges
 *	      i2c@5	reg 5
 *	    inner	2 and 1 cells, empty ranges
 *	      dev@20010
 *	  cpus
 *	    cpu@1
 */
static void build_tree(void)
{
	fdt_build_begin_reserved(&b, 0x40000000, 0x1000);
	fdt_build_node(&b, "");
	FDT_CELLS(&b, "#address-cells", 2);
	FDT_CELLS(&b, "#size-cells", 2);
	FDT_CELLS(&b, "interrupt-parent", 1);
	fdt_build_node(&b, "aliases");
	fdt_build_text(&b, "uart0", "/soc/uart@100");
	fdt_build_text(&b, "loop", "loop");
	fdt_build_close(&b);
	fdt_build_node(&b, "chosen");
	fdt_build_text(&b, "stdout-path", "uart0:115200n8");
	fdt_build_text(&b, "bootargs", "a=b c");
	FDT_CELLS(&b, "linux,initrd-start", 0x48000000);
	FDT_CELLS(&b, "linux,initrd-end", 0, 0x48001000);
	FDT_CELLS(&b, "kaslr-seed", 1, 2);
	fdt_build_property(&b, "rng-seed", "12345", 5);
	fdt_build_close(&b);
	fdt_build_node(&b, "gic@8000000");
	FDT_CELLS(&b, "phandle", 1);
	FDT_CELLS(&b, "#interrupt-cells", 3);
	fdt_build_close(&b);
	fdt_build_node(&b, "soc");
	FDT_CELLS(&b, "#address-cells", 1);
	FDT_CELLS(&b, "#size-cells", 1);
	FDT_CELLS(&b, "ranges", 0, 1, 0x10000000, 0x10000, 0x20000, 0, 0x5000, 0x1000);
	fdt_build_node(&b, "uart@100");
	fdt_build_property(&b, "compatible", "arm,pl011\0arm,primecell", 24);
	FDT_CELLS(&b, "reg", 0x100, 0x1000, 0x20000, 0x1000, 0x20800, 0x1000);
	FDT_CELLS(&b, "interrupts", 0, 4, 4, 0, 5, 1);
	fdt_build_close(&b);
	fdt_build_node(&b, "bridge");
	FDT_CELLS(&b, "#size-cells", 0);
	FDT_CELLS(&b, "#address-cells", 1);
	fdt_build_node(&b, "i2c@5");
	FDT_CELLS(&b, "reg", 5);
	fdt_build_close(&b);
	fdt_build_close(&b);
	fdt_build_node(&b, "inner");
	FDT_CELLS(&b, "#address-cells", 1);
	fdt_build_property(&b, "ranges", "", 0);
	fdt_build_node(&b, "dev@20010");
	fdt_build_text(&b, "status", "disabled");
	FDT_CELLS(&b, "reg", 0x20010, 0x10);
	FDT_CELLS(&b, "interrupts-extended", 1, 1, 13, 8, 1, 0, 9, 4);
	fdt_build_close(&b);
	fdt_build_close(&b);
	fdt_build_close(&b);
	fdt_build_node(&b, "cpus");
	FDT_CELLS(&b, "#address-cells", 1);
	FDT_CELLS(&b, "#size-cells", 0);
	fdt_build_node(&b, "cpu@1");
	FDT_CELLS(&b, "reg", 1);
	fdt_build_close(&b);
	fdt_build_close(&b);
	fdt_build_close(&b);
}

static status_t open_tree(void)
{
	build_tree();
	return fdt_open(&fdt, b.blob, fdt_build_end(&b));
}

static struct fdt_node find(const char *path)
{
	return fdt_find(&fdt, strview_of(path));
}

TEST(finds_by_path_and_alias)
{
	REQUIRE_OK(open_tree());
	struct fdt_node uart = find("/soc/uart@100");
	REQUIRE(fdt_exists(uart));
	EXPECT(strview_is(fdt_name(&fdt, uart), "uart@100"));
	EXPECT(strview_is(fdt_base_name(&fdt, uart), "uart"));
	EXPECT_EQ(find("/soc/uart").at, uart.at);
	EXPECT_EQ(find("//soc//uart/").at, uart.at);
	EXPECT_EQ(find("uart0").at, uart.at);
	EXPECT_EQ(find("/").at, fdt_root(&fdt).at);
	EXPECT(!fdt_exists(find("/soc/uart@200")));
	EXPECT(!fdt_exists(find("/soc/ua")));
	EXPECT(!fdt_exists(find("uart1")));
	EXPECT(!fdt_exists(find("loop")));
	EXPECT(!fdt_exists(find("")));
	EXPECT_EQ(fdt_by_phandle(&fdt, 1).at, find("/gic").at);
	EXPECT(!fdt_exists(fdt_by_phandle(&fdt, 0)));
	EXPECT(!fdt_exists(fdt_by_phandle(&fdt, 2)));
}

TEST(children_and_siblings)
{
	u32 count = 0;

	REQUIRE_OK(open_tree());
	struct fdt_node node = fdt_first_child(&fdt, fdt_root(&fdt));
	for (; fdt_exists(node); node = fdt_next_sibling(&fdt, node))
		count++;
	EXPECT_EQ(count, 5);
	EXPECT(!fdt_exists(fdt_first_child(&fdt, find("/chosen"))));
	EXPECT(!fdt_exists(fdt_next_sibling(&fdt, fdt_root(&fdt))));
	EXPECT(!fdt_exists(fdt_first_child(&fdt, (struct fdt_node){})));
	EXPECT(!fdt_exists(fdt_next_sibling(&fdt, (struct fdt_node){})));
}

TEST(properties)
{
	struct fdt_property property;
	u32 cursor = 0, count = 0;

	REQUIRE_OK(open_tree());
	struct fdt_node uart = find("uart0");
	struct fdt_value compatible = fdt_get(&fdt, uart, "compatible");
	EXPECT(strview_is(fdt_string(compatible, 0), "arm,pl011"));
	EXPECT(strview_is(fdt_string(compatible, 1), "arm,primecell"));
	EXPECT(fdt_string(compatible, 2).at == nullptr);
	EXPECT(fdt_is_compatible(&fdt, uart, "arm,primecell"));
	EXPECT(!fdt_is_compatible(&fdt, uart, "arm,prime"));
	EXPECT_EQ(fdt_next_compatible(&fdt, (struct fdt_node){}, "arm,pl011").at, uart.at);
	EXPECT(!fdt_exists(fdt_next_compatible(&fdt, uart, "arm,pl011")));
	EXPECT(fdt_is_enabled(&fdt, uart));
	EXPECT(!fdt_is_enabled(&fdt, find("/soc/inner/dev")));
	/* Not a prefix, not a suffix of a name. */
	EXPECT(fdt_get(&fdt, uart, "compat").bytes == nullptr);
	EXPECT(fdt_get(&fdt, uart, "compatible2").bytes == nullptr);
	EXPECT_EQ(fdt_get_number(&fdt, find("/cpus/cpu"), "reg", 9), 1);
	EXPECT_EQ(fdt_get_number(&fdt, uart, "reg", 9), 9);
	EXPECT_EQ(fdt_get_number(&fdt, uart, "none", 9), 9);
	while (fdt_next_property(&fdt, uart, &cursor, &property))
		count++;
	EXPECT_EQ(count, 3);
	EXPECT(strview_is(property.name, "interrupts"));
}

TEST(numbers_stay_inside)
{
	const u8 bytes[12] = { 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3 };
	const struct fdt_value value = { bytes, 12 };
	u64 number = 7;

	EXPECT_EQ(fdt_cell(value, 2), 3);
	EXPECT_EQ(fdt_cell(value, 3), 0);
	EXPECT_EQ(fdt_cell_pair(value, 1), 0x200000003);
	EXPECT_EQ(fdt_cell_pair(value, 2), 0);
	EXPECT(fdt_number(value, 3, 0, &number) && number == 0);
	EXPECT(fdt_number(value, 1, 2, &number) && number == 0x200000003);
	EXPECT(!fdt_number(value, 2, 2, &number));
	EXPECT(!fdt_number(value, UINT32_MAX, 1, &number));
	EXPECT(!fdt_number(value, 0, 3, &number));
	EXPECT_EQ(number, 0x200000003);
}

TEST(strings_must_end)
{
	const struct fdt_value value = { (const u8 *)"ab\0cd", 5 };

	EXPECT(strview_is(fdt_string(value, 0), "ab"));
	EXPECT(fdt_string(value, 1).at == nullptr);
	EXPECT(fdt_string((struct fdt_value){}, 0).at == nullptr);
}

TEST(translates_addresses)
{
	struct fdt_reg reg = {};

	REQUIRE_OK(open_tree());
	struct fdt_node uart = find("uart0");
	EXPECT_OK(fdt_reg(&fdt, uart, 0, &reg));
	EXPECT_EQ(reg.base, 0x110000100);
	EXPECT_EQ(reg.length, 0x1000);
	EXPECT_OK(fdt_reg(&fdt, uart, 1, &reg));
	EXPECT_EQ(reg.base, 0x5000);
	/* Reaches out of the range it begins in. */
	EXPECT_STATUS(fdt_reg(&fdt, uart, 2, &reg), -ENXIO);
	EXPECT_STATUS(fdt_reg(&fdt, uart, 3, &reg), -ENOENT);
	EXPECT_STATUS(fdt_reg(&fdt, uart, UINT32_MAX, &reg), -ENOENT);
	/* Through empty ranges; and a bus that has none. */
	EXPECT_OK(fdt_reg(&fdt, find("/soc/inner/dev"), 0, &reg));
	EXPECT_EQ(reg.base, 0x5010);
	EXPECT_STATUS(fdt_reg(&fdt, find("/soc/bridge/i2c"), 0, &reg), -ENXIO);
	EXPECT_STATUS(fdt_reg(&fdt, find("/soc"), 0, &reg), -ENOENT);
	EXPECT_STATUS(fdt_reg(&fdt, fdt_root(&fdt), 0, &reg), -ENOENT);
	EXPECT_EQ(reg.base, 0x5010);
}

TEST(walks_in_order)
{
	static const struct {
		const char *name;
		u32 depth;
	} wanted[] = { { "", 0 }, { "aliases", 1 }, { "chosen", 1 }, { "gic@8000000", 1 },
		{ "soc", 1 }, { "uart@100", 2 }, { "bridge", 2 }, { "i2c@5", 3 }, { "inner", 2 },
		{ "dev@20010", 3 }, { "cpus", 1 }, { "cpu@1", 2 } };
	struct fdt_walk walk;
	u32 i = 0;

	REQUIRE_OK(open_tree());
	fdt_walk_init(&walk, &fdt);
	for (; fdt_walk_next(&walk); i++) {
		REQUIRE(i < ARRAY_SIZE(wanted));
		EXPECT(strview_is(fdt_name(&fdt, walk.node), wanted[i].name));
		EXPECT_EQ(walk.depth, wanted[i].depth);
	}
	EXPECT_EQ(i, ARRAY_SIZE(wanted));
	EXPECT(!fdt_walk_next(&walk));
	EXPECT(!fdt_walk_skip(&walk));

	REQUIRE_OK(fdt_walk_to(&walk, &fdt, find("/soc")));
	EXPECT(fdt_walk_skip(&walk));
	EXPECT(strview_is(fdt_name(&fdt, walk.node), "cpus"));
	EXPECT(!fdt_walk_skip(&walk));
	REQUIRE_OK(fdt_walk_to(&walk, &fdt, find("/soc/inner/dev")));
	EXPECT(fdt_walk_skip(&walk));
	EXPECT(strview_is(fdt_name(&fdt, walk.node), "cpus"));
	EXPECT_STATUS(fdt_walk_to(&walk, &fdt, (struct fdt_node){ 5 }), -ENOENT);
}

TEST(interrupts)
{
	struct fdt_interrupt irq;
	struct fdt_walk walk;

	REQUIRE_OK(open_tree());
	REQUIRE_OK(fdt_walk_to(&walk, &fdt, find("uart0")));
	REQUIRE_OK(fdt_walk_interrupt(&walk, 1, &irq));
	EXPECT_EQ(irq.controller, 1);
	EXPECT_EQ(irq.cells, 3);
	EXPECT_EQ(irq.cell[1], 5);
	EXPECT_STATUS(fdt_walk_interrupt(&walk, 2, &irq), -ENOENT);
	EXPECT_STATUS(fdt_walk_interrupt(&walk, UINT32_MAX, &irq), -ENOENT);
	REQUIRE_OK(fdt_walk_to(&walk, &fdt, find("/soc/inner/dev")));
	REQUIRE_OK(fdt_walk_interrupt(&walk, 1, &irq));
	EXPECT_EQ(irq.cell[1], 9);
	EXPECT_STATUS(fdt_walk_interrupt(&walk, 2, &irq), -ENOENT);
	REQUIRE_OK(fdt_walk_to(&walk, &fdt, find("/chosen")));
	EXPECT_STATUS(fdt_walk_interrupt(&walk, 0, &irq), -ENOENT);
}

TEST(chosen_and_reservations)
{
	struct fdt_chosen chosen;
	struct fdt_reg reservation;
	u32 cursor = 0;

	REQUIRE_OK(open_tree());
	fdt_read_chosen(&fdt, &chosen);
	EXPECT(strview_is(chosen.bootargs, "a=b c"));
	EXPECT_EQ(chosen.initrd_start, 0x48000000);
	EXPECT_EQ(chosen.initrd_end, 0x48001000);
	EXPECT_EQ(chosen.kaslr_seed, 0x100000002);
	EXPECT_EQ(chosen.rng_seed.length, 5);
	EXPECT_EQ(chosen.console.at, find("uart0").at);
	EXPECT(strview_is(chosen.console_options, "115200n8"));
	REQUIRE(fdt_next_reservation(&fdt, &cursor, &reservation));
	EXPECT_EQ(reservation.base, 0x40000000);
	EXPECT_EQ(reservation.length, 0x1000);
	EXPECT(!fdt_next_reservation(&fdt, &cursor, &reservation));
}

TEST(removes_a_node)
{
	REQUIRE_OK(open_tree());
	struct fdt_node cpus = find("/cpus");
	struct fdt_node uart = find("uart0");
	EXPECT_OK(fdt_remove(&fdt, b.blob, uart));
	EXPECT(!fdt_exists(find("/soc/uart")));
	EXPECT(fdt_exists(find("/soc/bridge/i2c")));
	EXPECT_EQ(find("/cpus").at, cpus.at);
	EXPECT_STATUS(fdt_remove(&fdt, b.blob, uart), -ENOENT);
	EXPECT_STATUS(fdt_remove(&fdt, b.blob, fdt_root(&fdt)), -EINVAL);
	EXPECT_STATUS(fdt_remove(&fdt, b.blob + 1, cpus), -EINVAL);
	EXPECT_OK(fdt_remove(&fdt, b.blob, find("/soc")));
	EXPECT_OK(fdt_remove(&fdt, b.blob, cpus));
	EXPECT(!fdt_exists(find("/cpus")));
	/* What is left is a tree still. */
	EXPECT_OK(fdt_open(&fdt, b.blob, sizeof(b.blob)));
	EXPECT(fdt_exists(find("/chosen")));
}

/* --- Lies ---------------------------------------------------------------------------- */

static void refused(u32 offset, u32 value)
{
	build_tree();
	u32 size = fdt_build_end(&b);
	store_be32(b.blob + offset, value);
	if (fdt_open(&fdt, b.blob, size) != -EBADMSG)
		EXPECT_EQ(offset, value); /* shows both */
}

TEST(bad_headers)
{
	refused(0, 0xd00dfeee);
	refused(4, 39);
	refused(4, UINT32_MAX);
	refused(8, 0);
	refused(8, 73);
	refused(8, UINT32_MAX - 3);
	refused(12, UINT32_MAX);
	refused(20, 16);
	refused(24, 18);
	refused(32, UINT32_MAX);
	refused(36, UINT32_MAX);
	refused(36, 8);
	build_tree();
	u32 size = fdt_build_end(&b);
	EXPECT_EQ(fdt_claimed_size(b.blob), size);
	EXPECT_STATUS(fdt_open(&fdt, b.blob, size - 1), -EBADMSG);
	EXPECT_STATUS(fdt_open(&fdt, b.blob, 39), -EBADMSG);
}

TEST(bad_structures)
{
	/* The first token, and the length and name of the first property. */
	refused(72, 2);
	refused(72, 3);
	refused(72, 9);
	refused(72, 5);
	refused(80, 9);
	refused(84, UINT32_MAX);
	refused(84, UINT32_MAX - 100);
	refused(88, UINT32_MAX);
	refused(88, 10000);

	fdt_build_begin(&b); /* a node that is never closed */
	fdt_build_node(&b, "");
	EXPECT_STATUS(fdt_open(&fdt, b.blob, fdt_build_end(&b)), -EBADMSG);
	fdt_build_begin(&b); /* two roots */
	for (u32 i = 0; i < 2; i++) {
		fdt_build_node(&b, "");
		fdt_build_close(&b);
	}
	EXPECT_STATUS(fdt_open(&fdt, b.blob, fdt_build_end(&b)), -EBADMSG);
}

static status_t open_nested(u32 depth)
{
	fdt_build_begin(&b);
	for (u32 i = 0; i < depth; i++)
		fdt_build_node(&b, "n");
	for (u32 i = 0; i < depth; i++)
		fdt_build_close(&b);
	return fdt_open(&fdt, b.blob, fdt_build_end(&b));
}

TEST(depth_is_bounded)
{
	struct fdt_walk walk;
	u32 count = 0;

	EXPECT_STATUS(open_nested(FDT_DEPTH_MAX), -EBADMSG);
	REQUIRE_OK(open_nested(FDT_DEPTH_MAX - 1));
	fdt_walk_init(&walk, &fdt);
	while (fdt_walk_next(&walk))
		count++;
	EXPECT_EQ(count, FDT_DEPTH_MAX - 1);
}

/* Every cell of the structure made wrong after opening: answers may be wrong, and that is all. */
TEST(changes_under_the_reader)
{
	static const u32 values[] = { 0, 1, 2, 3, 4, 9, 0x7fffffff, UINT32_MAX };

	REQUIRE_OK(open_tree());
	for (u32 at = fdt.structure; at < fdt.structure_end; at += 4)
		for (u32 i = 0; i < ARRAY_SIZE(values); i++) {
			u32 old = load_be32(b.blob + at);
			struct fdt_walk walk;
			struct fdt_reg reg;
			store_be32(b.blob + at, values[i]);
			u32 nodes = 0;
			fdt_walk_init(&walk, &fdt);
			while (fdt_walk_next(&walk)) {
				nodes++;
				(void)!fdt_walk_reg(&walk, 0, &reg);
			}
			EXPECT(nodes <= (fdt.structure_end - fdt.structure) / 8);
			(void)find("uart0");
			store_be32(b.blob + at, old);
		}
}
