/* SPDX-License-Identifier: MIT */
/* The kernel: from a path to a relocated image in memory, and what it asks for. */
#include <boot/kernel.h>

#include <abi/errors.h>
#include <base/string.h>
#include <boot/page.h>

/*
 * Lists what the scan has to look at: segments in order of address, from the first aligned
 * word on.
 */
static u32 list_areas(const struct boot *b, struct scan_area areas[ELF_SEGMENTS_MAX])
{
	u32 count = 0;

	for (u32 i = 0; i < b->elf.count; i++) {
		const struct elf_segment *s = &b->elf.segments[i];
		u64 skip = -s->vaddr % sizeof(u64);

		if (s->filesz <= skip)
			continue;
		areas[count++] = (struct scan_area){
			.memory = b->image.memory + (s->vaddr - b->elf.base) + skip,
			.filled = s->filesz - skip,
			.size = s->memsz - skip,
		};
	}
	return count;
}

static status_t place(struct boot *b, struct diag *d)
{
	struct pages_wish wish = {
		.pages = b->elf.span / PAGE_SIZE,
		.align = b->elf.align,
	};
	paddr_t at;

	if (firmware_pages(&wish, &at))
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for its %lu KiB", b->elf.span / KIB);
	b->image = (struct image){
		.elf = &b->elf,
		.memory = (u8 *)at,
		.slide = layout_slide(&b->elf, b->options.kaslr ? &b->rand : nullptr),
	};
	elf_load(&b->image);
	return elf_relocate(&b->image, d);
}

/* The request's; or else the file's, which does not matter otherwise. */
static status_t choose_entry(struct boot *b, struct diag *d)
{
	const struct limine_entry_point_request *asked =
		scan_request(&b->requests, ENTRY_POINT, entry_point);

	b->entry_point = asked ? asked->entry : b->elf.entry + b->image.slide;
	if (elf_is_code(&b->elf, b->entry_point - b->image.slide))
		return 0;
	if (asked)
		return diag_fail(d, EINVAL, "Correct the kernel's boot requests.",
			"the entry point it asks for, %#lx, is not in executable memory",
			b->entry_point);
	return diag_fail(d, ENOEXEC, "Link the kernel as the boot protocol asks.",
		"its entry point %#lx is not in executable memory", b->elf.entry);
}

static status_t read_requests(struct boot *b, struct diag *d)
{
	struct scan_area areas[ELF_SEGMENTS_MAX];
	u32 count = list_areas(b, areas);
	status_t status = scan_requests(areas, count, &b->requests, d);

	if (!status)
		status = scan_revision(&b->requests, &b->revision, &b->rules, d);
	return status ? status : choose_entry(b, d);
}

static status_t load(struct boot *b, struct diag *d)
{
	status_t status = firmware_read(&b->options.kernel, &b->kernel_file, d);

	b->kernel_file.path = arena_string(&b->arena, strview_of(b->options.kernel.path));
	b->kernel_file.string = arena_string(&b->arena, b->options.cmdline);
	if (!status)
		status = elf_parse(
			(void *)b->kernel_file.at, b->kernel_file.size, elf_machine, &b->elf, d);
	if (!status)
		status = place(b, d);
	return status ? status : read_requests(b, d);
}

status_t kernel_load(struct boot *b, struct diag *d)
{
	status_t status = load(b, d);

	if (status)
		diag_where(d, "kernel %s", b->options.kernel.path);
	return status;
}

const char *kernel_string(const struct boot *b, vaddr_t at)
{
	const struct elf *e = &b->elf;
	u64 left = e->base + b->image.slide + e->span - at;
	const char *text = image_at(&b->image, at, 1);

	return text && memchr(text, '\0', left) ? text : nullptr;
}
