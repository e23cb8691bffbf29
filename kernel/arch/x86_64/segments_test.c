/* SPDX-License-Identifier: MIT */
/* What the CPU was really told, read back from it. */
#include <arch/stack.h>
#include <base/endian.h>
#include <test/test.h>

#include "idt.h"
#include "layout.h"
#include "segments.h"

extern const u8 __text_start[], __text_end[];

static struct table_pointer read_gdtr(void)
{
	struct table_pointer pointer;

	asm volatile("sgdt %0" : "=m"(pointer));
	return pointer;
}

static struct table_pointer read_idtr(void)
{
	struct table_pointer pointer;

	asm volatile("sidt %0" : "=m"(pointer));
	return pointer;
}

TEST(selectors)
{
	u16 cs, ss, ds, tr, ldt;

	asm("movw %%cs, %0" : "=r"(cs));
	asm("movw %%ss, %0" : "=r"(ss));
	asm("movw %%ds, %0" : "=r"(ds));
	asm("str %0" : "=r"(tr));
	asm("sldt %0" : "=r"(ldt));
	EXPECT_EQ(cs, KERNEL_CS);
	EXPECT_EQ(ss, KERNEL_DS);
	EXPECT_EQ(ds, KERNEL_DS);
	EXPECT_EQ(tr, TSS_SEL);
	EXPECT_EQ(ldt, 0);
}

static bool is_top_of_a_stack(u64 address)
{
	for (const struct stack_area *area = __stack_areas_start; area < __stack_areas_end; area++)
		if ((u64)area->top == address)
			return true;
	return false;
}

/* The base of the task state, put together from the four places it is kept in. */
TEST(task_state_has_its_stacks)
{
	struct table_pointer gdtr = read_gdtr();
	const u64 *entry = (const u64 *)(gdtr.base + TSS_SEL);
	u64 base = (entry[0] >> 16 & 0xffffff) | (entry[0] >> 56 & 0xff) << 24 | entry[1] << 32;

	REQUIRE(gdtr.limit >= TSS_SEL + 15);
	EXPECT_EQ(entry[0] & 0xffff, 103);
	EXPECT_EQ(entry[0] >> 40 & 0xff, 0x8b); /* present, busy: it is loaded */
	for (unsigned ist = IST_NMI; ist <= IST_MACHINE_CHECK; ist++) {
		EXPECT(is_top_of_a_stack(load_le64((const u8 *)base + 36 + 8ul * (ist - 1))));
	}
}

/* A gate's handler, and the stack it runs on. */
static u64 gate_offset(const u64 *gate)
{
	return (gate[0] & 0xffff) | (gate[0] >> 48) << 16 | gate[1] << 32;
}

static unsigned gate_ist(const u64 *gate)
{
	return gate[0] >> 32 & 7;
}

TEST(every_vector_has_a_gate)
{
	struct table_pointer idtr = read_idtr();
	const u64 *gates = (const u64 *)idtr.base;

	REQUIRE(idtr.limit == VECTOR_COUNT * 16 - 1);
	for (unsigned vector = 0; vector < VECTOR_COUNT; vector++) {
		const u64 *gate = &gates[2ul * vector];

		EXPECT(gate_offset(gate) >= (u64)__text_start);
		EXPECT(gate_offset(gate) < (u64)__text_end);
		EXPECT_EQ(gate[0] >> 16 & 0xffff, KERNEL_CS);
		EXPECT_EQ(gate[0] >> 40 & 0xff, 0x8e);
	}
	EXPECT_EQ(gate_ist(&gates[2 * VECTOR_NMI]), IST_NMI);
	EXPECT_EQ(gate_ist(&gates[2 * VECTOR_DF]), IST_DOUBLE_FAULT);
	EXPECT_EQ(gate_ist(&gates[2 * VECTOR_MC]), IST_MACHINE_CHECK);
	EXPECT_EQ(gate_ist(&gates[2 * VECTOR_PF]), IST_NONE);
}
