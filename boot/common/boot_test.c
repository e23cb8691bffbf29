/* SPDX-License-Identifier: MIT */
/* The flow of a boot, from a configuration to answered requests, on a fake machine. */
#include "elf_build.h"

#include <abi/errors.h>
#include <boot/cpus.h>
#include <boot/page.h>
#include <boot/respond.h>
#include <boot_fake/fake.h>
#include <test/test.h>

#define DATA (ELF_BUILD_BASE + 0x2000)
#define SLOT 0x80 /* bytes for each request */

static struct elf_build file;
static u8 *data;
static u32 slots;
static struct boot boot;
static struct diag diag;

/* --- Making a kernel ------------------------------------------------------------------------ */

static void kernel(u64 revision)
{
	const u64 tag[] = LIMINE_BASE_REVISION(revision);

	elf_build_kernel(&file, ET_DYN, ELF_BUILD_BASE);
	data = file.bytes + file.segments[2].offset;
	memset(data, 0, 0x1000);
	memcpy(data, tag, sizeof(tag));
	slots = 1;
}

/* Adds a request; what is behind its head is to be filled in by the caller. */
static void *ask(enum feature feature)
{
#define WORDS(name, word2, word3) { LIMINE_MAGIC_0, LIMINE_MAGIC_1, word2, word3 },
	static const u64 ids[][4] = { LIMINE_FEATURES(WORDS) };
#undef WORDS
	u8 *at = data + SLOT * slots++;

	memcpy(at, ids[feature], sizeof(ids[feature]));
	return at;
}

/* A place in the kernel's data. */
static void *place(u32 offset)
{
	return data + offset;
}

static vaddr_t text(u32 offset, const char *words)
{
	memcpy(data + offset, words, strlen(words) + 1);
	return DATA + offset;
}

/* --- Booting it ------------------------------------------------------------------------------ */

static status_t prepare_with(const char *conf)
{
	struct config config;
	struct config_entry entry;

	diag = (struct diag){};
	boot = (struct boot){};
	fake_file("/k", file.bytes, file.size);
	if (config_open(conf, strlen(conf), &config, &diag) || !config_find(&config, 1, &entry))
		return -EINVAL;
	return boot_prepare(&boot, &entry, &diag);
}

static const char plain[] = "/T\nprotocol: limine\nkernel_path: boot():/k\nkernel_cmdline: a=b\n";

static status_t boot_it(const char *conf)
{
	status_t status = prepare_with(conf);

	if (!status)
		status = boot_finish(&boot, &diag);
	if (status)
		return status;
	cpus_launch_init(&boot);
	cpus_start(&boot);
	respond_time(&boot);
	return 0;
}

static void *answer(enum feature feature)
{
	return fake_follow(&boot, boot.requests.of[feature]->response);
}

TEST(answers_requests)
{
	fake_begin();
	kernel(6);
	ask(FEATURE_HHDM);
	ask(FEATURE_EXECUTABLE_CMDLINE);
	ask(FEATURE_EXECUTABLE_FILE);
	ask(FEATURE_EXECUTABLE_ADDRESS);
	ask(FEATURE_DATE_AT_BOOT);
	ask(FEATURE_FRAMEBUFFER);
	ask(FEATURE_RSDP);
	ask(FEATURE_TPM_EVENT_LOG);
	REQUIRE_OK(boot_it(plain));

	struct limine_hhdm_response *hhdm = answer(FEATURE_HHDM);
	EXPECT_EQ(hhdm->offset, boot.hhdm);
	struct limine_executable_cmdline_response *line = answer(FEATURE_EXECUTABLE_CMDLINE);
	EXPECT_STR(fake_follow(&boot, line->cmdline), "a=b");
	struct limine_executable_file_response *r = answer(FEATURE_EXECUTABLE_FILE);
	struct limine_file *f = fake_follow(&boot, r->executable_file);
	EXPECT_EQ(f->size, file.size);
	EXPECT_STR(fake_follow(&boot, f->path), "/k");
	EXPECT_MEM(fake_follow(&boot, f->address), file.bytes, file.size);
	struct limine_executable_address_response *a = answer(FEATURE_EXECUTABLE_ADDRESS);
	EXPECT_EQ(a->virtual_base, ELF_BUILD_BASE + boot.image.slide);
	EXPECT_EQ(a->physical_base, (u64)boot.image.memory);
	struct limine_date_at_boot_response *date = answer(FEATURE_DATE_AT_BOOT);
	EXPECT_EQ(date->timestamp, 1234567890);
	/* What this machine does not have is not answered. */
	EXPECT(!answer(FEATURE_FRAMEBUFFER));
	EXPECT(!answer(FEATURE_RSDP));
	EXPECT(!answer(FEATURE_TPM_EVENT_LOG));
	fake_end();
}

TEST(confirms_the_revision)
{
	u64 tag[3];

	fake_begin();
	kernel(6);
	REQUIRE_OK(boot_it(plain));
	memcpy(tag, boot.image.memory + 0x2000, sizeof(tag));
	EXPECT_EQ(tag[1], 6);
	EXPECT_EQ(tag[2], 0);
	fake_begin();
	kernel(7);
	EXPECT_STATUS(boot_it(plain), -ENOTSUP);
	fake_end();
}

TEST(memory_map_has_the_image)
{
	fake_begin();
	kernel(6);
	ask(FEATURE_MEMMAP);
	REQUIRE_OK(boot_it(plain));
	struct limine_memmap_response *r = answer(FEATURE_MEMMAP);
	u64 *list = fake_follow(&boot, r->entries);
	bool image = false, usable = false;
	for (u64 i = 0; i < r->entry_count; i++) {
		struct limine_memmap_entry *e = fake_follow(&boot, list[i]);

		image |= e->type == LIMINE_MEMMAP_EXECUTABLE && e->base == (u64)boot.image.memory &&
			 e->length == boot.elf.span;
		usable |= e->type == LIMINE_MEMMAP_USABLE;
	}
	EXPECT(image && usable);
	fake_end();
}

TEST(modules_in_order)
{
	struct limine_internal_module *asked;
	struct limine_module_request *request;
	u64 *list;

	fake_begin();
	fake_file("/one", "1", 1);
	fake_file("/two", "", 0);
	kernel(6);
	request = ask(FEATURE_MODULE);
	request->revision = 1;
	request->internal_module_count = 2;
	asked = place(0x900);
	asked[0] = (struct limine_internal_module){ .path = text(0xa00, "absent") };
	asked[1] = (struct limine_internal_module){
		.path = text(0xa40, "two"),
		.string = text(0xa80, "mine"),
		.flags = LIMINE_MODULE_REQUIRED,
	};
	list = place(0x800);
	list[0] = DATA + 0x900;
	list[1] = DATA + 0x900 + sizeof(*asked);
	request->internal_modules = DATA + 0x800;
	REQUIRE_OK(boot_it("/T\nprotocol: limine\nkernel_path: boot():/k\nkaslr: no\n"
			   "module_path: boot():/one\nmodule_cmdline: first\n"
			   "module_path: boot():/two\n"));
	struct limine_module_response *r = answer(FEATURE_MODULE);
	REQUIRE_EQ(r->module_count, 3);
	list = fake_follow(&boot, r->modules);
	struct limine_file *f[3];
	for (u32 i = 0; i < 3; i++)
		f[i] = fake_follow(&boot, list[i]);
	EXPECT_STR(fake_follow(&boot, f[0]->path), "/two");
	EXPECT_STR(fake_follow(&boot, f[0]->string), "mine");
	EXPECT_STR(fake_follow(&boot, f[1]->string), "first");
	EXPECT_EQ(f[1]->size, 1);
	EXPECT_STR(fake_follow(&boot, f[2]->string), "");
	EXPECT(f[2]->address % PAGE_SIZE == 0);
	fake_end();
}

TEST(modules_that_lie)
{
	struct limine_module_request *request;

	for (u64 i = 0; i < 3; i++) {
		fake_begin();
		kernel(6);
		request = ask(FEATURE_MODULE);
		request->revision = 1;
		request->internal_module_count = i == 0 ? UINT64_MAX : 1;
		/* Nowhere; or at the very end of the image, with a pointer to nowhere. */
		request->internal_modules = i == 1 ? 0x1000 : DATA + 0x3000 - 8;
		EXPECT(boot_it(plain) < 0);
		EXPECT(diag.what[0] && diag.advice[0]);
		boot_abandon(&boot);
		EXPECT_EQ(fake.pages_taken, 0);
	}
	fake_end();
}

TEST(missing_files)
{
	fake_begin();
	kernel(6);
	ask(FEATURE_MODULE);
	EXPECT_STATUS(boot_it("/T\nprotocol: limine\nkernel_path: boot():/x\n"), -ENOENT);
	EXPECT_STR(diag.where, "entry \"T\" (line 1): kernel /x");
	fake_begin();
	EXPECT_STATUS(boot_it("/T\nprotocol: limine\nkernel_path: boot():/k\n"
			      "module_path: boot():/y\n"),
		-ENOENT);
	EXPECT_STR(diag.where, "entry \"T\" (line 1): module /y");
	fake_end();
}

static struct limine_mp_response_x86 *boot_cpus(u32 cpus, u64 lost)
{
	fake_begin();
	fake.cpus = cpus;
	fake.lost_cpu = lost;
	kernel(6);
	ask(FEATURE_MP);
	return boot_it(plain) ? nullptr : answer(FEATURE_MP);
}

TEST(cpus_that_arrive)
{
	struct limine_mp_response_x86 *r = boot_cpus(4, 0);

	REQUIRE(r);
	EXPECT_EQ(r->cpu_count, 4);
	u64 *list = fake_follow(&boot, r->cpus);
	for (u32 i = 0; i < 4; i++) {
		struct limine_mp_info_x86 *info = fake_follow(&boot, list[i]);

		EXPECT_EQ(info->lapic_id, i);
		EXPECT_EQ(info->acpi_uid, 100 + i);
		EXPECT_EQ(info->goto_address, 0);
	}
	/* One that does not is not promised. */
	r = boot_cpus(4, 2);
	REQUIRE(r);
	EXPECT_EQ(r->cpu_count, 3);
	list = fake_follow(&boot, r->cpus);
	EXPECT_EQ(((struct limine_mp_info_x86 *)fake_follow(&boot, list[2]))->lapic_id, 3);
	r = boot_cpus(1, 0);
	REQUIRE(r);
	EXPECT_EQ(r->cpu_count, 1);
	fake_end();
}

TEST(screens)
{
	fake_begin();
	fake.screens = 2;
	kernel(6);
	ask(FEATURE_FRAMEBUFFER);
	REQUIRE_OK(boot_it(plain));
	struct limine_framebuffer_response *r = answer(FEATURE_FRAMEBUFFER);
	REQUIRE_EQ(r->framebuffer_count, 2);
	u64 *list = fake_follow(&boot, r->framebuffers);
	struct limine_framebuffer *fb = fake_follow(&boot, list[1]);
	EXPECT_EQ(fb->address, boot.hhdm + 0xc1000000);
	EXPECT_EQ(fb->width, 640);
	EXPECT_EQ(fb->edid_size, 128);
	EXPECT_EQ(fb->mode_count, 2);
	fake_end();
}

TEST(a_changing_memory_map_is_read_again)
{
	fake_begin();
	fake.exits_to_refuse = 3;
	kernel(6);
	EXPECT_OK(boot_it(plain));
	EXPECT(fake.gone);
	fake_begin();
	fake.exits_to_refuse = 1000;
	EXPECT_STATUS(boot_it(plain), -EIO);
	fake_end();
}

/* With every amount of memory there is either a boot or a sentence, and nothing is lost. */
TEST(out_of_memory_anywhere)
{
	u64 pages = 0;
	status_t status;

	do {
		fake_begin();
		fake.cpus = 3;
		fake.screens = 1;
		fake.pages_max = pages++;
		kernel(6);
		for (u32 i = 0; i < FEATURE_COUNT && i < 24; i++)
			ask((enum feature)i);
		/* Entry point, paging mode: 0 is no good. */
		struct limine_entry_point_request *entry = place(SLOT * (FEATURE_ENTRY_POINT + 1));
		struct limine_paging_mode_request *mode = place(SLOT * (FEATURE_PAGING_MODE + 1));
		entry->entry = ELF_BUILD_BASE;
		mode->mode = 1;
		status = boot_it("/T\nprotocol: limine\nkernel_path: boot():/k\nkaslr: no\n");
		if (status) {
			EXPECT_STATUS(status, -ENOMEM);
			EXPECT(diag.what[0] && diag.advice[0] && diag.where[0]);
		}
		boot_abandon(&boot);
		EXPECT_EQ(fake.pages_taken, 0);
	} while (status && pages < 1000);
	EXPECT_OK(status);
	fake_end();
}

TEST(entry_points)
{
	struct limine_entry_point_request *request;

	fake_begin();
	kernel(6);
	REQUIRE_OK(boot_it(plain));
	EXPECT_EQ(boot.entry_point, ELF_BUILD_BASE + 0x10 + boot.image.slide);
	kernel(6);
	request = ask(FEATURE_ENTRY_POINT);
	request->entry = 0x1234;
	fake_begin();
	EXPECT_STATUS(boot_it(plain), -EINVAL);
	request->entry = DATA; /* in the image, and nothing to execute */
	fake_begin();
	EXPECT_STATUS(boot_it(plain), -EINVAL);
	fake_end();
}

TEST(the_entry_point_of_the_file_counts_if_no_other_is_asked_for)
{
	struct limine_entry_point_request *request;

	fake_begin();
	kernel(6);
	file.header->entry = 0;
	EXPECT_STATUS(boot_it(plain), -ENOEXEC);
	request = ask(FEATURE_ENTRY_POINT);
	request->entry = ELF_BUILD_BASE + 0x20;
	fake_begin();
	REQUIRE_OK(boot_it("/T\nprotocol: limine\nkernel_path: boot():/k\nkaslr: no\n"));
	EXPECT_EQ(boot.entry_point, ELF_BUILD_BASE + 0x20);
	fake_end();
}

TEST(paging_modes)
{
	struct limine_paging_mode_request *request;

	fake_begin();
	kernel(6);
	request = ask(FEATURE_PAGING_MODE);
	request->revision = 1;
	request->mode = 7;
	request->max_mode = 9;
	request->min_mode = 0;
	REQUIRE_OK(boot_it(plain));
	EXPECT_EQ(boot.paging_mode, 1);
	fake_begin();
	request->min_mode = 2;
	EXPECT_STATUS(boot_it(plain), -ENOTSUP);
	fake_begin();
	request->min_mode = 1;
	request->max_mode = 0;
	EXPECT_STATUS(boot_it(plain), -ENOTSUP);
	fake_end();
}

TEST(nokaslr_is_fixed)
{
	fake_begin();
	kernel(6);
	REQUIRE_OK(boot_it("/T\nprotocol: limine\nkernel_path: boot():/k\n"
			   "kernel_cmdline: x nokaslr y\n"));
	EXPECT_EQ(boot.image.slide, 0);
	EXPECT_EQ(boot.hhdm, 0xff00000000000000);
	fake_end();
}
