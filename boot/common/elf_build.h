/* SPDX-License-Identifier: MIT */
/* Builds small ELF files for tests and fuzzers: headers in order, content where it is put. */
#pragma once

#include <base/string.h>
#include <boot/elf.h>
#include <boot/elf_format.h>

#define ELF_BUILD_SIZE	  0x10000
#define ELF_BUILD_HEADERS 16
#define ELF_BUILD_BASE	  0xffffffff80000000
#define ELF_BUILD_CONTENT 0x1000 /* offset of the first segment in the file */

struct elf_build {
	alignas(8) u8 bytes[ELF_BUILD_SIZE];
	u64 size;
	struct elf64_ehdr *header;
	struct elf64_phdr *segments;
};

static inline void elf_build_begin(struct elf_build *b, u16 type, u16 machine, vaddr_t entry)
{
	memset(b, 0, sizeof(*b));
	b->header = (void *)b->bytes;
	b->segments = (void *)(b->bytes + sizeof(*b->header));
	*b->header = (struct elf64_ehdr){
		.ident = { 0x7f, 'E', 'L', 'F', ELF_CLASS_64, ELF_DATA_LITTLE, ELF_VERSION },
		.type = type,
		.machine = machine,
		.version = ELF_VERSION,
		.entry = entry,
		.phoff = sizeof(*b->header),
		.ehsize = sizeof(*b->header),
		.phentsize = sizeof(struct elf64_phdr),
	};
	b->size = ELF_BUILD_CONTENT;
}

/* Adds a segment whose content begins at the file's end; returns that content. */
static inline void *elf_build_segment(
	struct elf_build *b, u32 flags, vaddr_t at, u64 in_file, u64 in_memory)
{
	u64 offset = b->size;

	b->segments[b->header->phnum++] = (struct elf64_phdr){
		.type = PT_LOAD,
		.flags = flags,
		.offset = offset,
		.vaddr = at,
		.filesz = in_file,
		.memsz = in_memory,
		.align = 0x1000,
	};
	b->size += (in_file + 0xfff) & ~0xffful;
	return b->bytes + offset;
}

static inline void elf_build_dynamic(struct elf_build *b, vaddr_t at, u64 size)
{
	b->segments[b->header->phnum++] = (struct elf64_phdr){
		.type = PT_DYNAMIC,
		.flags = PF_R,
		.vaddr = at,
		.filesz = size,
		.memsz = size,
		.align = 8,
	};
}

/* A kernel as they usually are: code, constants, data with some cleared memory. */
static inline void elf_build_kernel(struct elf_build *b, u16 type, vaddr_t base)
{
	elf_build_begin(b, type, EM_X86_64, base + 0x10);
	memset(elf_build_segment(b, PF_R | PF_X, base, 0x800, 0x800), 0x90, 0x800);
	memset(elf_build_segment(b, PF_R, base + 0x1000, 0x1000, 0x1000), 0x11, 0x1000);
	memset(elf_build_segment(b, PF_R | PF_W, base + 0x2000, 0x1000, 0x3000), 0x22, 0x1000);
}
