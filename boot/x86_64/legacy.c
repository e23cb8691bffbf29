/* SPDX-License-Identifier: MIT */
/* Interrupt controllers, as the protocol promises them: nothing gets through. */
#include <base/bits.h>
#include <boot/isa.h>
#include <boot_x86/apic.h>
#include <boot_x86/cpu.h>
#include <boot_x86/legacy.h>

enum {
	PIC_MASTER_MASK = 0x21,
	PIC_SLAVE_MASK = 0xa1,
	IOAPIC_SELECT = 0x00,
	IOAPIC_WINDOW = 0x10,
	IOAPIC_VERSION = 1,
	IOAPIC_TABLE = 0x10,
	ENTRY_MASKED = 0x10000,
	DELIVERY_LOWEST = 1, /* 0: fixed */
};

static u32 ioapic_read(paddr_t base, u32 index)
{
	mmio_write(base + IOAPIC_SELECT, index);
	return mmio_read(base + IOAPIC_WINDOW);
}

/* The old revisions leave NMI, SMI and ExtINT entries as firmware has them. */
static void mask_ioapic(paddr_t base, bool all)
{
	u32 last = bits_field(ioapic_read(base, IOAPIC_VERSION), 23, 16) & 0xff;

	for (u32 i = 0; i <= last; i++) {
		u32 entry = ioapic_read(base, IOAPIC_TABLE + 2 * i);

		if (!all && (entry >> 8 & 7) > DELIVERY_LOWEST)
			continue;
		mmio_write(base + IOAPIC_SELECT, IOAPIC_TABLE + 2 * i);
		mmio_write(base + IOAPIC_WINDOW, entry | ENTRY_MASKED);
	}
}

void isa_quiesce(struct boot *b)
{
	bool strict = b->rules->strict_state;

	asm volatile("cli");
	port_write(PIC_MASTER_MASK, 0xff);
	port_write(PIC_SLAVE_MASK, 0xff);
	for (u32 i = 0; i < b->machine->ioapic_count; i++)
		mask_ioapic(b->machine->ioapics[i].base, strict);
	b->found_x2apic = apic_is_x2apic();
	apic_settle(b, strict);
	if (strict && !b->requests.of[FEATURE_KEEP_IOMMU])
		iommu_disable(b);
}
