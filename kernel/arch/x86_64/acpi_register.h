/* SPDX-License-Identifier: MIT */
/*
 * A register that ACPI describes by a generic address: a port or a place in
 * memory, of a stated width.
 *
 * Opening maps what must be mapped, so that reading and writing need nothing:
 * a panic may power the machine off.
 */
#pragma once

#include <base/compiler.h>
#include <base/types.h>
#include <fw/acpi.h>

struct acpi_register {
	enum { REGISTER_NONE, REGISTER_PORT, REGISTER_MEMORY } kind;
	u64 at;		/* port number or virtual address */
	unsigned bytes; /* 1, 2, 4 or 8 of an access */
};

/*
 * False, and REGISTER_NONE, if there is no such register, or none that can be
 * reached from here (PCI configuration space, embedded controllers).
 */
bool acpi_register_open(struct acpi_register *out, const struct acpi_gas *gas);

u64 acpi_register_read(const struct acpi_register *reg);
void acpi_register_write(const struct acpi_register *reg, u64 value);
