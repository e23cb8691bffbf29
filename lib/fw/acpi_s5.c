/* SPDX-License-Identifier: MIT */
/*
 * The definition looked for, in ACPI's byte code (chapter 20 of the standard):
 *
 *	08		Name
 *	5c		\ (optional)
 *	5f 53 35 5f	_S5_
 *	12		Package
 *	length		1 to 4 bytes; bits 7:6 of the first say how many follow
 *	count		of elements
 *	elements	integers: 00, 01, 0a byte, 0b word, 0c double word
 *
 * The first two elements are the values for the two halves of the PM1 control
 * register. A package of one element holds both, in its two low bytes.
 */
#include <abi/errors.h>
#include <base/endian.h>
#include <base/string.h>
#include <fw/acpi.h>

#define AML_NAME    0x08
#define AML_ROOT    0x5c
#define AML_PACKAGE 0x12

#define SLEEP_TYPE_MAX 7 /* three bits in the register */

/* The bytes not looked at yet. */
struct code {
	const u8 *at;
	const u8 *end;
};

static bool take(struct code *code, u32 *byte)
{
	if (code->at == code->end)
		return false;
	*byte = *code->at++;
	return true;
}

/* A little-endian number of so many bytes. */
static bool take_number(struct code *code, u32 bytes, u32 *number)
{
	u32 byte;

	*number = 0;
	for (u32 i = 0; i < bytes; i++) {
		if (!take(code, &byte))
			return false;
		*number |= byte << (8 * i);
	}
	return true;
}

static bool take_integer(struct code *code, u32 *number)
{
	u32 prefix;

	if (!take(code, &prefix))
		return false;
	switch (prefix) {
	case 0x00:
	case 0x01: *number = prefix; return true;
	case 0x0a: return take_number(code, 1, number);
	case 0x0b: return take_number(code, 2, number);
	case 0x0c: return take_number(code, 4, number);
	default: return false;
	}
}

/* Enters a package: afterwards the code ends where the package does. */
static bool enter_package(struct code *code, u32 *count)
{
	const u8 *start = code->at + 1;
	u32 opcode, lead, rest;

	if (!take(code, &opcode) || opcode != AML_PACKAGE || !take(code, &lead))
		return false;
	u32 more = lead >> 6;
	if (!take_number(code, more, &rest))
		return false;
	/* The length counts from its own first byte. */
	u32 length = more ? (lead & 0xf) | rest << 4 : lead & 0x3f;
	if (length > (size_t)(code->end - start) || start + length < code->at)
		return false;
	code->end = start + length;
	return take(code, count);
}

static bool read_package(struct code code, struct acpi_s5 *s5)
{
	u32 count, a, b;

	if (!enter_package(&code, &count) || count == 0 || !take_integer(&code, &a))
		return false;
	if (count == 1) {
		b = a >> 8 & 0xff;
		a &= 0xff;
	} else if (!take_integer(&code, &b)) {
		return false;
	}
	if (a > SLEEP_TYPE_MAX || b > SLEEP_TYPE_MAX)
		return false;
	*s5 = (struct acpi_s5){ (u8)a, (u8)b };
	return true;
}

/* Whether the bytes before a name make it a definition. */
static bool is_defined_here(const u8 *contents, const u8 *name)
{
	if (name > contents && name[-1] == AML_ROOT)
		name--;
	return name > contents && name[-1] == AML_NAME;
}

status_t acpi_find_s5(const struct acpi_table *table, struct acpi_s5 *s5)
{
	const u8 *contents = table->bytes + ACPI_HEADER_SIZE;
	const u8 *end = table->bytes + table->length;

	for (const u8 *at = contents; end - at > 4; at++) {
		/* The 5 is the rarest of the four in such code. */
		if (at[2] != '5' || memcmp(at, "_S5_", 4) != 0 || !is_defined_here(contents, at))
			continue;
		if (read_package((struct code){ at + 4, end }, s5))
			return 0;
	}
	return -ENOENT;
}
