/* SPDX-License-Identifier: MIT */
/*
 * ELF64 as far as a loader reads it: little-endian, the names of the ELF specification.
 * Headers in a file need not be aligned: copy before looking.
 */
#pragma once

#include <base/types.h>

enum {
	ELF_CLASS_64 = 2,
	ELF_DATA_LITTLE = 1,
	ELF_VERSION = 1,

	ET_EXEC = 2,
	ET_DYN = 3,

	EM_X86_64 = 62,
	EM_AARCH64 = 183,
	EM_RISCV = 243,

	PT_LOAD = 1,
	PT_DYNAMIC = 2,
	PT_INTERP = 3,

	PF_X = 1,
	PF_W = 2,
	PF_R = 4,

	DT_NULL = 0,
	DT_NEEDED = 1,
	DT_PLTRELSZ = 2,
	DT_SYMTAB = 6,
	DT_RELA = 7,
	DT_RELASZ = 8,
	DT_RELAENT = 9,
	DT_SYMENT = 11,
	DT_REL = 17,
	DT_PLTREL = 20,
	DT_JMPREL = 23,
	DT_RELRSZ = 35,
	DT_RELR = 36,
	DT_RELRENT = 37,

	SHN_UNDEF = 0,
	SHN_ABS = 0xfff1,
	STB_WEAK = 2,
};

struct elf64_ehdr {
	u8 ident[16]; /* "\x7fELF", class, data, version, ABI, ... */
	u16 type;
	u16 machine;
	u32 version;
	u64 entry;
	u64 phoff;
	u64 shoff;
	u32 flags;
	u16 ehsize;
	u16 phentsize;
	u16 phnum;
	u16 shentsize;
	u16 shnum;
	u16 shstrndx;
};
static_assert(sizeof(struct elf64_ehdr) == 64);

struct elf64_phdr {
	u32 type;
	u32 flags;
	u64 offset;
	u64 vaddr;
	u64 paddr;
	u64 filesz;
	u64 memsz;
	u64 align;
};
static_assert(sizeof(struct elf64_phdr) == 56);

struct elf64_dyn {
	u64 tag;
	u64 value;
};
static_assert(sizeof(struct elf64_dyn) == 16);

struct elf64_rela {
	u64 offset;
	u64 info; /* symbol << 32 | type */
	u64 addend;
};
static_assert(sizeof(struct elf64_rela) == 24);

struct elf64_sym {
	u32 name;
	u8 info; /* binding << 4 | type */
	u8 other;
	u16 shndx;
	u64 value;
	u64 size;
};
static_assert(sizeof(struct elf64_sym) == 24);
