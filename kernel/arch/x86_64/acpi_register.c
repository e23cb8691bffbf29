/* SPDX-License-Identifier: MIT */
#include "acpi_register.h"

#include <arch/mmu.h>

#include "ports.h"

/* Many tables leave the access size open; then it is the register's width. */
static unsigned access_bytes(const struct acpi_gas *gas)
{
	if (gas->access_size >= 1 && gas->access_size <= 4)
		return 1u << (gas->access_size - 1);
	switch (gas->bit_width) {
	case 16: return 2;
	case 32: return 4;
	case 64: return 8;
	default: return 1;
	}
}

static bool open_port(struct acpi_register *out, u64 address)
{
	if (address > UINT16_MAX || out->bytes == 8)
		return false;
	out->kind = REGISTER_PORT;
	out->at = address;
	return true;
}

static bool open_memory(struct acpi_register *out, u64 address)
{
	void *mapped = address % out->bytes == 0
			       ? device_map(address, out->bytes, MMU_DEVICE | MMU_WRITE)
			       : NULL;

	if (mapped == NULL)
		return false;
	out->kind = REGISTER_MEMORY;
	out->at = (u64)mapped;
	return true;
}

bool acpi_register_open(struct acpi_register *out, const struct acpi_gas *gas)
{
	*out = (struct acpi_register){ .bytes = access_bytes(gas) };
	if (gas->address == 0)
		return false;
	switch (gas->space) {
	case ACPI_SPACE_IO: return open_port(out, gas->address);
	case ACPI_SPACE_MEMORY: return open_memory(out, gas->address);
	default: return false;
	}
}

static u64 port_read(u16 port, unsigned bytes)
{
	switch (bytes) {
	case 1: return port_read8(port);
	case 2: return port_read16(port);
	default: return port_read32(port);
	}
}

static void port_write(u16 port, unsigned bytes, u64 value)
{
	switch (bytes) {
	case 1: port_write8(port, (u8)value); break;
	case 2: port_write16(port, (u16)value); break;
	default: port_write32(port, (u32)value); break;
	}
}

static u64 memory_read(u64 at, unsigned bytes)
{
	switch (bytes) {
	case 1: return *(volatile u8 *)at;
	case 2: return *(volatile u16 *)at;
	case 4: return *(volatile u32 *)at;
	default: return *(volatile u64 *)at;
	}
}

static void memory_write(u64 at, unsigned bytes, u64 value)
{
	switch (bytes) {
	case 1: *(volatile u8 *)at = (u8)value; break;
	case 2: *(volatile u16 *)at = (u16)value; break;
	case 4: *(volatile u32 *)at = (u32)value; break;
	default: *(volatile u64 *)at = value; break;
	}
}

u64 acpi_register_read(const struct acpi_register *reg)
{
	switch (reg->kind) {
	case REGISTER_PORT: return port_read((u16)reg->at, reg->bytes);
	case REGISTER_MEMORY: return memory_read(reg->at, reg->bytes);
	case REGISTER_NONE: break;
	}
	return 0;
}

void acpi_register_write(const struct acpi_register *reg, u64 value)
{
	switch (reg->kind) {
	case REGISTER_PORT: port_write((u16)reg->at, reg->bytes, value); break;
	case REGISTER_MEMORY: memory_write(reg->at, reg->bytes, value); break;
	case REGISTER_NONE: break;
	}
}
