/* SPDX-License-Identifier: MIT */
/* Against registers that are plain memory: they keep what is written and never change. */
#include <arch_common/uart_pl011.h>
#include <base/string.h>
#include <test/test.h>

enum { DATA = 0, FLAGS = 6, WHOLE = 9, PART = 10, LINE = 11, CONTROL = 12, INTERRUPTS = 14 };

static u32 regs[32];

static struct uart_pl011 start(u32 control, u32 clock)
{
	struct uart_pl011 uart;

	memset(regs, 0, sizeof(regs));
	regs[CONTROL] = control;
	regs[INTERRUPTS] = 0x7ff;
	uart_pl011_init(&uart, regs, false, clock);
	return uart;
}

TEST(one_that_is_off_is_set_up)
{
	start(0, 24000000);
	EXPECT_EQ(regs[WHOLE], 13);
	EXPECT_EQ(regs[PART], 1);
	EXPECT_EQ(regs[LINE], 0x70);
	EXPECT_EQ(regs[CONTROL], 0x301);
	EXPECT_EQ(regs[INTERRUPTS], 0);
}

TEST(one_that_runs_is_left_alone)
{
	start(0x1301, 24000000);
	EXPECT_EQ(regs[CONTROL], 0x1301);
	EXPECT_EQ(regs[WHOLE], 0);
	EXPECT_EQ(regs[INTERRUPTS], 0);
}

TEST(one_that_never_gets_ready_costs_one_wait)
{
	struct uart_pl011 uart = start(0x301, 0);

	regs[FLAGS] = 1 << 5;
	uart_pl011_write(&uart, "ab", 2);
	EXPECT(uart.stuck);
	EXPECT_EQ(regs[DATA], 0);
	regs[FLAGS] = 0;
	uart_pl011_write(&uart, "c", 1);
	EXPECT(!uart.stuck);
	EXPECT_EQ(regs[DATA], 'c');
}

TEST(bytes_with_errors_are_none)
{
	struct uart_pl011 uart = start(0x301, 0);

	regs[DATA] = 'x';
	EXPECT_EQ(uart_pl011_read(&uart), 'x');
	regs[DATA] = 0x400 | 'x';
	EXPECT_EQ(uart_pl011_read(&uart), -1);
	regs[DATA] = 'x';
	regs[FLAGS] = 1 << 4;
	EXPECT_EQ(uart_pl011_read(&uart), -1);
}
