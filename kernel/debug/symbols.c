/* SPDX-License-Identifier: MIT */
/*
 * The symbol table that the build puts at the end of our read-only data:
 *
 *	u32 magic, count, size of names, size of text;
 *	u32 address[count]	offsets from __image_start, ascending
 *	u32 name[count]		offsets into the names
 *	char names[]		NUL-terminated
 *
 * It is used when things are broken, so it is checked once more here.
 */
#include <base/string.h>
#include <debug/symbols.h>

enum : u32 { KSYMS_MAGIC = 0x6d79736b };

struct symbol_table {
	u32 magic;
	u32 count;
	u32 names_size;
	u32 text_size;
	u32 words[]; /* address[count], name[count] */
};

extern const struct symbol_table ksyms_start;
extern const u8 __image_start[];

static bool table_usable(void)
{
	return ksyms_start.magic == KSYMS_MAGIC && ksyms_start.count != 0;
}

static const char *symbol_name(u32 index)
{
	const u32 *names_at = &ksyms_start.words[ksyms_start.count];
	const char *names = (const char *)(names_at + ksyms_start.count);

	return names + names_at[index];
}

/* Index of the last symbol not above `offset`, which is not below the first. */
static u32 symbol_index(u32 offset)
{
	u32 low = 0, high = ksyms_start.count;

	while (high - low > 1) {
		u32 middle = low + (high - low) / 2;

		if (ksyms_start.words[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool symbol_find(vaddr_t pc, struct symbol *out)
{
	u64 offset = pc - (vaddr_t)__image_start;

	if (!table_usable() || offset >= ksyms_start.text_size || offset < ksyms_start.words[0])
		return false;
	u32 index = symbol_index((u32)offset);

	out->name = symbol_name(index);
	out->start = (vaddr_t)__image_start + ksyms_start.words[index];
	return true;
}

vaddr_t symbol_address(const char *name)
{
	for (u32 i = 0; table_usable() && i < ksyms_start.count; i++)
		if (strcmp(symbol_name(i), name) == 0)
			return (vaddr_t)__image_start + ksyms_start.words[i];
	return 0;
}

void symbol_print(struct fmt_sink *sink, vaddr_t pc)
{
	struct symbol symbol;

	fmt_print(sink, "0x%016lx", pc);
	if (symbol_find(pc, &symbol))
		fmt_print(sink, " %s+%#lx", symbol.name, pc - symbol.start);
}
