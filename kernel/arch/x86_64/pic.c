/* SPDX-License-Identifier: MIT */
#include "pic.h"

#include "ports.h"

enum : u16 {
	MASTER_COMMAND = 0x20,
	MASTER_DATA = 0x21,
	SLAVE_COMMAND = 0xa0,
	SLAVE_DATA = 0xa1,
};

enum : u8 {
	ICW1_INIT_ICW4 = 0x11, /* start over; ICW4 will come */
	ICW3_MASTER_LINE_2 = 1 << 2,
	ICW3_SLAVE_ID_2 = 2,
	ICW4_8086 = 0x01,
	MASK_ALL = 0xff,
};

/* The four words are taken in this order, the last three through the data port. */
static void pic_restart(u16 command, u16 data, u8 vector_base, u8 wiring)
{
	port_write8(command, ICW1_INIT_ICW4);
	port_write8(data, vector_base);
	port_write8(data, wiring);
	port_write8(data, ICW4_8086);
	port_write8(data, MASK_ALL);
}

void pic_disable(void)
{
	pic_restart(MASTER_COMMAND, MASTER_DATA, PIC_VECTOR_BASE, ICW3_MASTER_LINE_2);
	pic_restart(SLAVE_COMMAND, SLAVE_DATA, PIC_VECTOR_BASE + 8, ICW3_SLAVE_ID_2);
}
