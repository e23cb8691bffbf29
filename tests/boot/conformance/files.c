/* SPDX-License-Identifier: MIT */
/* The executable's file, the modules, and that our image is what the file says. */
#include <base/atomic.h>
#include <base/cmdline.h>
#include <base/endian.h>
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

constexpr u64 PAGE = 4096;

struct segment segments[8];
u32 segment_count;
u64 slide;

/* --- Our own file ------------------------------------------------------------------------ */

/* Of the ELF header: e_phoff, e_phnum. Of a program header: type, flags, addresses, sizes. */
static void read_segments(const u8 *elf)
{
	const u8 *p = elf + load_le64(elf + 32);
	u32 count = load_le16(elf + 56);

	for (u32 i = 0; i < count && segment_count < ARRAY_SIZE(segments); i++, p += 56)
		if (load_le32(p) == 1)
			segments[segment_count++] = (struct segment){
				.from = load_le64(p + 16),
				.size = load_le64(p + 40),
				.flags = load_le32(p + 4),
			};
	slide = (u64)image_start - segments[0].from;
}

/* Read-only memory is as the file has it, but for what relocation changes: here nothing. */
static void check_loaded(const u8 *elf)
{
	const u8 *p = elf + load_le64(elf + 32);
	struct tally t = {};

	for (u32 i = 0; i < load_le16(elf + 56); i++, p += 56) {
		u64 offset = load_le64(p + 8), from = load_le64(p + 16), size = load_le64(p + 32);

		if (load_le32(p) != 1 || load_le32(p + 4) & 2)
			continue;
		tally(&t, memcmp(elf + offset, (void *)(from + slide), size) == 0,
			"the segment at %#lx differs from the file", from);
	}
	check_tally(&t, "image: loaded as the file has it");
}

static void check_file(const struct limine_file *file, const char *who)
{
	check(is_response_memory(file, sizeof(*file)), "%s: in the loader's memory", who);
	check(file->revision == 0, "%s: revision 0", who);
	check((u64)file->address % PAGE == 0, "%s: its content is page aligned", who);
	check(file->path && file->path[0] == '/', "%s: its path begins with a slash: %s", who,
		file->path);
	check(file->string && is_response_memory(file->string, 1), "%s: it has a string: %s", who,
		file->string);
	check(file->media_type == LIMINE_MEDIA_GENERIC, "%s: from a generic medium", who);
}

static void check_executable(void)
{
	const struct limine_file *file;
	struct strview path;

	if (!check(executable_file_request.response, "executable file: answered"))
		return;
	file = executable_file_request.response->executable_file;
	check_file(file, "executable file");
	if (check(memcmp(file->address, "\177ELF\2\1\1", 7) == 0, "executable file: an ELF file"))
		read_segments(file->address);
	check_loaded(file->address);
	if (cmdline_find(cmdline, "path", &path))
		check(strview_is(path, file->path), "executable file: its path is right");
	check(file->string == cmdline, "executable file: its string is the command line");
	if (option("partition", 0)) {
		check_equal(file->partition_index, option("partition", 0),
			"executable file: its partition's number");
		check(file->gpt_part_uuid.a != 0, "executable file: its partition's GUID");
	}
}

/* --- Relocation ---------------------------------------------------------------------------- */

/* In a segment that is writable and executable, to have one. */
IN_SECTION(".open") static u8 open_segment[5000] = { 1, 2, 3 };

static u8 cleared[3 * 4096];
static u8 *pointer_to_data = &cleared[5];
static void (*pointer_to_code)(void) = check_files;
static const char *const pointer_to_text = "constant";

/* The compiler must not know the pointers' values. */
static void check_relocation(void)
{
	u8 *data = shared_load_relaxed(&pointer_to_data);
	const char *text = shared_load_relaxed(&pointer_to_text);
	u8 *here;
	struct tally t = {};

	asm("" : "=r"(here) : "0"(&cleared[5]));
	check(data == here, "relocation: a pointer to data");
	check(shared_load_relaxed(&pointer_to_code) == check_files,
		"relocation: a pointer to code");
	check(strcmp(text, "constant") == 0, "relocation: a pointer to text");
	check(open_segment[2] == 3, "image: the last segment is loaded");
	for (size_t i = 0; i < sizeof(cleared); i++)
		tally(&t, cleared[i] == 0, "byte %zu is not 0", i);
	check_tally(&t, "image: memory that is not in the file is clear");
}

/* --- Modules -------------------------------------------------------------------------------- */

/*
 * A module of the test's making: its own path in a line, then bytes (i * 7 + 3) mod 256 by
 * their offset. Its string is "string of " and the path.
 */
static bool is_content_right(const struct limine_file *file)
{
	const u8 *bytes = file->address;
	size_t length = strlen(file->path);

	if (file->size < length + 1 || memcmp(bytes, file->path, length) != 0)
		return false;
	for (u64 i = length + 1; i < file->size; i++)
		if (bytes[i] != (u8)(i * 7 + 3))
			return false;
	return bytes[length] == '\n';
}

static void check_module(const struct limine_file *file, const struct limine_file *previous)
{
	check_file(file, "module");
	check(memory_is(to_physical(file->address), file->size, 1 << LIMINE_MEMMAP_EXECUTABLE),
		"module: its content is of the executable's type");
	check(is_content_right(file), "module: %lu bytes of content are right", file->size);
	if (previous)
		check(str_has_prefix(file->string, "string of ") &&
				strcmp(file->string + 10, file->path) == 0,
			"module: its string is its own");
}

static void check_modules(void)
{
	const struct limine_module_response *r = module_request.response;

	if (!check(r, "modules: answered"))
		return;
	check(is_response_memory(r, sizeof(*r)), "modules: in the loader's memory");
	check(r->revision >= 1, "modules: of response revision %lu", r->revision);
	check_equal(r->module_count, option("modules", 0) + 1, "modules: all that are there");
	check(strcmp(r->modules[0]->string, "asked for") == 0,
		"modules: the one we asked for is first, the absent one is left out");
	for (u64 i = 0; i < r->module_count; i++)
		check_module(r->modules[i], i ? r->modules[i - 1] : nullptr);
}

void check_files(void)
{
	check_executable();
	check_relocation();
	check_modules();
}
