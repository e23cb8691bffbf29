/* SPDX-License-Identifier: MIT */
#include "elf_build.h"

#include <abi/errors.h>
#include <test/test.h>

/*
 * A movable kernel of two segments: code, and data that holds a dynamic table at 0, RELA
 * entries at 0x100, symbols at 0x200, RELR words at 0x300 and words to relocate at 0x800.
 */
#define DATA	(ELF_BUILD_BASE + 0x1000)
#define DYNAMIC 0
#define RELA	0x100
#define SYMBOLS 0x200
#define RELR	0x300
#define WORDS	0x800
#define SLIDE	0x40000000ul

static struct elf_build file;
static struct elf elf;
static struct diag diag;
static u8 memory[0x3000];
static struct elf64_dyn *dynamic;
static u8 *data;

/* A place in the kernel's data. */
static void *place(u32 offset)
{
	return data + offset;
}

static void build(u16 machine)
{
	elf_build_begin(&file, ET_DYN, machine, ELF_BUILD_BASE);
	elf_build_segment(&file, PF_R | PF_X, ELF_BUILD_BASE, 0x10, 0x10);
	data = elf_build_segment(&file, PF_R | PF_W, DATA, 0x1000, 0x2000);
	elf_build_dynamic(&file, DATA + DYNAMIC, 0x100);
	dynamic = place(DYNAMIC);
}

static void set_rela(u32 count)
{
	*dynamic++ = (struct elf64_dyn){ DT_RELA, DATA + RELA };
	*dynamic++ = (struct elf64_dyn){ DT_RELASZ, count * sizeof(struct elf64_rela) };
	*dynamic++ = (struct elf64_dyn){ DT_RELAENT, sizeof(struct elf64_rela) };
}

static void set_relr(u32 count)
{
	*dynamic++ = (struct elf64_dyn){ DT_RELR, DATA + RELR };
	*dynamic++ = (struct elf64_dyn){ DT_RELRSZ, count * sizeof(u64) };
	*dynamic++ = (struct elf64_dyn){ DT_RELRENT, sizeof(u64) };
}

static struct elf64_rela *rela(u32 index)
{
	return (struct elf64_rela *)place(RELA) + index;
}

static u64 word(u32 index)
{
	u64 value;

	memcpy(&value, memory + 0x1000 + WORDS + 8 * index, sizeof(value));
	return value;
}

static status_t relocate(u64 slide)
{
	struct image image = { .elf = &elf, .memory = memory, .slide = slide };
	status_t status;

	diag = (struct diag){};
	status = elf_parse(file.bytes, file.size, file.header->machine, &elf, &diag);
	if (status)
		return status;
	elf_load(&image);
	return elf_relocate(&image, &diag);
}

static void check_relative(u16 machine, u32 type)
{
	build(machine);
	set_rela(2);
	*rela(0) = (struct elf64_rela){ DATA + WORDS, type, DATA + 8 };
	*rela(1) = (struct elf64_rela){ DATA + WORDS + 8, 0, 99 }; /* NONE */
	EXPECT_OK(relocate(SLIDE));
	EXPECT_EQ(word(0), DATA + 8 + SLIDE);
	EXPECT_EQ(word(1), 0);
}

TEST(relative_on_each_machine)
{
	check_relative(EM_X86_64, 8);
	check_relative(EM_AARCH64, 1027);
	check_relative(EM_RISCV, 3);
}

TEST(slide_of_0_still_fills_in)
{
	build(EM_X86_64);
	set_rela(1);
	*rela(0) = (struct elf64_rela){ DATA + WORDS, 8, DATA };
	EXPECT_OK(relocate(0));
	EXPECT_EQ(word(0), DATA);
}

TEST(linked_at_0_wraps_upward)
{
	elf_build_begin(&file, ET_DYN, EM_X86_64, 0);
	elf_build_segment(&file, PF_R | PF_X, 0, 0x10, 0x10);
	data = elf_build_segment(&file, PF_R | PF_W, 0x1000, 0x1000, 0x1000);
	elf_build_dynamic(&file, 0x1000, 0x100);
	dynamic = place(0);
	*dynamic++ = (struct elf64_dyn){ DT_RELA, 0x1000 + RELA };
	*dynamic++ = (struct elf64_dyn){ DT_RELASZ, sizeof(struct elf64_rela) };
	*rela(0) = (struct elf64_rela){ 0x1000 + WORDS, 8, 0x1008 };
	EXPECT_OK(relocate(ELF_BUILD_BASE));
	EXPECT_EQ(word(0), ELF_BUILD_BASE + 0x1008);
}

static void set_symbol(u32 index, u8 binding, u16 section, u64 value)
{
	struct elf64_sym *symbols = place(SYMBOLS);

	symbols[index] = (struct elf64_sym){
		.info = (u8)(binding << 4),
		.shndx = section,
		.value = value,
	};
}

TEST(symbols)
{
	build(EM_X86_64);
	set_rela(4);
	*dynamic++ = (struct elf64_dyn){ DT_SYMTAB, DATA + SYMBOLS };
	*dynamic++ = (struct elf64_dyn){ DT_SYMENT, 24 };
	set_symbol(1, 1, 3, DATA);
	set_symbol(2, 1, SHN_ABS, 0x1234);
	set_symbol(3, STB_WEAK, SHN_UNDEF, 0);
	*rela(0) = (struct elf64_rela){ DATA + WORDS, 1ul << 32 | 1, 5 };
	*rela(1) = (struct elf64_rela){ DATA + WORDS + 8, 2ul << 32 | 6, 0 };
	*rela(2) = (struct elf64_rela){ DATA + WORDS + 16, 3ul << 32 | 7, 0 };
	*rela(3) = (struct elf64_rela){ DATA + WORDS + 24, 1ul << 32 | 7, 0 };
	EXPECT_OK(relocate(SLIDE));
	EXPECT_EQ(word(0), DATA + SLIDE + 5);
	EXPECT_EQ(word(1), 0x1234);
	EXPECT_EQ(word(2), 0);
	EXPECT_EQ(word(3), DATA + SLIDE);
}

TEST(refuses_undefined_symbols)
{
	build(EM_X86_64);
	set_rela(1);
	*rela(0) = (struct elf64_rela){ DATA + WORDS, 1ul << 32 | 1, 5 };
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC); /* no table */
	*dynamic++ = (struct elf64_dyn){ DT_SYMTAB, DATA + SYMBOLS };
	set_symbol(1, 1, SHN_UNDEF, 0);
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC);
	*rela(0) = (struct elf64_rela){ DATA + WORDS, 0xfffffffful << 32 | 1, 5 };
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC); /* beyond the image */
}

/* An address, a bitmap of the 63 words behind it, and a second bitmap behind that. */
TEST(packed)
{
	u64 words[] = { DATA + WORDS, 0b1011, 0b101 };

	build(EM_AARCH64);
	set_relr(3);
	memcpy(data + RELR, words, sizeof(words));
	for (u64 i = 0; i < 80; i++)
		memcpy(data + WORDS + 8 * i, &i, sizeof(i));
	EXPECT_OK(relocate(SLIDE));
	for (u32 i = 0; i < 80; i++) {
		bool changed = i == 0 || i == 1 || i == 3 || i == 65;

		EXPECT_EQ(word(i), i + (changed ? SLIDE : 0));
	}
}

TEST(refuses_targets_outside)
{
	build(EM_X86_64);
	set_rela(1);
	*rela(0) = (struct elf64_rela){ DATA + 0x2000 - 7, 8, 0 };
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC);
	*rela(0) = (struct elf64_rela){ ELF_BUILD_BASE - 8, 8, 0 };
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC);
	build(EM_X86_64);
	set_relr(1);
	*(u64 *)place(RELR) = 0x1000;
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC);
}

TEST(refuses_tables_outside)
{
	build(EM_X86_64);
	*dynamic++ = (struct elf64_dyn){ DT_RELA, DATA + 0x1ff0 };
	*dynamic++ = (struct elf64_dyn){ DT_RELASZ, UINT64_MAX };
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC);
	build(EM_X86_64);
	file.segments[2].vaddr = DATA + 0x1ff8;
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC);
}

TEST(refuses_what_is_for_programs)
{
	static const struct elf64_dyn bad[] = {
		{ DT_NEEDED, 1 },
		{ DT_REL, 1 },
		{ DT_RELAENT, 16 },
		{ DT_SYMENT, 16 },
		{ DT_RELRENT, 4 },
		{ DT_PLTREL, DT_REL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		build(EM_X86_64);
		*dynamic = bad[i];
		EXPECT_STATUS(relocate(SLIDE), -ENOEXEC);
		EXPECT(diag.what[0] && diag.advice[0]);
	}
	build(EM_X86_64);
	set_rela(1);
	*rela(0) = (struct elf64_rela){ DATA + WORDS, 37, 0 }; /* IRELATIVE */
	EXPECT_STATUS(relocate(SLIDE), -ENOEXEC);
}

/* Of a fixed image only what is refused matters. */
TEST(fixed_images_are_left_alone)
{
	build(EM_X86_64);
	file.header->type = ET_EXEC;
	set_rela(1);
	*rela(0) = (struct elf64_rela){ DATA + WORDS, 8, DATA };
	EXPECT_OK(relocate(0));
	EXPECT_EQ(word(0), 0);
	*dynamic = (struct elf64_dyn){ DT_NEEDED, 1 };
	EXPECT_STATUS(relocate(0), -ENOEXEC);
}
