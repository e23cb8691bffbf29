/* SPDX-License-Identifier: MIT */
#include "reference_timer.h"

#include <arch/mmu.h>
#include <fw/machine.h>

#include "ports.h"

enum : u64 {
	PM_TIMER_HZ = 3579545,
	PIT_HZ = 1193182,
	FEMTOSECONDS = 1000000000000000,
};

/* --- HPET --- */

enum {
	HPET_SIZE = 1024,
	HPET_PERIOD = 4, /* upper half of register 0: femtoseconds a tick */
	HPET_CONFIG = 0x10,
	HPET_COUNTER = 0xf0,
};

constexpr u32 HPET_PERIOD_MAX = 100000000; /* the standard's limit: 10 MHz */
constexpr u32 HPET_ENABLE = 1 << 0;

static volatile u32 *hpet_register(vaddr_t base, unsigned offset)
{
	return (volatile u32 *)(base + offset);
}

/* The low half suffices for 100 us. */
static u32 hpet_read(const struct reference_timer *timer)
{
	return *hpet_register(timer->hpet, HPET_COUNTER);
}

/* Counting is switched on and left on: it disturbs nobody. */
bool reference_timer_hpet(struct reference_timer *out, const struct fw_time *told)
{
	void *registers =
		told->hpet != 0 ? device_map(told->hpet, HPET_SIZE, MMU_DEVICE | MMU_WRITE) : NULL;
	vaddr_t mapped = (vaddr_t)registers;

	if (mapped == 0)
		return false;
	u32 period = *hpet_register(mapped, HPET_PERIOD);

	if (period == 0 || period > HPET_PERIOD_MAX)
		return false;
	*hpet_register(mapped, HPET_CONFIG) |= HPET_ENABLE;
	*out = (struct reference_timer){ .read = hpet_read,
		.name = "HPET",
		.hz = FEMTOSECONDS / period,
		.mask = UINT32_MAX,
		.hpet = mapped };
	return true;
}

/* --- ACPI PM timer --- */

static u32 pm_read(const struct reference_timer *timer)
{
	return (u32)acpi_register_read(&timer->pm);
}

bool reference_timer_pm(struct reference_timer *out, const struct fw_time *told)
{
	u32 mask = told->pm_timer_32 ? UINT32_MAX : 0xffffff;

	*out = (struct reference_timer){
		.read = pm_read, .name = "ACPI PM timer", .hz = PM_TIMER_HZ, .mask = mask
	};
	return acpi_register_open(&out->pm, &told->pm_timer);
}

/* --- PIT, channel 2: the one that interrupts nobody --- */

enum : u16 {
	PIT_CHANNEL_2 = 0x42,
	PIT_COMMAND = 0x43,
	PIT_GATE = 0x61, /* bit 0: channel 2 counts; bit 1: and is heard */
};
enum : u8 {
	PIT_CHANNEL_2_MODE_0 = 0xb0, /* count down once, low byte then high byte */
	PIT_CHANNEL_2_LATCH = 0x80,
	PIT_GATE_ON = 1 << 0,
	PIT_SPEAKER_ON = 1 << 1,
};

static u32 pit_read(const struct reference_timer *)
{
	port_write8(PIT_COMMAND, PIT_CHANNEL_2_LATCH);
	u32 low = port_read8(PIT_CHANNEL_2);

	return 0xffff - (low | (u32)port_read8(PIT_CHANNEL_2) << 8);
}

void reference_timer_pit(struct reference_timer *out)
{
	u8 gate = port_read8(PIT_GATE);

	port_write8(PIT_GATE, (u8)((gate & ~PIT_SPEAKER_ON) | PIT_GATE_ON));
	port_write8(PIT_COMMAND, PIT_CHANNEL_2_MODE_0);
	port_write8(PIT_CHANNEL_2, 0xff);
	port_write8(PIT_CHANNEL_2, 0xff);
	*out = (struct reference_timer){
		.read = pit_read, .name = "PIT", .hz = PIT_HZ, .mask = 0xffff
	};
}
