/* SPDX-License-Identifier: MIT */
/*
 * Relocation: a movable image is linked as if it lay at its base; every pointer in it that
 * was computed by the linker has an entry in one of three tables and gets the slide added:
 *
 *   DT_RELR    8-byte words: an even one is an address to relocate; an odd one is a bitmap
 *              of the 63 words behind the last address; the slide is added to what is there
 *   DT_RELA    24-byte entries: where, kind and symbol, addend; the word is overwritten
 *   DT_JMPREL  the same, for procedure linkage
 *
 * Symbols are looked up by index, never by name: what a kernel refers to is in the kernel.
 * Everything read here comes from the image and may lie; each access is checked against the
 * image's bounds, and since the tables themselves may be overwritten by a relocation, at the
 * time of use.
 */
#include <boot/elf.h>

#include <abi/errors.h>
#include <base/string.h>
#include <boot/elf_format.h>

static const char fix_link[] = "Link it statically, position independent, with 64-bit data.";
static const char fix_file[] = "The file is damaged: copy it again.";

/* What a relocation type means, after the machine's number for it was looked up. */
enum action {
	ACTION_UNKNOWN,
	ACTION_NONE,
	ACTION_RELATIVE, /* slide + addend */
	ACTION_SYMBOL,	 /* symbol + addend */
};

struct reloc_kind {
	u16 machine;
	u16 type;
	enum action action;
};

static const struct reloc_kind kinds[] = {
	{ EM_X86_64, 0, ACTION_NONE }, { EM_X86_64, 1, ACTION_SYMBOL }, /* R_X86_64_64 */
	{ EM_X86_64, 6, ACTION_SYMBOL },				/* GLOB_DAT */
	{ EM_X86_64, 7, ACTION_SYMBOL },				/* JUMP_SLOT */
	{ EM_X86_64, 8, ACTION_RELATIVE }, { EM_AARCH64, 0, ACTION_NONE },
	{ EM_AARCH64, 256, ACTION_NONE }, { EM_AARCH64, 257, ACTION_SYMBOL }, /* R_AARCH64_ABS64 */
	{ EM_AARCH64, 1025, ACTION_SYMBOL },				      /* GLOB_DAT */
	{ EM_AARCH64, 1026, ACTION_SYMBOL },				      /* JUMP_SLOT */
	{ EM_AARCH64, 1027, ACTION_RELATIVE }, { EM_RISCV, 0, ACTION_NONE },
	{ EM_RISCV, 2, ACTION_SYMBOL },					  /* R_RISCV_64 */
	{ EM_RISCV, 3, ACTION_RELATIVE }, { EM_RISCV, 5, ACTION_SYMBOL }, /* JUMP_SLOT */
};

struct dynamic {
	vaddr_t rela, jmprel, relr, symtab; /* as linked */
	u64 rela_size, jmprel_size, relr_size;
};

static enum action action_of(u16 machine, u32 type)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (kinds[i].machine == machine && kinds[i].type == type)
			return kinds[i].action;
	return ACTION_UNKNOWN;
}

/* Copies from an address as linked; false if it is outside of the image. */
static bool read_linked(const struct image *image, vaddr_t at, void *out, size_t size)
{
	const void *from = image_at(image, at + image->slide, size);

	if (!from)
		return false;
	memcpy(out, from, size);
	return true;
}

static status_t no_room(u64 offset, struct diag *d)
{
	return diag_fail(
		d, ENOEXEC, fix_file, "its relocation at %#lx lies outside of the image", offset);
}

static bool write_linked(const struct image *image, vaddr_t at, u64 value)
{
	void *to = image_at(image, at + image->slide, sizeof(value));

	if (to)
		memcpy(to, &value, sizeof(value));
	return to;
}

static status_t take_dynamic(const struct elf64_dyn *entry, struct dynamic *out, struct diag *d)
{
	switch (entry->tag) {
	case DT_RELA: out->rela = entry->value; break;
	case DT_RELASZ: out->rela_size = entry->value; break;
	case DT_RELR: out->relr = entry->value; break;
	case DT_RELRSZ: out->relr_size = entry->value; break;
	case DT_JMPREL: out->jmprel = entry->value; break;
	case DT_PLTRELSZ: out->jmprel_size = entry->value; break;
	case DT_SYMTAB: out->symtab = entry->value; break;
	case DT_NEEDED: return diag_fail(d, ENOEXEC, fix_link, "it needs a shared library");
	case DT_REL:
		return diag_fail(d, ENOEXEC, fix_link,
			"it has relocations without addends, which its machine does not use");
	case DT_RELAENT:
	case DT_SYMENT:
		/* Both structures happen to have this size. */
		if (entry->value == sizeof(struct elf64_rela))
			break;
		return diag_fail(d, ENOEXEC, fix_file,
			"its relocations or symbols are of %lu bytes", entry->value);
	case DT_PLTREL:
		if (entry->value == DT_RELA)
			break;
		return diag_fail(d, ENOEXEC, fix_link, "its linkage table has no addends");
	case DT_RELRENT:
		if (entry->value == sizeof(u64))
			break;
		return diag_fail(d, ENOEXEC, fix_file, "its packed relocations are of %lu bytes",
			entry->value);
	}
	return 0;
}

static status_t read_dynamic(const struct image *image, struct dynamic *out, struct diag *d)
{
	const struct elf *e = image->elf;
	struct elf64_dyn entry;

	for (u64 at = 0; at + sizeof(entry) <= e->dynamic_size; at += sizeof(entry)) {
		status_t status;

		if (!read_linked(image, e->dynamic + at, &entry, sizeof(entry)))
			return diag_fail(d, ENOEXEC, fix_file,
				"its dynamic table lies outside of the image");
		if (entry.tag == DT_NULL)
			break;
		status = take_dynamic(&entry, out, d);
		if (status)
			return status;
	}
	return 0;
}

static status_t symbol_value(
	const struct image *image, const struct dynamic *dyn, u32 index, u64 *out, struct diag *d)
{
	struct elf64_sym sym;

	if (!dyn->symtab ||
		!read_linked(image, dyn->symtab + (u64)index * sizeof(sym), &sym, sizeof(sym)))
		return diag_fail(d, ENOEXEC, fix_file, "symbol %u is not in its table", index);
	if (sym.shndx == SHN_UNDEF && sym.info >> 4 != STB_WEAK && index != 0)
		return diag_fail(d, ENOEXEC, fix_link, "symbol %u is not defined", index);
	*out = sym.shndx == SHN_UNDEF ? 0 : sym.value;
	if (sym.shndx != SHN_UNDEF && sym.shndx != SHN_ABS)
		*out += image->slide;
	return 0;
}

static status_t apply_rela(const struct image *image, const struct dynamic *dyn,
	const struct elf64_rela *r, struct diag *d)
{
	u64 value = image->slide;
	status_t status = 0;
	u32 type = (u32)r->info;

	switch (action_of(image->elf->machine, type)) {
	case ACTION_NONE: return 0;
	case ACTION_RELATIVE: break;
	case ACTION_SYMBOL:
		status = symbol_value(image, dyn, (u32)(r->info >> 32), &value, d);
		break;
	case ACTION_UNKNOWN:
		return diag_fail(d, ENOEXEC, fix_link,
			"it has a relocation of type %u, which a loader cannot apply", type);
	}
	if (status)
		return status;
	return write_linked(image, r->offset, value + r->addend) ? 0 : no_room(r->offset, d);
}

static status_t apply_rela_table(const struct image *image, const struct dynamic *dyn,
	vaddr_t table, u64 size, struct diag *d)
{
	struct elf64_rela r;

	for (u64 at = 0; at < size; at += sizeof(r)) {
		status_t status;

		if (!read_linked(image, table + at, &r, sizeof(r)))
			return diag_fail(d, ENOEXEC, fix_file,
				"its relocation table lies outside of the image");
		status = apply_rela(image, dyn, &r, d);
		if (status)
			return status;
	}
	return 0;
}

static status_t slide_word(const struct image *image, vaddr_t at, struct diag *d)
{
	u64 value;

	if (!read_linked(image, at, &value, sizeof(value)))
		return no_room(at, d);
	write_linked(image, at, value + image->slide);
	return 0;
}

static status_t apply_bitmap(const struct image *image, u64 bits, vaddr_t at, struct diag *d)
{
	status_t status = 0;

	for (; bits && !status; bits >>= 1, at += sizeof(u64))
		if (bits & 1)
			status = slide_word(image, at, d);
	return status;
}

static status_t apply_relr(const struct image *image, const struct dynamic *dyn, struct diag *d)
{
	status_t status = 0;
	vaddr_t next = 0;
	u64 word;

	for (u64 at = 0; at < dyn->relr_size && !status; at += sizeof(word)) {
		if (!read_linked(image, dyn->relr + at, &word, sizeof(word)))
			return diag_fail(d, ENOEXEC, fix_file,
				"its packed relocations lie outside of the image");
		if (word & 1) {
			status = apply_bitmap(image, word >> 1, next, d);
			next += 63 * sizeof(word);
		} else {
			status = slide_word(image, word, d);
			next = word + sizeof(word);
		}
	}
	return status;
}

status_t elf_relocate(const struct image *image, struct diag *d)
{
	struct dynamic dyn = {};
	status_t status;

	if (image->elf->dynamic_size == 0)
		return 0;
	status = read_dynamic(image, &dyn, d);
	/* A fixed image is complete as it is; its dynamic table was only read for refusals. */
	if (status || !image->elf->movable)
		return status;
	status = apply_relr(image, &dyn, d);
	if (!status)
		status = apply_rela_table(image, &dyn, dyn.rela, dyn.rela_size, d);
	if (!status)
		status = apply_rela_table(image, &dyn, dyn.jmprel, dyn.jmprel_size, d);
	return status;
}
