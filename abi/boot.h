/* SPDX-License-Identifier: MIT */
/*
 * The boot contract: the Limine boot protocol, base revisions 0 to 6.
 *
 * This file is what the loader and the kernel agree on, and nothing else:
 * layouts and numbers, no code. Both sides include it; the kernel need not have
 * been started by our loader, nor the loader be starting our kernel.
 *
 * How it works. The kernel image carries *requests*: structures with a 32-byte
 * ID, on 8-byte boundaries, in initialised data. The loader walks the
 * file-backed part of the image, finds each request by the two words that all
 * IDs begin with, and stores the address of a *response* into it; a request it
 * does not know, or cannot serve, keeps the NULL that the kernel put there.
 * Requests and responses carry revisions of their own, independent of each
 * other; a later revision only ever appends fields.
 *
 *   LIMINE_START_MARKER       requests before this are ignored
 *   LIMINE_BASE_REVISION(n)   once; the loader answers in place (see below)
 *   struct limine_..._request ...
 *   LIMINE_END_MARKER         the scan stops here
 *
 * Base revision. Word 2 of the tag is the wanted revision. A loader that serves
 * it stores 0 there; one that knows revisions from 3 up also stores the
 * revision it really uses into word 1. An older loader asked for too much boots
 * with the best it has and leaves word 2 alone, so a kernel reads: word 2 is 0,
 * "as asked"; else word 1 changed, "as word 1 says"; else "a loader of revision
 * 2 or less".
 *
 * Pointers are 64 bits wide and hold virtual addresses of the address space the
 * kernel is entered in. They may be followed by the kernel only: code that
 * builds these structures for somebody else defines
 * LIMINE_POINTERS_ARE_ADDRESSES first, and every pointer below is an integer
 * that cannot be dereferenced by mistake.
 *
 * All responses and what they point to lie in memory of type
 * LIMINE_MEMMAP_LOADER.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef LIMINE_POINTERS_ARE_ADDRESSES
#define LIMINE_PTR(...) uint64_t
#else
#define LIMINE_PTR(...) typeof(__VA_ARGS__)
#endif

/* Layout is the whole point of this file, so every structure states its own. */
#define LIMINE_AT(type, member, offset) \
	static_assert(offsetof(struct type, member) == (offset), #type "." #member " has moved")
#define LIMINE_SIZE(type, bytes) \
	static_assert(sizeof(struct type) == (bytes), #type " has changed size")

/* --- Magic numbers ----------------------------------------------------------------- */

enum : uint64_t {
	/* Words 0 and 1 of every request ID. */
	LIMINE_MAGIC_0 = 0xc7b1dd30df4c8b88,
	LIMINE_MAGIC_1 = 0x0a82e883a194f07b,
	/* Words 0 and 1 of the base revision tag; word 2 is the wanted revision. */
	LIMINE_BASE_REVISION_0 = 0xf9562b2d5c95a6c8,
	LIMINE_BASE_REVISION_1 = 0x6a7b384944536bdc,
	LIMINE_START_MARKER_0 = 0xf6b8f4b39de7d1ae,
	LIMINE_START_MARKER_1 = 0xfab91a6940fcb9cf,
	LIMINE_START_MARKER_2 = 0x785c6ed015d3e316,
	LIMINE_START_MARKER_3 = 0x181e920a7852b9d9,
	LIMINE_END_MARKER_0 = 0xadc0e0531bb10d03,
	LIMINE_END_MARKER_1 = 0x9572709f31764c62,
};

/* Initialisers for uint64_t arrays of 4, 2 and 3 words. */
#define LIMINE_START_MARKER                                                    \
	{ LIMINE_START_MARKER_0, LIMINE_START_MARKER_1, LIMINE_START_MARKER_2, \
		LIMINE_START_MARKER_3 }
#define LIMINE_END_MARKER	     { LIMINE_END_MARKER_0, LIMINE_END_MARKER_1 }
#define LIMINE_BASE_REVISION(wanted) { LIMINE_BASE_REVISION_0, LIMINE_BASE_REVISION_1, (wanted) }

/* The newest base revision described here, and the first that reports the one in use. */
#define LIMINE_BASE_REVISION_MAX     6
#define LIMINE_BASE_REVISION_REPORTS 3

/*
 * Every feature that has an ID: X(NAME, word 2, word 3). The last two are
 * withdrawn: listed so that a loader can tell "withdrawn" from "unknown", never
 * answered.
 */
#define LIMINE_FEATURES(X)                                            \
	X(BOOTLOADER_INFO, 0xf55038d8e2a1202f, 0x279426fcf5f59740)    \
	X(FIRMWARE_TYPE, 0x8c2f75d90bef28a8, 0x7045a4688eac00c3)      \
	X(STACK_SIZE, 0x224ef0460a8e8926, 0xe1cb0fc25f46ea3d)         \
	X(HHDM, 0x48dcf1cb8ad2b852, 0x63984e959a98244b)               \
	X(FRAMEBUFFER, 0x9d5827dcd881dd75, 0xa3148604f6fab11b)        \
	X(PAGING_MODE, 0x95c1a0edab0944cb, 0xa4e5cb3842f7488a)        \
	X(MP, 0x95a67b819a1b857e, 0xa0b61b723b6a73e0)                 \
	X(MEMMAP, 0x67cf3d9d378a806f, 0xe304acdfc50c3c62)             \
	X(ENTRY_POINT, 0x13d86c035a1cd3e1, 0x2b0caa89d8f3026a)        \
	X(EXECUTABLE_FILE, 0xad97e90e83f1ed67, 0x31eb5d1c5ff23b69)    \
	X(MODULE, 0x3e7e279702be32af, 0xca1c4f3bd1280cee)             \
	X(RSDP, 0xc5e77b6b397e7b43, 0x27637845accdcf3c)               \
	X(SMBIOS, 0x9e9046f11e095391, 0xaa4a520fefbde5ee)             \
	X(EFI_SYSTEM_TABLE, 0x5ceba5163eaaf6d6, 0x0a6981610cf65fcc)   \
	X(EFI_MEMMAP, 0x7df62a431d6872d5, 0xa4fcdfb3e57306c8)         \
	X(DATE_AT_BOOT, 0x502746e184c088aa, 0xfbc5ec83e6327893)       \
	X(EXECUTABLE_ADDRESS, 0x71ba76863cc55f63, 0xb2644a48c516a487) \
	X(DTB, 0xb40ddb48fb54bac7, 0x545081493f81ffb7)                \
	X(EXECUTABLE_CMDLINE, 0x4b161536e598651e, 0xb390ad4a2f1f303a) \
	X(RISCV_BSP_HARTID, 0x1369359f025525f9, 0x2ff2a56178391bb6)   \
	X(TPM_EVENT_LOG, 0x98e094fc7e76e979, 0xee8d8775c54e1d1f)      \
	X(PERFORMANCE, 0x6b50ad9bf36d13ad, 0xdc4c7e88fc759e17)        \
	X(KEEP_IOMMU, 0x8ebaabe51f490179, 0x2aa86a59ffb4ab0f)         \
	X(TSC_FREQUENCY, 0x10f2ee1d87d195e4, 0xf747a2b78f6ddb31)      \
	X(FLANTERM_FB_PARAMS, 0x3259399fe7c5f126, 0xe01c1c8c5db9d1a9) \
	X(ENTROPY, 0x65ea80255d5682c5, 0x9117240723f493eb)            \
	X(WITHDRAWN_TERMINAL, 0xc8ac59310c2b0844, 0xa68d0c7265d38878) \
	X(WITHDRAWN_5_LEVEL_PAGING, 0x94469551da9b3192, 0xebe5e86db7382888)

/* LIMINE_HHDM_ID2, LIMINE_HHDM_ID3, ... */
#define LIMINE_FEATURE_WORDS(name, word2, word3) \
	LIMINE_##name##_ID2 = (word2), LIMINE_##name##_ID3 = (word3),
enum : uint64_t { LIMINE_FEATURES(LIMINE_FEATURE_WORDS) };
#undef LIMINE_FEATURE_WORDS

/* Initialiser of a request's id: .id = LIMINE_ID(HHDM). */
#define LIMINE_ID(name) { LIMINE_MAGIC_0, LIMINE_MAGIC_1, LIMINE_##name##_ID2, LIMINE_##name##_ID3 }

/* --- Heads -------------------------------------------------------------------------- */

#define LIMINE_REQUEST_HEAD(response_type) \
	uint64_t id[4];                    \
	uint64_t revision;                 \
	LIMINE_PTR(struct response_type *) response

/* What a loader knows about any request, and a kernel about any response. */
struct limine_response {
	uint64_t revision;
};
LIMINE_SIZE(limine_response, 8);

struct limine_request {
	LIMINE_REQUEST_HEAD(limine_response);
};
LIMINE_AT(limine_request, revision, 32);
LIMINE_AT(limine_request, response, 40);
LIMINE_SIZE(limine_request, 48);

/* --- Bootloader info: who loaded us -------------------------------------------------- */

struct limine_bootloader_info_response {
	uint64_t revision;
	LIMINE_PTR(const char *) name;
	LIMINE_PTR(const char *) version;
};
LIMINE_AT(limine_bootloader_info_response, name, 8);
LIMINE_AT(limine_bootloader_info_response, version, 16);

struct limine_bootloader_info_request {
	LIMINE_REQUEST_HEAD(limine_bootloader_info_response);
};

/* --- Firmware type ------------------------------------------------------------------- */

enum limine_firmware_type : uint64_t {
	LIMINE_FIRMWARE_X86_BIOS = 0,
	LIMINE_FIRMWARE_EFI_32 = 1,
	LIMINE_FIRMWARE_EFI_64 = 2,
	LIMINE_FIRMWARE_SBI = 3,
};

struct limine_firmware_type_response {
	uint64_t revision;
	uint64_t type; /* enum limine_firmware_type */
};
LIMINE_AT(limine_firmware_type_response, type, 8);

struct limine_firmware_type_request {
	LIMINE_REQUEST_HEAD(limine_firmware_type_response);
};

/* --- Stack size: at least so many bytes, for every CPU; 64 KiB unasked --------------- */

struct limine_stack_size_response {
	uint64_t revision;
};

struct limine_stack_size_request {
	LIMINE_REQUEST_HEAD(limine_stack_size_response);
	uint64_t stack_size;
};
LIMINE_AT(limine_stack_size_request, stack_size, 48);

#define LIMINE_STACK_SIZE_MIN 0x10000

/* --- HHDM: where physical memory is mapped ------------------------------------------- */

struct limine_hhdm_response {
	uint64_t revision;
	uint64_t offset;
};
LIMINE_AT(limine_hhdm_response, offset, 8);

struct limine_hhdm_request {
	LIMINE_REQUEST_HEAD(limine_hhdm_response);
};

/* --- Framebuffer; no framebuffer, no response ---------------------------------------- */

enum limine_memory_model : uint8_t {
	LIMINE_MEMORY_MODEL_RGB = 1,
};

struct limine_video_mode {
	uint64_t pitch; /* bytes from one line to the next */
	uint64_t width; /* pixels */
	uint64_t height;
	uint16_t bpp;
	uint8_t memory_model; /* enum limine_memory_model */
	uint8_t red_size;     /* bits */
	uint8_t red_shift;
	uint8_t green_size;
	uint8_t green_shift;
	uint8_t blue_size;
	uint8_t blue_shift;
};
LIMINE_AT(limine_video_mode, width, 8);
LIMINE_AT(limine_video_mode, height, 16);
LIMINE_AT(limine_video_mode, bpp, 24);
LIMINE_AT(limine_video_mode, memory_model, 26);
LIMINE_AT(limine_video_mode, red_size, 27);
LIMINE_AT(limine_video_mode, blue_shift, 32);
LIMINE_SIZE(limine_video_mode, 40);

struct limine_framebuffer {
	LIMINE_PTR(void *) address;
	uint64_t width; /* pixels */
	uint64_t height;
	uint64_t pitch; /* bytes from one line to the next */
	uint16_t bpp;
	uint8_t memory_model; /* enum limine_memory_model */
	uint8_t red_size;     /* bits */
	uint8_t red_shift;
	uint8_t green_size;
	uint8_t green_shift;
	uint8_t blue_size;
	uint8_t blue_shift;
	uint8_t unused[7];
	uint64_t edid_size;
	LIMINE_PTR(const void *) edid; /* or NULL */
	/* Only if the response's revision is 1 or more. */
	uint64_t mode_count;
	LIMINE_PTR(struct limine_video_mode *const *) modes;
};
LIMINE_AT(limine_framebuffer, width, 8);
LIMINE_AT(limine_framebuffer, height, 16);
LIMINE_AT(limine_framebuffer, pitch, 24);
LIMINE_AT(limine_framebuffer, bpp, 32);
LIMINE_AT(limine_framebuffer, memory_model, 34);
LIMINE_AT(limine_framebuffer, red_size, 35);
LIMINE_AT(limine_framebuffer, red_shift, 36);
LIMINE_AT(limine_framebuffer, green_size, 37);
LIMINE_AT(limine_framebuffer, green_shift, 38);
LIMINE_AT(limine_framebuffer, blue_size, 39);
LIMINE_AT(limine_framebuffer, blue_shift, 40);
LIMINE_AT(limine_framebuffer, edid_size, 48);
LIMINE_AT(limine_framebuffer, edid, 56);
LIMINE_AT(limine_framebuffer, mode_count, 64);
LIMINE_AT(limine_framebuffer, modes, 72);
LIMINE_SIZE(limine_framebuffer, 80);

struct limine_framebuffer_response {
	uint64_t revision;
	uint64_t framebuffer_count;
	LIMINE_PTR(struct limine_framebuffer *const *) framebuffers;
};
LIMINE_AT(limine_framebuffer_response, framebuffer_count, 8);
LIMINE_AT(limine_framebuffer_response, framebuffers, 16);

struct limine_framebuffer_request {
	LIMINE_REQUEST_HEAD(limine_framebuffer_response);
};

/* --- Paging mode --------------------------------------------------------------------- */

/* The numbers mean different things on each machine. */
enum limine_paging_mode : uint64_t {
	LIMINE_PAGING_X86_4LVL = 0,
	LIMINE_PAGING_X86_5LVL = 1,
	LIMINE_PAGING_ARM64_4LVL = 0,
	LIMINE_PAGING_ARM64_5LVL = 1,
	LIMINE_PAGING_RISCV_SV39 = 0,
	LIMINE_PAGING_RISCV_SV48 = 1,
	LIMINE_PAGING_RISCV_SV57 = 2,
};

struct limine_paging_mode_response {
	uint64_t revision;
	uint64_t mode; /* the one in use */
};
LIMINE_AT(limine_paging_mode_response, mode, 8);

struct limine_paging_mode_request {
	LIMINE_REQUEST_HEAD(limine_paging_mode_response);
	uint64_t mode; /* preferred */
	/* Read only if the request's revision is 1 or more. */
	uint64_t max_mode;
	uint64_t min_mode;
};
LIMINE_AT(limine_paging_mode_request, mode, 48);
LIMINE_AT(limine_paging_mode_request, max_mode, 56);
LIMINE_AT(limine_paging_mode_request, min_mode, 64);

/* --- MP: the other CPUs -------------------------------------------------------------- */

/*
 * The loader starts every CPU, in the boot CPU's machine state and on a stack
 * of its own, and parks it polling goto_address. The kernel fills
 * extra_argument, then stores goto_address with release order; the CPU jumps
 * there with the address of its info structure as first argument. One response
 * and one info layout per machine.
 */
#define LIMINE_MP_REQUEST_X2APIC  (UINT64_C(1) << 0) /* x86: switch to x2APIC if present */
#define LIMINE_MP_RESPONSE_X2APIC (UINT32_C(1) << 0) /* x86: x2APIC is on */

struct limine_mp_info_x86 {
	uint32_t acpi_uid;
	uint32_t lapic_id;
	uint64_t reserved; /* the loader's, while the CPU is parked */
	LIMINE_PTR(void (*)(struct limine_mp_info_x86 *)) goto_address;
	uint64_t extra_argument;
};
LIMINE_AT(limine_mp_info_x86, lapic_id, 4);
LIMINE_AT(limine_mp_info_x86, reserved, 8);
LIMINE_AT(limine_mp_info_x86, goto_address, 16);
LIMINE_AT(limine_mp_info_x86, extra_argument, 24);
LIMINE_SIZE(limine_mp_info_x86, 32);

struct limine_mp_response_x86 {
	uint64_t revision;
	uint32_t flags;
	uint32_t bsp_lapic_id;
	uint64_t cpu_count;
	LIMINE_PTR(struct limine_mp_info_x86 *const *) cpus;
};
LIMINE_AT(limine_mp_response_x86, flags, 8);
LIMINE_AT(limine_mp_response_x86, bsp_lapic_id, 12);
LIMINE_AT(limine_mp_response_x86, cpu_count, 16);
LIMINE_AT(limine_mp_response_x86, cpus, 24);

struct limine_mp_info_arm64 {
	uint32_t acpi_uid; /* 0 without ACPI */
	uint32_t reserved1;
	uint64_t mpidr; /* affinity fields only */
	uint64_t reserved;
	LIMINE_PTR(void (*)(struct limine_mp_info_arm64 *)) goto_address;
	uint64_t extra_argument;
};
LIMINE_AT(limine_mp_info_arm64, mpidr, 8);
LIMINE_AT(limine_mp_info_arm64, reserved, 16);
LIMINE_AT(limine_mp_info_arm64, goto_address, 24);
LIMINE_AT(limine_mp_info_arm64, extra_argument, 32);
LIMINE_SIZE(limine_mp_info_arm64, 40);

struct limine_mp_response_arm64 {
	uint64_t revision;
	uint64_t flags;
	uint64_t bsp_mpidr;
	uint64_t cpu_count;
	LIMINE_PTR(struct limine_mp_info_arm64 *const *) cpus;
};
LIMINE_AT(limine_mp_response_arm64, flags, 8);
LIMINE_AT(limine_mp_response_arm64, bsp_mpidr, 16);
LIMINE_AT(limine_mp_response_arm64, cpu_count, 24);
LIMINE_AT(limine_mp_response_arm64, cpus, 32);

struct limine_mp_info_riscv {
	uint64_t acpi_uid; /* 0 without ACPI */
	uint64_t hartid;
	uint64_t reserved;
	LIMINE_PTR(void (*)(struct limine_mp_info_riscv *)) goto_address;
	uint64_t extra_argument;
};
LIMINE_AT(limine_mp_info_riscv, hartid, 8);
LIMINE_AT(limine_mp_info_riscv, reserved, 16);
LIMINE_AT(limine_mp_info_riscv, goto_address, 24);
LIMINE_AT(limine_mp_info_riscv, extra_argument, 32);
LIMINE_SIZE(limine_mp_info_riscv, 40);

struct limine_mp_response_riscv {
	uint64_t revision;
	uint64_t flags;
	uint64_t bsp_hartid;
	uint64_t cpu_count;
	LIMINE_PTR(struct limine_mp_info_riscv *const *) cpus;
};
LIMINE_AT(limine_mp_response_riscv, flags, 8);
LIMINE_AT(limine_mp_response_riscv, bsp_hartid, 16);
LIMINE_AT(limine_mp_response_riscv, cpu_count, 24);
LIMINE_AT(limine_mp_response_riscv, cpus, 32);

/* The response's real type is one of the three above. */
struct limine_mp_request {
	LIMINE_REQUEST_HEAD(limine_response);
	uint64_t flags;
};
LIMINE_AT(limine_mp_request, flags, 48);

/* --- Memory map ---------------------------------------------------------------------- */

/*
 * Sorted by base. USABLE and LOADER entries are page aligned and overlap
 * nothing; the others promise neither. EXECUTABLE and FRAMEBUFFER are
 * informative: the features that describe those things are the truth about
 * them.
 */
enum limine_memmap_type : uint64_t {
	LIMINE_MEMMAP_USABLE = 0,
	LIMINE_MEMMAP_RESERVED = 1,
	LIMINE_MEMMAP_ACPI_RECLAIMABLE = 2,
	LIMINE_MEMMAP_ACPI_NVS = 3,
	LIMINE_MEMMAP_BAD = 4,
	LIMINE_MEMMAP_LOADER = 5, /* free once the kernel is done with what the loader left */
	LIMINE_MEMMAP_EXECUTABLE = 6,
	LIMINE_MEMMAP_FRAMEBUFFER = 7,
	LIMINE_MEMMAP_RESERVED_MAPPED = 8, /* base revision 4 and up: reserved, yet in the HHDM */
};

struct limine_memmap_entry {
	uint64_t base;
	uint64_t length;
	uint64_t type; /* enum limine_memmap_type */
};
LIMINE_AT(limine_memmap_entry, length, 8);
LIMINE_AT(limine_memmap_entry, type, 16);
LIMINE_SIZE(limine_memmap_entry, 24);

struct limine_memmap_response {
	uint64_t revision;
	uint64_t entry_count;
	LIMINE_PTR(struct limine_memmap_entry *const *) entries;
};
LIMINE_AT(limine_memmap_response, entry_count, 8);
LIMINE_AT(limine_memmap_response, entries, 16);

struct limine_memmap_request {
	LIMINE_REQUEST_HEAD(limine_memmap_response);
};

/* --- Entry point: used instead of the ELF header's ----------------------------------- */

struct limine_entry_point_response {
	uint64_t revision;
};

struct limine_entry_point_request {
	LIMINE_REQUEST_HEAD(limine_entry_point_response);
	LIMINE_PTR(void (*)(void)) entry;
};
LIMINE_AT(limine_entry_point_request, entry, 48);

/* --- Files: the executable and its modules ------------------------------------------- */

enum limine_media_type : uint32_t {
	LIMINE_MEDIA_GENERIC = 0,
	LIMINE_MEDIA_OPTICAL = 1,
	LIMINE_MEDIA_TFTP = 2,
};

struct limine_uuid {
	uint32_t a;
	uint16_t b;
	uint16_t c;
	uint8_t d[8];
};
LIMINE_SIZE(limine_uuid, 16);

/* Zero means unset throughout. */
struct limine_file {
	uint64_t revision;
	LIMINE_PTR(void *) address; /* page aligned */
	uint64_t size;
	LIMINE_PTR(const char *) path;	 /* within its volume, with a leading slash */
	LIMINE_PTR(const char *) string; /* the command line */
	uint32_t media_type;		 /* enum limine_media_type */
	uint32_t unused;
	uint32_t tftp_ip;
	uint32_t tftp_port;
	uint32_t partition_index; /* from 1 */
	uint32_t mbr_disk_id;
	struct limine_uuid gpt_disk_uuid;
	struct limine_uuid gpt_part_uuid;
	struct limine_uuid part_uuid; /* the file system's own */
};
LIMINE_AT(limine_file, address, 8);
LIMINE_AT(limine_file, size, 16);
LIMINE_AT(limine_file, path, 24);
LIMINE_AT(limine_file, string, 32);
LIMINE_AT(limine_file, media_type, 40);
LIMINE_AT(limine_file, tftp_ip, 48);
LIMINE_AT(limine_file, tftp_port, 52);
LIMINE_AT(limine_file, partition_index, 56);
LIMINE_AT(limine_file, mbr_disk_id, 60);
LIMINE_AT(limine_file, gpt_disk_uuid, 64);
LIMINE_AT(limine_file, gpt_part_uuid, 80);
LIMINE_AT(limine_file, part_uuid, 96);
LIMINE_SIZE(limine_file, 112);

struct limine_executable_file_response {
	uint64_t revision;
	LIMINE_PTR(struct limine_file *) executable_file;
};
LIMINE_AT(limine_executable_file_response, executable_file, 8);

struct limine_executable_file_request {
	LIMINE_REQUEST_HEAD(limine_executable_file_response);
};

#define LIMINE_MODULE_REQUIRED	 (UINT64_C(1) << 0) /* refuse to boot without it */
#define LIMINE_MODULE_COMPRESSED (UINT64_C(1) << 1) /* gzip; response revision 2 and up */

/* A module the kernel itself asks for; its path is relative to the executable's folder. */
struct limine_internal_module {
	LIMINE_PTR(const char *) path;
	LIMINE_PTR(const char *) string;
	uint64_t flags;
};
LIMINE_AT(limine_internal_module, string, 8);
LIMINE_AT(limine_internal_module, flags, 16);
LIMINE_SIZE(limine_internal_module, 24);

/* Internal modules come first in the list. Each owns all pages it touches. */
struct limine_module_response {
	uint64_t revision;
	uint64_t module_count;
	LIMINE_PTR(struct limine_file *const *) modules;
};
LIMINE_AT(limine_module_response, module_count, 8);
LIMINE_AT(limine_module_response, modules, 16);

struct limine_module_request {
	LIMINE_REQUEST_HEAD(limine_module_response);
	/* Read only if the request's revision is 1 or more. */
	uint64_t internal_module_count;
	LIMINE_PTR(const struct limine_internal_module *const *) internal_modules;
};
LIMINE_AT(limine_module_request, internal_module_count, 48);
LIMINE_AT(limine_module_request, internal_modules, 56);

/* --- Firmware tables: no such table, no response ------------------------------------- */

/* Physical instead of virtual under base revision 3, and only there. */
struct limine_rsdp_response {
	uint64_t revision;
	LIMINE_PTR(void *) address;
};
LIMINE_AT(limine_rsdp_response, address, 8);

struct limine_rsdp_request {
	LIMINE_REQUEST_HEAD(limine_rsdp_response);
};

/* Physical under base revisions 3 and 4. */
struct limine_smbios_response {
	uint64_t revision;
	LIMINE_PTR(void *) entry_32; /* or NULL */
	LIMINE_PTR(void *) entry_64; /* or NULL */
};
LIMINE_AT(limine_smbios_response, entry_32, 8);
LIMINE_AT(limine_smbios_response, entry_64, 16);

struct limine_smbios_request {
	LIMINE_REQUEST_HEAD(limine_smbios_response);
};

/* Physical under base revisions 3 and 4. */
struct limine_efi_system_table_response {
	uint64_t revision;
	LIMINE_PTR(void *) address;
};
LIMINE_AT(limine_efi_system_table_response, address, 8);

struct limine_efi_system_table_request {
	LIMINE_REQUEST_HEAD(limine_efi_system_table_response);
};

struct limine_efi_memmap_response {
	uint64_t revision;
	LIMINE_PTR(void *) memmap;
	uint64_t memmap_size;
	uint64_t desc_size;
	uint64_t desc_version;
};
LIMINE_AT(limine_efi_memmap_response, memmap, 8);
LIMINE_AT(limine_efi_memmap_response, memmap_size, 16);
LIMINE_AT(limine_efi_memmap_response, desc_size, 24);
LIMINE_AT(limine_efi_memmap_response, desc_version, 32);

struct limine_efi_memmap_request {
	LIMINE_REQUEST_HEAD(limine_efi_memmap_response);
};

/* Its memory@ nodes are gone and its /chosen means nothing: the protocol says it all. */
struct limine_dtb_response {
	uint64_t revision;
	LIMINE_PTR(void *) dtb;
};
LIMINE_AT(limine_dtb_response, dtb, 8);

struct limine_dtb_request {
	LIMINE_REQUEST_HEAD(limine_dtb_response);
};

/* --- Where, when, how fast ------------------------------------------------------------ */

struct limine_date_at_boot_response {
	uint64_t revision;
	int64_t timestamp; /* seconds since 1970, by the machine's clock */
};
LIMINE_AT(limine_date_at_boot_response, timestamp, 8);

struct limine_date_at_boot_request {
	LIMINE_REQUEST_HEAD(limine_date_at_boot_response);
};

struct limine_executable_address_response {
	uint64_t revision;
	uint64_t physical_base;
	uint64_t virtual_base;
};
LIMINE_AT(limine_executable_address_response, physical_base, 8);
LIMINE_AT(limine_executable_address_response, virtual_base, 16);

struct limine_executable_address_request {
	LIMINE_REQUEST_HEAD(limine_executable_address_response);
};

struct limine_performance_response {
	uint64_t revision;
	uint64_t reset_us; /* since reset: when the loader started, ... */
	uint64_t init_us;
	uint64_t exec_us; /* ... and when it jumped to the executable */
};
LIMINE_AT(limine_performance_response, reset_us, 8);
LIMINE_AT(limine_performance_response, init_us, 16);
LIMINE_AT(limine_performance_response, exec_us, 24);

struct limine_performance_request {
	LIMINE_REQUEST_HEAD(limine_performance_response);
};

/* The rate of the counter: time stamp, CNTPCT_EL0, time. Unknown rate, no response. */
struct limine_tsc_frequency_response {
	uint64_t revision;
	uint64_t frequency; /* Hz */
};
LIMINE_AT(limine_tsc_frequency_response, frequency, 8);

struct limine_tsc_frequency_request {
	LIMINE_REQUEST_HEAD(limine_tsc_frequency_response);
};

/* --- Small ones ------------------------------------------------------------------------ */

/* Same memory as the executable file's string. */
struct limine_executable_cmdline_response {
	uint64_t revision;
	LIMINE_PTR(const char *) cmdline;
};
LIMINE_AT(limine_executable_cmdline_response, cmdline, 8);

struct limine_executable_cmdline_request {
	LIMINE_REQUEST_HEAD(limine_executable_cmdline_response);
};

/* Answered on RISC-V only. */
struct limine_riscv_bsp_hartid_response {
	uint64_t revision;
	uint64_t bsp_hartid;
};
LIMINE_AT(limine_riscv_bsp_hartid_response, bsp_hartid, 8);

struct limine_riscv_bsp_hartid_request {
	LIMINE_REQUEST_HEAD(limine_riscv_bsp_hartid_response);
};

enum limine_tpm_event_log_format : uint64_t {
	LIMINE_TPM_EVENT_LOG_TCG_1_2 = 1,
	LIMINE_TPM_EVENT_LOG_TCG_2 = 2,
};

struct limine_tpm_event_log_response {
	uint64_t revision;
	uint64_t format; /* enum limine_tpm_event_log_format */
	uint64_t size;
	LIMINE_PTR(void *) address;
};
LIMINE_AT(limine_tpm_event_log_response, format, 8);
LIMINE_AT(limine_tpm_event_log_response, size, 16);
LIMINE_AT(limine_tpm_event_log_response, address, 24);

struct limine_tpm_event_log_request {
	LIMINE_REQUEST_HEAD(limine_tpm_event_log_response);
};

/* x86: if asked, IOMMUs are left as the firmware had them. */
struct limine_keep_iommu_response {
	uint64_t revision;
};

struct limine_keep_iommu_request {
	LIMINE_REQUEST_HEAD(limine_keep_iommu_response);
};

/* Best effort: the response's count may be below the request's. */
struct limine_entropy_response {
	uint64_t revision;
	uint64_t count;
	LIMINE_PTR(uint64_t *) values;
};
LIMINE_AT(limine_entropy_response, count, 8);
LIMINE_AT(limine_entropy_response, values, 16);

struct limine_entropy_request {
	LIMINE_REQUEST_HEAD(limine_entropy_response);
	uint64_t count;
};
LIMINE_AT(limine_entropy_request, count, 48);

/* How the loader's own terminal looked: one per framebuffer, in the same order. */
struct limine_flanterm_fb_params {
	LIMINE_PTR(uint32_t *) canvas;
	uint64_t canvas_size;
	uint32_t ansi_colours[8];
	uint32_t ansi_bright_colours[8];
	uint32_t default_bg;
	uint32_t default_fg;
	uint32_t default_bg_bright;
	uint32_t default_fg_bright;
	LIMINE_PTR(void *) font;
	uint64_t font_width;
	uint64_t font_height;
	uint64_t font_spacing;
	uint64_t font_scale_x;
	uint64_t font_scale_y;
	uint64_t margin;
	uint64_t rotation; /* quarter turns */
};
LIMINE_AT(limine_flanterm_fb_params, canvas_size, 8);
LIMINE_AT(limine_flanterm_fb_params, ansi_colours, 16);
LIMINE_AT(limine_flanterm_fb_params, ansi_bright_colours, 48);
LIMINE_AT(limine_flanterm_fb_params, default_bg, 80);
LIMINE_AT(limine_flanterm_fb_params, default_fg_bright, 92);
LIMINE_AT(limine_flanterm_fb_params, font, 96);
LIMINE_AT(limine_flanterm_fb_params, rotation, 152);
LIMINE_SIZE(limine_flanterm_fb_params, 160);

struct limine_flanterm_fb_params_response {
	uint64_t revision;
	uint64_t entry_count;
	LIMINE_PTR(struct limine_flanterm_fb_params *const *) entries;
};
LIMINE_AT(limine_flanterm_fb_params_response, entry_count, 8);
LIMINE_AT(limine_flanterm_fb_params_response, entries, 16);

struct limine_flanterm_fb_params_request {
	LIMINE_REQUEST_HEAD(limine_flanterm_fb_params_response);
};

#undef LIMINE_AT
#undef LIMINE_SIZE
#undef LIMINE_REQUEST_HEAD
