/* SPDX-License-Identifier: MIT */
/* The local APIC, in either of its modes, and what is wanted of it. */
#pragma once

#include <boot/boot.h>

enum apic_register : u32 {
	APIC_ID = 0x20,
	APIC_TPR = 0x80,
	APIC_SVR = 0xf0,
	APIC_LVT_CMCI = 0x2f0,
	APIC_ICR_LOW = 0x300,
	APIC_ICR_HIGH = 0x310,
	APIC_LVT_TIMER = 0x320,
	APIC_LVT_ERROR = 0x370,
	APIC_VERSION = 0x30,
};

constexpr u64 APIC_BASE_BSP = 0x100, APIC_BASE_X2APIC = 0x400, APIC_BASE_ENABLE = 0x800;
constexpr u64 APIC_BASE_ADDRESS = 0xffffff000;
constexpr u32 APIC_SVR_FINAL = 0x1ff;

/* Whether this CPU is in x2APIC mode now, and whether all shall be. */
bool apic_is_x2apic(void);
bool apic_wants_x2apic(const struct boot *b);

paddr_t apic_address(void);
u32 apic_own_id(void);

/* -ENOTSUP if the mode that was asked for cannot be had. */
MUST_CHECK status_t apic_check(const struct boot *b, struct diag *d);

/* Into the wanted mode; and with `strict`, enabled with all local interrupts masked. */
void apic_settle(const struct boot *b, bool strict);

/* INIT, and start-up at a page below 1 MiB. */
void apic_send_init(u32 id);
void apic_send_startup(u32 id, paddr_t page);
