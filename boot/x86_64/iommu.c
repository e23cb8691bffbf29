/* SPDX-License-Identifier: MIT */
/*
 * Turning IOMMUs off, so that the kernel meets a machine where DMA and interrupts go where
 * they are sent. Both vendors list their units in an ACPI table of their own:
 *
 *     DMAR  48  structures: u16 type (0: a unit), u16 length; the unit's address at 8
 *     IVRS  48  blocks: u8 type (10h, 11h, 40h: a unit), u8 flags, u16 length; address at 8
 */
#include <base/bits.h>
#include <boot/machine.h>
#include <boot_x86/cpu.h>
#include <boot_x86/legacy.h>

enum {
	ITEMS = 48,

	VTD_COMMAND = 0x18,
	VTD_STATUS = 0x1c,
	VTD_SPIN = 1000000,

	AMDVI_CONTROL = 0x18,
};

/* Bits of VT-d's command register that trigger something each time they are written as 1. */
constexpr u32 VTD_ONE_SHOT = BIT(30) | BIT(29) | BIT(27) | BIT(24);
constexpr u32 VTD_TRANSLATION = BIT(31), VTD_REMAPPING = BIT(25);

/* One at a time: hardware may act on one command only. */
static void vtd_clear(paddr_t unit, u32 what)
{
	u32 status = mmio_read(unit + VTD_STATUS);

	if (!(status & what))
		return;
	mmio_write(unit + VTD_COMMAND, status & ~VTD_ONE_SHOT & ~what);
	for (int i = 0; i < VTD_SPIN && mmio_read(unit + VTD_STATUS) & what; i++)
		asm volatile("pause");
}

static void disable_vtd(const struct acpi_table *dmar)
{
	u32 length;

	for (u32 at = ITEMS; at + 16 <= dmar->length; at += length) {
		paddr_t unit = acpi_u64(dmar, at + 8);

		length = acpi_u16(dmar, at + 2);
		if (acpi_u16(dmar, at) == 0 && unit) {
			vtd_clear(unit, VTD_TRANSLATION);
			vtd_clear(unit, VTD_REMAPPING);
		}
		if (length < 4)
			break;
	}
}

static void disable_amdvi(const struct acpi_table *ivrs)
{
	u32 length;

	for (u32 at = ITEMS; at + 16 <= ivrs->length; at += length) {
		u8 type = acpi_u8(ivrs, at);
		paddr_t unit = acpi_u64(ivrs, at + 8);

		length = acpi_u16(ivrs, at + 2);
		if ((type == 0x10 || type == 0x11 || type == 0x40) && unit)
			mmio_write(unit + AMDVI_CONTROL, mmio_read(unit + AMDVI_CONTROL) & ~BIT(0));
		if (length < 4)
			break;
	}
}

void iommu_disable(const struct boot *b)
{
	struct acpi_table table;

	if (machine_find_acpi(b, "DMAR", &table))
		disable_vtd(&table);
	if (machine_find_acpi(b, "IVRS", &table))
		disable_amdvi(&table);
}
