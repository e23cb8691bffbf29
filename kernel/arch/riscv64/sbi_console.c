/* SPDX-License-Identifier: MIT */
/*
 * Two generations: a legacy call for each character, which needs no
 * preparation, and since version 2.0 the debug console, which takes a string.
 * That must lie in memory whose physical address we know, so it is collected in
 * a buffer of the image.
 */
#include "sbi_console.h"

#include <base/compiler.h>

#include "sbi.h"

static bool has_strings;
static bool adds_returns;
static char buffer[128];
static size_t buffer_used;
static paddr_t buffer_phys;

void sbi_console_init(u64 offset)
{
	buffer_phys = (vaddr_t)buffer - offset;
	has_strings = sbi_has(SBI_DBCN);
	/* The specification wants bytes left alone, but OpenSBI never has. */
	adds_returns = sbi_base(SBI_BASE_IMPLEMENTATION) == SBI_IMPLEMENTATION_OPENSBI;
}

/* The firmware may take less than it is given, but not nothing for ever. */
static void flush(void)
{
	enum { ATTEMPTS = 1000 };
	size_t done = 0;

	for (unsigned i = 0; i < ATTEMPTS && done < buffer_used; i++) {
		struct sbi_result result = sbi_call(
			SBI_DBCN, SBI_DBCN_WRITE, buffer_used - done, buffer_phys + done, 0);

		if (result.error != 0)
			break;
		done += result.value;
	}
	buffer_used = 0;
}

static void put(char c)
{
	if (!has_strings) {
		sbi_call(SBI_LEGACY_PUTCHAR, 0, (u8)c, 0, 0);
		return;
	}
	buffer[buffer_used++] = c;
	if (buffer_used == sizeof(buffer))
		flush();
}

void sbi_console_write(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\n' && !adds_returns)
			put('\r');
		put(text[i]);
	}
	flush();
}

static int read_string(void)
{
	struct sbi_result result = sbi_call(SBI_DBCN, SBI_DBCN_READ, 1, buffer_phys, 0);

	return result.error == 0 && result.value == 1 ? (u8)buffer[0] : -1;
}

/* A legacy call answers in the register where the others have the error. */
int sbi_console_read(void)
{
	return has_strings ? read_string() : (int)sbi_call(SBI_LEGACY_GETCHAR, 0, 0, 0, 0).error;
}

const char *sbi_console_name(void)
{
	return has_strings ? "SBI debug console" : "SBI legacy console";
}
