/* SPDX-License-Identifier: MIT */
/*
 * Kernels made by hand: a header, a few program headers, and data behind them. Each test
 * changes one thing in an image that is otherwise accepted.
 */
#include <abi/errors.h>
#include <base/string.h>
#include <boot/elf.h>
#include <boot/elf_format.h>
#include <boot/page.h>
#include <test/test.h>

enum {
	TEXT = 0x1000, /* where the segments lie in the file, and from the image's base */
	DATA = 0x2000,
	FILE_SIZE = 0x3000,
	TABLE = 0x100, /* of relocations, inside the data */
	DYNAMIC = 0x800,
	SYMBOLS = 0xa00,
};

struct kernel {
	union {
		u8 bytes[FILE_SIZE];
		struct elf64_ehdr header;
	};
	struct elf64_phdr *phdr;
};

static struct kernel kernel;
static struct diag diag;
static struct elf elf;

static struct elf64_phdr *add_phdr(u32 type, u32 flags, u64 offset, u64 vaddr, u64 size)
{
	struct elf64_phdr *phdr = &kernel.phdr[kernel.header.phnum++];

	*phdr = (struct elf64_phdr){
		.type = type,
		.flags = flags,
		.offset = offset,
		.vaddr = vaddr,
		.filesz = size,
		.memsz = size,
		.align = PAGE_SIZE,
	};
	return phdr;
}

/* Text and data at `base`, good to boot. */
static void make_kernel(u16 type, vaddr_t base)
{
	memset(&kernel, 0, sizeof(kernel));
	diag = (struct diag){};
	kernel.header = (struct elf64_ehdr){
		.ident = { 0x7f, 'E', 'L', 'F', ELF_CLASS_64, ELF_DATA_LITTLE, ELF_VERSION },
		.type = type,
		.machine = EM_X86_64,
		.version = ELF_VERSION,
		.entry = base + 0x10,
		.phoff = sizeof(struct elf64_ehdr),
		.ehsize = sizeof(struct elf64_ehdr),
		.phentsize = sizeof(struct elf64_phdr),
	};
	kernel.phdr = (struct elf64_phdr *)(void *)(kernel.bytes + kernel.header.phoff);
	add_phdr(PT_LOAD, PF_R | PF_X, TEXT, base, 0x1000);
	add_phdr(PT_LOAD, PF_R | PF_W, DATA, base + 0x1000, 0x1000)->memsz = 0x1800;
}

static status_t parse(void)
{
	return elf_parse(kernel.bytes, sizeof(kernel.bytes), EM_X86_64, &elf, &diag);
}

static bool says(const char *part)
{
	for (const char *at = diag.what; *at != '\0'; at++)
		if (str_has_prefix(at, part))
			return true;
	return false;
}

/* The kernel at hand is refused, and the sentence has these words in it. */
#define EXPECT_REFUSED(words)                     \
	do {                                      \
		EXPECT_STATUS(parse(), -ENOEXEC); \
		EXPECT(says(words));              \
		EXPECT(diag.advice[0] != '\0');   \
	} while (0)

TEST(a_fixed_kernel)
{
	make_kernel(ET_EXEC, KERNEL_BASE);
	REQUIRE_OK(parse());
	EXPECT(!elf.movable);
	EXPECT_EQ(elf.base, KERNEL_BASE);
	EXPECT_EQ(elf.span, 0x3000);
	EXPECT_EQ(elf.count, 2);
	EXPECT_EQ(elf.entry, KERNEL_BASE + 0x10);
}

TEST(a_movable_kernel_may_be_linked_anywhere_in_one_half)
{
	make_kernel(ET_DYN, 0);
	REQUIRE_OK(parse());
	EXPECT(elf.movable);
	EXPECT_EQ(elf.base, 0);
	make_kernel(ET_DYN, 0xffff900000000000);
	EXPECT_OK(parse());
}

TEST(segments_are_sorted_and_the_largest_alignment_counts)
{
	make_kernel(ET_DYN, 0x400000);
	struct elf64_phdr first = kernel.phdr[0];

	kernel.phdr[0] = kernel.phdr[1];
	kernel.phdr[1] = first;
	kernel.phdr[0].align = 2 * MIB;
	REQUIRE_OK(parse());
	EXPECT_EQ(elf.segments[0].vaddr, 0x400000);
	EXPECT_EQ(elf.align, 2 * MIB);
	EXPECT_EQ(elf.base, 0x400000);
}

TEST(empty_segments_and_other_headers_are_passed_over)
{
	make_kernel(ET_EXEC, KERNEL_BASE);
	add_phdr(PT_LOAD, PF_R, 0, 0, 0);
	add_phdr(0x6474e551, PF_R | PF_W, 0, 0, 0);
	REQUIRE_OK(parse());
	EXPECT_EQ(elf.count, 2);
}

TEST(what_is_no_elf_is_refused)
{
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.ident[1] = 'e';
	EXPECT_REFUSED("not an ELF file");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.ident[4] = 1;
	EXPECT_REFUSED("not a 64-bit");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.ident[5] = 2;
	EXPECT_REFUSED("not a 64-bit");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.version = 2;
	EXPECT_REFUSED("version");
	diag = (struct diag){};
	EXPECT_STATUS(elf_parse(kernel.bytes, 10, EM_X86_64, &elf, &diag), -ENOEXEC);
	EXPECT(says("only 10 bytes"));
}

TEST(a_kernel_for_another_machine_has_its_own_error)
{
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.machine = EM_RISCV;
	EXPECT_STATUS(parse(), -ENODEV);
	EXPECT(says("ELF machine 243"));
}

TEST(headers_are_held_against_the_file)
{
	make_kernel(4, KERNEL_BASE);
	EXPECT_REFUSED("type is 4");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.phentsize = 32;
	EXPECT_REFUSED("program headers have 32 bytes");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.phoff = FILE_SIZE - 8;
	EXPECT_REFUSED("beyond the end of the file");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.phoff = UINT64_MAX - 8;
	EXPECT_REFUSED("beyond the end of the file");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.phnum = 0;
	EXPECT_REFUSED("no segment to load");
}

TEST(segments_are_held_against_file_and_address_space)
{
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[1].filesz = 0x1801;
	EXPECT_REFUSED("larger in the file than in memory");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[1].offset = FILE_SIZE - 0xfff;
	EXPECT_REFUSED("beyond the end of the file");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[1].offset = UINT64_MAX;
	EXPECT_REFUSED("beyond the end of the file");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[1].memsz = 0x80000000;
	EXPECT_REFUSED("end of the address space");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[1].align = 0x1800;
	EXPECT_REFUSED("no power of two");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[1].align = 2 * GIB;
	EXPECT_REFUSED("more than 1 GiB");
}

TEST(segments_neither_overlap_nor_share_pages_of_other_rights)
{
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[1].vaddr = KERNEL_BASE + 0xfff;
	EXPECT_REFUSED("overlap");
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[0].filesz = kernel.phdr[0].memsz = 0x800;
	kernel.phdr[1].vaddr = KERNEL_BASE + 0x900;
	EXPECT_REFUSED("share a page");
	/* The same rights may share. */
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.phdr[0].filesz = kernel.phdr[0].memsz = 0x800;
	kernel.phdr[1].vaddr = KERNEL_BASE + 0x900;
	kernel.phdr[1].flags = kernel.phdr[0].flags;
	EXPECT_OK(parse());
}

TEST(images_lie_where_kernels_may_lie)
{
	make_kernel(ET_EXEC, 0xffff900000000000);
	EXPECT_REFUSED("cannot be moved");
	make_kernel(ET_EXEC, 0x400000);
	EXPECT_REFUSED("cannot be moved");
	make_kernel(ET_EXEC, KERNEL_LIMIT - 0x1000);
	EXPECT_REFUSED("do not fit");
	make_kernel(ET_DYN, 0x1000);
	kernel.phdr[1].vaddr = KERNEL_BASE;
	EXPECT_REFUSED("both halves");
	make_kernel(ET_DYN, 0x1000);
	kernel.phdr[1].vaddr = 0x80000000;
	EXPECT_REFUSED("do not fit");
}

TEST(code_is_what_may_be_executed)
{
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.header.entry = 0; /* a request may name another */
	REQUIRE_OK(parse());
	EXPECT(elf_is_code(&elf, KERNEL_BASE));
	EXPECT(elf_is_code(&elf, KERNEL_BASE + 0xfff));
	EXPECT(!elf_is_code(&elf, KERNEL_BASE + 0x1000));
	EXPECT(!elf_is_code(&elf, KERNEL_BASE - 1));
	EXPECT(!elf_is_code(&elf, 0));
}

TEST(programs_are_no_kernels)
{
	make_kernel(ET_DYN, 0);
	add_phdr(PT_INTERP, PF_R, TEXT, 0, 16);
	EXPECT_REFUSED("interpreter");
	make_kernel(ET_DYN, 0);
	add_phdr(PT_DYNAMIC, PF_R, DATA, 0x1000, 32);
	add_phdr(PT_DYNAMIC, PF_R, DATA, 0x1000, 32);
	EXPECT_REFUSED("two dynamic tables");
}

TEST(more_segments_than_there_is_room_for)
{
	make_kernel(ET_DYN, 0);
	for (u32 i = 2; i <= ELF_SEGMENTS_MAX && i < 68; i++)
		add_phdr(PT_LOAD, PF_R, TEXT, i * 0x10000, 1);
	EXPECT_REFUSED("more than 64 segments");
}

/* --- In memory ------------------------------------------------------------------------- */

static u8 memory[0x4000];
static struct image image;

static void load(u64 slide)
{
	REQUIRE(elf.span <= sizeof(memory));
	image = (struct image){ .elf = &elf, .memory = memory, .slide = slide };
	memset(memory, 0xee, sizeof(memory));
	elf_load(&image);
}

TEST(loading_copies_and_clears)
{
	make_kernel(ET_EXEC, KERNEL_BASE);
	kernel.bytes[TEXT] = 0xc3;
	kernel.bytes[DATA + 0xfff] = 0x77;
	REQUIRE_OK(parse());
	load(0);
	EXPECT_EQ(image.memory[0], 0xc3);
	EXPECT_EQ(image.memory[0x1fff], 0x77);
	EXPECT_EQ(image.memory[0x2000], 0);
	EXPECT_EQ(image.memory[0x2fff], 0);
}

TEST(an_image_knows_its_bounds)
{
	make_kernel(ET_DYN, 0x1000);
	REQUIRE_OK(parse());
	load(KERNEL_BASE - 0x1000);
	EXPECT(image_at(&image, KERNEL_BASE, 1) == image.memory);
	EXPECT(image_at(&image, KERNEL_BASE + 0x2fff, 1) == image.memory + 0x2fff);
	EXPECT(image_at(&image, KERNEL_BASE + 0x2fff, 2) == nullptr);
	EXPECT(image_at(&image, KERNEL_BASE - 1, 1) == nullptr);
	EXPECT(image_at(&image, KERNEL_BASE, UINT64_MAX) == nullptr);
}

/* A movable kernel whose data holds a dynamic table. */
static struct elf64_dyn *make_dynamic(u32 entries)
{
	make_kernel(ET_DYN, 0);
	add_phdr(PT_DYNAMIC, PF_R | PF_W, DATA + DYNAMIC, 0x1000 + DYNAMIC,
		entries * sizeof(struct elf64_dyn));
	return (struct elf64_dyn *)(void *)(kernel.bytes + DATA + DYNAMIC);
}

static u64 *data_word(u64 at)
{
	return (u64 *)(void *)(image.memory + 0x1000 + at);
}

static status_t relocate(u64 slide)
{
	status_t status = parse();

	if (status)
		return status;
	load(slide);
	return elf_relocate(&image, &diag);
}

static void make_rela(u32 type, u32 symbol, u64 offset, u64 addend)
{
	struct elf64_dyn *dynamic = make_dynamic(5);
	struct elf64_rela rela = { offset, (u64)symbol << 32 | type, addend };

	dynamic[0] = (struct elf64_dyn){ DT_RELA, 0x1000 + TABLE };
	dynamic[1] = (struct elf64_dyn){ DT_RELASZ, sizeof(rela) };
	dynamic[2] = (struct elf64_dyn){ DT_RELAENT, sizeof(rela) };
	dynamic[3] = (struct elf64_dyn){ DT_SYMTAB, 0x1000 + SYMBOLS };
	memcpy(kernel.bytes + DATA + TABLE, &rela, sizeof(rela));
}

TEST(relative_relocations_get_the_slide)
{
	make_rela(8, 0, 0x1008, 0x1234);
	EXPECT_OK(relocate(KERNEL_BASE));
	EXPECT_EQ(*data_word(8), KERNEL_BASE + 0x1234);
}

TEST(symbols_are_looked_up_by_number)
{
	struct elf64_sym symbols[3] = {
		[1] = { .shndx = 1, .value = 0x40 },
		[2] = { .shndx = SHN_ABS, .value = 0x99 },
	};

	make_rela(1, 1, 0x1008, 2);
	memcpy(kernel.bytes + DATA + SYMBOLS, symbols, sizeof(symbols));
	EXPECT_OK(relocate(KERNEL_BASE));
	EXPECT_EQ(*data_word(8), KERNEL_BASE + 0x42);
	make_rela(6, 2, 0x1008, 0);
	memcpy(kernel.bytes + DATA + SYMBOLS, symbols, sizeof(symbols));
	EXPECT_OK(relocate(KERNEL_BASE));
	EXPECT_EQ(*data_word(8), 0x99);
}

TEST(packed_relocations_slide_what_is_there)
{
	struct elf64_dyn *dynamic = make_dynamic(4);
	/* The word at 0x1008, then of the 63 behind it the first and the third. */
	u64 packed[2] = { 0x1008, 0b101 << 1 | 1 };

	dynamic[0] = (struct elf64_dyn){ DT_RELR, 0x1000 + TABLE };
	dynamic[1] = (struct elf64_dyn){ DT_RELRSZ, sizeof(packed) };
	dynamic[2] = (struct elf64_dyn){ DT_RELRENT, sizeof(u64) };
	memcpy(kernel.bytes + DATA + TABLE, packed, sizeof(packed));
	for (u64 i = 1; i <= 4; i++)
		memcpy(kernel.bytes + DATA + 8 * i, &i, sizeof(i));
	EXPECT_OK(relocate(0x10000));
	EXPECT_EQ(*data_word(8), 0x10001);
	EXPECT_EQ(*data_word(16), 0x10002);
	EXPECT_EQ(*data_word(24), 3);
	EXPECT_EQ(*data_word(32), 0x10004);
}

#define EXPECT_NOT_RELOCATED(words)                             \
	do {                                                    \
		EXPECT_STATUS(relocate(KERNEL_BASE), -ENOEXEC); \
		EXPECT(says(words));                            \
	} while (0)

TEST(relocations_that_cannot_be)
{
	make_rela(8, 0, 0x100000, 0);
	EXPECT_NOT_RELOCATED("outside of the image");
	make_rela(8, 0, UINT64_MAX - 3, 0);
	EXPECT_NOT_RELOCATED("outside of the image");
	make_rela(37, 0, 0x1008, 0);
	EXPECT_NOT_RELOCATED("relocation of type 37");
	make_rela(1, 0x10000000, 0x1008, 0);
	EXPECT_NOT_RELOCATED("not in its table");
	make_rela(1, 1, 0x1008, 0);
	EXPECT_NOT_RELOCATED("not defined");
}

TEST(dynamic_tables_that_cannot_be)
{
	make_dynamic(2)[0] = (struct elf64_dyn){ DT_NEEDED, 1 };
	EXPECT_NOT_RELOCATED("shared library");
	make_dynamic(2)[0] = (struct elf64_dyn){ DT_REL, 0x1000 };
	EXPECT_NOT_RELOCATED("without addends");
	make_dynamic(2)[0] = (struct elf64_dyn){ DT_RELAENT, 8 };
	EXPECT_NOT_RELOCATED("of 8 bytes");
	make_dynamic(2)[0] = (struct elf64_dyn){ DT_PLTREL, DT_REL };
	EXPECT_NOT_RELOCATED("no addends");
	make_dynamic(2);
	kernel.phdr[2].vaddr = 0x100000;
	EXPECT_NOT_RELOCATED("dynamic table lies outside");
	struct elf64_dyn *dynamic = make_dynamic(3);
	dynamic[0] = (struct elf64_dyn){ DT_RELA, 0x2f00 };
	dynamic[1] = (struct elf64_dyn){ DT_RELASZ, UINT64_MAX };
	EXPECT_NOT_RELOCATED("");
}

TEST(a_fixed_image_with_needs_is_refused_too)
{
	make_dynamic(2)[0] = (struct elf64_dyn){ DT_NEEDED, 1 };
	kernel.header.type = ET_EXEC;
	kernel.header.entry += KERNEL_BASE;
	for (u32 i = 0; i < 3; i++)
		kernel.phdr[i].vaddr += KERNEL_BASE;
	EXPECT_NOT_RELOCATED("shared library");
}
