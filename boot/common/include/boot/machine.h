/* SPDX-License-Identifier: MIT */
/* What machine this is: firmware's tables, read through lib/fw. */
#pragma once

#include <boot/boot.h>

/*
 * Finds the firmware's tables, copies the device tree (or the one the configuration names),
 * and fills in b->machine. The copy loses its memory nodes: the protocol's map replaces them.
 */
MUST_CHECK status_t machine_read(struct boot *b, struct diag *d);

/* Makes sure that every ACPI table can be reached through the HHDM. */
MUST_CHECK status_t machine_pin_acpi(struct boot *b);

/* An ACPI table that is in order; false without ACPI, or without such a table. */
bool machine_find_acpi(const struct boot *b, const char *signature, struct acpi_table *out);

/* Whether firmware lists this address as memory, of whatever kind. */
bool machine_is_memory(paddr_t at);
