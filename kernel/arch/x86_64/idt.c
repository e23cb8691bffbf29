/* SPDX-License-Identifier: MIT */
/*
 * The interrupt descriptor table: all 256 vectors lead to the stubs of
 * vectors.S, through interrupt gates, so that a handler starts with interrupts
 * off. No gate may be used by INT from user mode.
 */
#include <base/compiler.h>

#include "idt.h"

#include "layout.h"
#include "segments.h"

struct gate {
	u16 offset_low;
	u16 selector;
	u8 ist;
	u8 type;
	u16 offset_middle;
	u32 offset_high;
	u32 reserved;
};
static_assert(sizeof(struct gate) == 16);

enum { GATE_INTERRUPT = 0x8e }; /* present, ring 0 */

extern const u8 vector_stubs[VECTOR_COUNT][VECTOR_STUB_SIZE];

static struct gate idt[VECTOR_COUNT];

static void gate_set(unsigned vector, enum ist ist)
{
	u64 stub = (u64)vector_stubs[vector];

	idt[vector] = (struct gate){
		.offset_low = stub & 0xffff,
		.selector = KERNEL_CS,
		.ist = (u8)ist,
		.type = GATE_INTERRUPT,
		.offset_middle = stub >> 16 & 0xffff,
		.offset_high = (u32)(stub >> 32),
	};
}

void idt_init(void)
{
	struct table_pointer pointer = { sizeof(idt) - 1, (u64)idt };

	for (unsigned vector = 0; vector < VECTOR_COUNT; vector++)
		gate_set(vector, IST_NONE);
	gate_set(VECTOR_NMI, IST_NMI);
	gate_set(VECTOR_DF, IST_DOUBLE_FAULT);
	gate_set(VECTOR_MC, IST_MACHINE_CHECK);
	asm volatile("lidt %0" : : "m"(pointer));
}
