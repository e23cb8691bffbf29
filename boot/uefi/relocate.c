/* SPDX-License-Identifier: MIT */
/*
 * The loader's own relocation, called by start.S before anything else. The image is linked
 * at 0, so the slide is its address. Until this has returned, no pointer in initialised data
 * is right: nothing here may use one.
 */
#include <boot/elf_format.h>
#include <uefi/relocate.h>
#include <uefi/relocate_type.h>

void efi_relocate(u64 slide, const struct elf64_dyn *dynamic)
{
	const struct elf64_rela *r = nullptr;
	u64 size = 0;

	for (; dynamic->tag != DT_NULL; dynamic++) {
		if (dynamic->tag == DT_RELA)
			r = (const struct elf64_rela *)(slide + dynamic->value);
		else if (dynamic->tag == DT_RELASZ)
			size = dynamic->value;
	}
	for (; size >= sizeof(*r); r++, size -= sizeof(*r))
		if ((u32)r->info == EFI_RELOCATE_TYPE)
			*(u64 *)(slide + r->offset) = slide + r->addend;
}
