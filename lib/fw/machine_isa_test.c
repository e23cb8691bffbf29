/* SPDX-License-Identifier: MIT */
#include "fdt_build.h"
#include "machine_impl.h"

#include <test/test.h>

static struct fdt_build b;
static struct fw_machine machine;

/* A hart; the properties that `describe` adds are what the machine is made from. */
static void read_hart(void (*describe)(void))
{
	struct fdt fdt;

	fdt_build_begin(&b);
	fdt_build_node(&b, "");
	fdt_build_node(&b, "cpus");
	FDT_CELLS(&b, "#address-cells", 1);
	FDT_CELLS(&b, "#size-cells", 0);
	fdt_build_node(&b, "cpu@0");
	fdt_build_text(&b, "device_type", "cpu");
	FDT_CELLS(&b, "reg", 0);
	describe();
	fdt_build_close(&b);
	fdt_build_close(&b);
	fdt_build_close(&b);
	u32 size = fdt_build_end(&b);
	REQUIRE_OK(fdt_open(&fdt, b.blob, size));
	machine = (struct fw_machine){};
	fw_machine_from_fdt(&machine, &fdt);
}

static void describe_string(void)
{
	fdt_build_text(&b, "riscv,isa", "rv64imac_zba");
}

static void describe_both(void)
{
	fdt_build_text(&b, "riscv,isa", "rv64imac_zba");
	fdt_build_text(&b, "riscv,isa-base", "rv64i");
	fdt_build_property(&b, "riscv,isa-extensions", "i\0m\0svpbmt", 11);
}

static void describe_nothing(void)
{
}

/* A hart for chores before the one that runs the kernel. */
static void describe_two(void)
{
	fdt_build_text(&b, "riscv,isa", "rv64imac");
	fdt_build_close(&b);
	fdt_build_node(&b, "cpu@1");
	fdt_build_text(&b, "device_type", "cpu");
	FDT_CELLS(&b, "reg", 1);
	fdt_build_text(&b, "mmu-type", "riscv,sv39");
	fdt_build_text(&b, "riscv,isa", "rv64imafdc");
	fdt_build_close(&b);
	fdt_build_node(&b, "cpu@2");
	fdt_build_text(&b, "device_type", "cpu");
	FDT_CELLS(&b, "reg", 2);
	fdt_build_text(&b, "mmu-type", "riscv,sv39");
	fdt_build_text(&b, "riscv,isa", "rv64ima");
}

TEST(isa_in_a_device_tree)
{
	read_hart(describe_string);
	EXPECT_STR(machine.isa, "rv64imac_zba");
	read_hart(describe_both);
	EXPECT_STR(machine.isa, "rv64i_i_m_svpbmt");
	read_hart(describe_nothing);
	EXPECT_STR(machine.isa, "");
	read_hart(describe_two);
	EXPECT_STR(machine.isa, "rv64imafdc");
}

/* Names of seven characters and an underscore: the last one that fits is whole. */
static void describe_much(void)
{
	char text[FW_ISA_MAX + 80] = "rv64";

	for (size_t at = 4; at + 8 < sizeof(text); at += 8)
		memcpy(text + at, "_zabcdef", 9);
	fdt_build_text(&b, "riscv,isa", text);
}

TEST(isa_that_is_too_long_ends_with_a_name)
{
	read_hart(describe_much);
	EXPECT_EQ(strlen(machine.isa), 4 + 8 * ((FW_ISA_MAX - 1 - 4) / 8));
	EXPECT_STR(strrchr(machine.isa, '_'), "_zabcdef");
}

/* A hart node of 12 bytes, then an ISA string node, claiming `length` and `text`. */
static void read_rhct(u16 length, u16 text)
{
	static u8 bytes[56 + 12 + 8 + 16];
	u8 *node = bytes + 56;

	memset(bytes, 0, sizeof(bytes));
	store_le32(bytes + 48, 2);
	store_le32(bytes + 52, 56);
	store_le16(node, 0xffff);
	store_le16(node + 2, 12);
	store_le16(node + 12 + 2, length);
	store_le16(node + 12 + 6, text);
	memcpy(node + 12 + 8, "rv64gc_sstc\0...", 16);
	machine = (struct fw_machine){};
	fw_read_isa(&machine, &(struct acpi_table){ .bytes = bytes, .length = sizeof(bytes) });
}

TEST(isa_in_the_rhct)
{
	read_rhct(24, 12);
	EXPECT_STR(machine.isa, "rv64gc_sstc");
	read_rhct(24, 6);
	EXPECT_STR(machine.isa, "rv64gc");
	read_rhct(24, 17);
	EXPECT_STR(machine.isa, "");
	read_rhct(25, 12);
	EXPECT_STR(machine.isa, "");
	read_rhct(0, 0);
	EXPECT_STR(machine.isa, "");
}
