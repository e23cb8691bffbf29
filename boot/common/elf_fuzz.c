/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: a kernel file of any bytes, through everything that is done with it: parsed,
 * loaded, relocated, searched for requests. The image lies in an allocation of exactly its
 * size, so a byte outside of it is seen.
 */
#include <base/string.h>
#include <boot/elf.h>
#include <boot/elf_format.h>
#include <boot/scan.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *input, size_t size);

#define HOLDS(condition)                  \
	do {                              \
		if (!(condition))         \
			__builtin_trap(); \
	} while (0)

/* Larger images are right, but tell no more and take the fuzzer long. */
constexpr u64 SPAN_MAX = 1 << 20;

static const u16 machines[] = { EM_X86_64, EM_AARCH64, EM_RISCV };

static void check_promises(const struct elf *elf)
{
	HOLDS(elf->count >= 1 && elf->count <= ELF_SEGMENTS_MAX);
	HOLDS(elf->base % elf->align == 0 && elf->span % 4096 == 0 && elf->span > 0);
	for (u32 i = 0; i < elf->count; i++) {
		const struct elf_segment *s = &elf->segments[i];

		HOLDS(s->vaddr >= elf->base && s->memsz <= elf->span);
		HOLDS(s->vaddr - elf->base <= elf->span - s->memsz);
		HOLDS(s->filesz <= s->memsz && s->offset <= elf->size);
		HOLDS(s->filesz <= elf->size - s->offset);
		HOLDS(i == 0 || s[-1].vaddr + s[-1].memsz <= s->vaddr);
	}
}

static void search(const struct image *image)
{
	struct scan_area areas[ELF_SEGMENTS_MAX];
	struct requests requests;
	const struct revision *row;
	struct diag diag = {};
	u64 number;
	u32 count = 0;

	for (u32 i = 0; i < image->elf->count; i++) {
		const struct elf_segment *s = &image->elf->segments[i];
		u64 offset = ALIGN_UP(s->vaddr - image->elf->base, 8);
		u64 skipped = offset - (s->vaddr - image->elf->base);

		if (s->filesz > skipped)
			areas[count++] = (struct scan_area){ image->memory + offset,
				s->filesz - skipped, s->memsz - skipped };
	}
	if (scan_requests(areas, count, &requests, &diag))
		return;
	if (scan_revision(&requests, &number, &row, &diag) == 0)
		scan_confirm(&requests, number);
	for (u32 i = 0; i < FEATURE_COUNT; i++)
		if (requests.of[i])
			requests.of[i]->response = 1;
}

int LLVMFuzzerTestOneInput(const u8 *input, size_t size)
{
	struct elf elf;
	struct diag diag = {};

	if (size == 0)
		return 0;
	u16 machine = machines[input[size - 1] % ARRAY_SIZE(machines)];

	if (elf_parse(input, size, machine, &elf, &diag)) {
		HOLDS(diag.what[0] && diag.advice[0]);
		return 0;
	}
	check_promises(&elf);
	if (elf.span > SPAN_MAX)
		return 0;
	struct image image = {
		.elf = &elf,
		.memory = aligned_alloc(4096, elf.span),
		.slide = elf.movable ? KERNEL_BASE - elf.base : 0,
	};

	elf_load(&image);
	if (elf_relocate(&image, &diag) == 0)
		search(&image);
	free(image.memory);
	return 0;
}
