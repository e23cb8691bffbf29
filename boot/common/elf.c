/* SPDX-License-Identifier: MIT */
#include <boot/elf.h>

#include <abi/errors.h>
#include <base/bits.h>
#include <base/checked.h>
#include <base/sort.h>
#include <base/string.h>
#include <boot/elf_format.h>
#include <boot/page.h>

static const char fix_link[] = "Link the kernel as the boot protocol asks.";
static const char fix_file[] = "The file is damaged or no kernel: copy it again.";

static const u8 elf_magic[4] = { 0x7f, 'E', 'L', 'F' };

static status_t check_ident(const struct elf64_ehdr *h, struct diag *d)
{
	if (memcmp(h->ident, elf_magic, sizeof(elf_magic)) != 0)
		return diag_fail(d, ENOEXEC, fix_file, "it is not an ELF file");
	if (h->ident[4] != ELF_CLASS_64 || h->ident[5] != ELF_DATA_LITTLE)
		return diag_fail(d, ENOEXEC, "Build the kernel for this machine.",
			"it is not a 64-bit little-endian ELF file");
	if (h->ident[6] != ELF_VERSION || h->version != ELF_VERSION)
		return diag_fail(d, ENOEXEC, fix_file, "its ELF version is not 1");
	return 0;
}

static status_t check_header(const struct elf64_ehdr *h, u64 size, u16 machine, struct diag *d)
{
	status_t status = check_ident(h, d);

	if (status)
		return status;
	if (h->machine != machine)
		return diag_fail(d, ENODEV, "Use the kernel that was built for this processor.",
			"it is for ELF machine %u, this is machine %u", h->machine, machine);
	if (h->type != ET_EXEC && h->type != ET_DYN)
		return diag_fail(
			d, ENOEXEC, fix_link, "its ELF type is %u: not an executable", h->type);
	if (h->phentsize != sizeof(struct elf64_phdr))
		return diag_fail(d, ENOEXEC, fix_file, "its program headers have %u bytes, not %zu",
			h->phentsize, sizeof(struct elf64_phdr));
	if (!checked_within(h->phoff, (u64)h->phnum * h->phentsize, size))
		return diag_fail(
			d, ENOEXEC, fix_file, "its program headers lie beyond the end of the file");
	return 0;
}

static status_t check_segment(const struct elf64_phdr *p, const struct elf *e, struct diag *d)
{
	u64 end;

	if (p->filesz > p->memsz)
		return diag_fail(d, ENOEXEC, fix_file,
			"the segment at %#lx is larger in the file than in memory", p->vaddr);
	if (!checked_within(p->offset, p->filesz, e->size))
		return diag_fail(d, ENOEXEC, fix_file,
			"the segment at %#lx lies beyond the end of the file", p->vaddr);
	if (!checked_add(p->vaddr, p->memsz, &end) || end > -PAGE_SIZE)
		return diag_fail(d, ENOEXEC, fix_link,
			"the segment at %#lx reaches over the end of the address space", p->vaddr);
	if (p->align > 1 && !bits_is_power_of_two(p->align))
		return diag_fail(d, ENOEXEC, fix_link,
			"the segment at %#lx has alignment %#lx, which is no power of two",
			p->vaddr, p->align);
	if (p->align > GIB)
		return diag_fail(d, ENOEXEC, fix_link,
			"the segment at %#lx wants to be aligned to more than 1 GiB", p->vaddr);
	return 0;
}

static status_t add_segment(const struct elf64_phdr *p, struct elf *e, struct diag *d)
{
	status_t status;

	if (p->memsz == 0)
		return 0;
	status = check_segment(p, e, d);
	if (status)
		return status;
	if (e->count == ELF_SEGMENTS_MAX)
		return diag_fail(d, ENOEXEC, fix_link, "it has more than %d segments to load",
			ELF_SEGMENTS_MAX);
	e->segments[e->count++] = (struct elf_segment){
		.vaddr = p->vaddr,
		.memsz = p->memsz,
		.offset = p->offset,
		.filesz = p->filesz,
		.flags = p->flags & (PF_R | PF_W | PF_X),
	};
	if (p->align > e->align)
		e->align = p->align;
	return 0;
}

static status_t add_header(const struct elf64_phdr *p, struct elf *e, struct diag *d)
{
	switch (p->type) {
	case PT_LOAD: return add_segment(p, e, d);
	case PT_INTERP:
		return diag_fail(d, ENOEXEC, "Link it statically, with --no-dynamic-linker.",
			"it asks for an interpreter, as a program does and a kernel does not");
	case PT_DYNAMIC:
		if (e->dynamic_size > 0)
			return diag_fail(d, ENOEXEC, fix_file, "it has two dynamic tables");
		e->dynamic = p->vaddr;
		e->dynamic_size = p->memsz;
		return 0;
	default: return 0;
	}
}

static int by_address(const void *a, const void *b, void *context)
{
	const struct elf_segment *x = a, *y = b;

	(void)context;
	return x->vaddr < y->vaddr ? -1 : x->vaddr > y->vaddr;
}

/* Two neighbours in order of address. */
static status_t check_neighbours(
	const struct elf_segment *a, const struct elf_segment *b, struct diag *d)
{
	u64 end = a->vaddr + a->memsz;

	if (end > b->vaddr)
		return diag_fail(d, ENOEXEC, fix_link, "the segments at %#lx and %#lx overlap",
			a->vaddr, b->vaddr);
	if (ALIGN_DOWN(end - 1, PAGE_SIZE) == ALIGN_DOWN(b->vaddr, PAGE_SIZE) &&
		a->flags != b->flags)
		return diag_fail(d, ENOEXEC, "Align its segments to 4096 bytes.",
			"the segments at %#lx and %#lx share a page but not their permissions",
			a->vaddr, b->vaddr);
	return 0;
}

static bool in_upper_half(vaddr_t at)
{
	return at >> 63;
}

/* Where the image as a whole lies. */
static status_t check_span(struct elf *e, struct diag *d)
{
	const struct elf_segment *first = &e->segments[0], *last = &e->segments[e->count - 1];
	vaddr_t end = last->vaddr + last->memsz;

	if (in_upper_half(first->vaddr) != in_upper_half(end - 1))
		return diag_fail(d, ENOEXEC, fix_link,
			"its segments lie in both halves of the address space");
	if (!e->movable && first->vaddr < KERNEL_BASE)
		return diag_fail(d, ENOEXEC, "Link it there, or position independent (-pie).",
			"it cannot be moved and lies at %#lx, below %#lx", first->vaddr,
			KERNEL_BASE);
	e->base = ALIGN_DOWN(first->vaddr, e->align);
	e->span = ALIGN_UP(end, PAGE_SIZE) - e->base;
	if (e->span > KERNEL_LIMIT - KERNEL_BASE ||
		(!e->movable && e->base + e->span > KERNEL_LIMIT))
		return diag_fail(d, ENOEXEC, fix_link, "its %lu MiB do not fit below %#lx",
			e->span / MIB, KERNEL_LIMIT);
	return 0;
}

bool elf_is_code(const struct elf *e, vaddr_t at)
{
	for (u32 i = 0; i < e->count; i++) {
		const struct elf_segment *s = &e->segments[i];

		if (s->flags & PF_X && at >= s->vaddr && at - s->vaddr < s->memsz)
			return true;
	}
	return false;
}

status_t elf_parse(const void *file, u64 size, u16 machine, struct elf *out, struct diag *d)
{
	struct elf64_ehdr h;
	status_t status;

	if (size < sizeof(h))
		return diag_fail(d, ENOEXEC, fix_file, "it has only %lu bytes", size);
	memcpy(&h, file, sizeof(h));
	status = check_header(&h, size, machine, d);
	if (status)
		return status;
	*out = (struct elf){ .file = file, .size = size, .machine = machine, .entry = h.entry };
	out->movable = h.type == ET_DYN;
	out->align = PAGE_SIZE;
	for (u32 i = 0; i < h.phnum && !status; i++) {
		struct elf64_phdr p;

		memcpy(&p, out->file + h.phoff + (u64)i * sizeof(p), sizeof(p));
		status = add_header(&p, out, d);
	}
	if (status)
		return status;
	if (out->count == 0)
		return diag_fail(d, ENOEXEC, fix_link, "it has no segment to load");
	sort(out->segments, out->count, sizeof(out->segments[0]), by_address, nullptr);
	for (u32 i = 1; i < out->count && !status; i++)
		status = check_neighbours(&out->segments[i - 1], &out->segments[i], d);
	return status ? status : check_span(out, d);
}

void elf_load(const struct image *image)
{
	const struct elf *e = image->elf;

	memset(image->memory, 0, e->span);
	for (u32 i = 0; i < e->count; i++) {
		const struct elf_segment *s = &e->segments[i];

		memcpy(image->memory + (s->vaddr - e->base), e->file + s->offset, s->filesz);
	}
}

void *image_at(const struct image *image, vaddr_t at, u64 len)
{
	u64 offset = at - image->slide - image->elf->base;

	if (!checked_within(offset, len, image->elf->span))
		return nullptr;
	return image->memory + offset;
}
