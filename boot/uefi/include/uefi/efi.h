/* SPDX-License-Identifier: MIT */
/*
 * UEFI as far as the loader calls it, after the UEFI specification 2.10: layouts and numbers
 * only. Table entries we never call are `void *`, so that calling one does not compile.
 */
#pragma once

#include <base/types.h>

/* Firmware's calling convention; on x86 it is not that of our own code. */
#ifdef __x86_64__
#define EFIAPI __attribute__((ms_abi))
#else
#define EFIAPI
#endif

/* Freestanding, there is no <uchar.h> to take it from. */
typedef u16 char16_t;

typedef u64 efi_status_t;
typedef void *efi_handle_t;
typedef void *efi_event_t;

struct efi_guid {
	u32 a;
	u16 b, c;
	u8 d[8];
};
static_assert(sizeof(struct efi_guid) == 16);

enum : efi_status_t {
	EFI_SUCCESS = 0,
	EFI_ERROR_BIT = 1ul << 63,
	EFI_LOAD_ERROR = EFI_ERROR_BIT | 1,
	EFI_INVALID_PARAMETER = EFI_ERROR_BIT | 2,
	EFI_UNSUPPORTED = EFI_ERROR_BIT | 3,
	EFI_BUFFER_TOO_SMALL = EFI_ERROR_BIT | 5,
	EFI_NOT_READY = EFI_ERROR_BIT | 6,
	EFI_OUT_OF_RESOURCES = EFI_ERROR_BIT | 9,
	EFI_NOT_FOUND = EFI_ERROR_BIT | 14,
	EFI_ABORTED = EFI_ERROR_BIT | 21,
};

struct efi_table_header {
	u64 signature;
	u32 revision;
	u32 header_size;
	u32 crc32;
	u32 reserved;
};
static_assert(sizeof(struct efi_table_header) == 24);

/* --- Memory --------------------------------------------------------------------------- */

enum efi_allocate_type : u32 {
	EFI_ALLOCATE_ANY = 0,
	EFI_ALLOCATE_BELOW = 1, /* the address passed in is the last byte's highest place */
	EFI_ALLOCATE_AT = 2,
};

enum efi_memory_type : u32 {
	EFI_RESERVED = 0,
	EFI_LOADER_CODE = 1,
	EFI_LOADER_DATA = 2,
	EFI_BOOT_CODE = 3,
	EFI_BOOT_DATA = 4,
	EFI_RUNTIME_CODE = 5,
	EFI_RUNTIME_DATA = 6,
	EFI_CONVENTIONAL = 7,
	EFI_UNUSABLE = 8,
	EFI_ACPI_RECLAIM = 9,
	EFI_ACPI_NVS = 10,
	EFI_MMIO = 11,
	EFI_MMIO_PORTS = 12,
	EFI_PAL_CODE = 13,
	EFI_PERSISTENT = 14,
};

/* Firmware's descriptors may be longer than this: step by the size it reports. */
struct efi_memory_descriptor {
	u32 type;
	u32 pad;
	u64 physical;
	u64 virtual;
	u64 pages;
	u64 attributes;
};
static_assert(sizeof(struct efi_memory_descriptor) == 40);

constexpr u64 EFI_MEMORY_XP = 0x4000;

/* --- Console -------------------------------------------------------------------------- */

struct efi_text_output {
	void *reset;
	EFIAPI efi_status_t (*output_string)(struct efi_text_output *, const char16_t *);
	/* more that we do not use */
};

struct efi_input_key {
	u16 scan_code;
	char16_t character;
};

struct efi_text_input {
	void *reset;
	EFIAPI efi_status_t (*read_key)(struct efi_text_input *, struct efi_input_key *);
	efi_event_t wait_for_key;
};

struct efi_serial_io {
	u32 revision;
	void *reset, *set_attributes, *set_control, *get_control;
	EFIAPI efi_status_t (*write)(struct efi_serial_io *, u64 *size, const void *);
	/* more that we do not use */
};

/* --- Services ------------------------------------------------------------------------- */

struct efi_device_path {
	u8 type;
	u8 subtype;
	u8 length[2];
};

struct efi_boot_services {
	struct efi_table_header header;
	void *raise_tpl, *restore_tpl;
	EFIAPI efi_status_t (*allocate_pages)(u32 how, u32 type, u64 pages, paddr_t *at);
	EFIAPI efi_status_t (*free_pages)(paddr_t at, u64 pages);
	EFIAPI efi_status_t (*get_memory_map)(
		u64 *size, void *map, u64 *key, u64 *descriptor_size, u32 *descriptor_version);
	EFIAPI efi_status_t (*allocate_pool)(u32 type, u64 size, void **buffer);
	EFIAPI efi_status_t (*free_pool)(void *buffer);
	void *create_event, *set_timer, *wait_for_event, *signal_event, *close_event, *check_event;
	void *install_protocol, *reinstall_protocol, *uninstall_protocol;
	EFIAPI efi_status_t (*handle_protocol)(
		efi_handle_t, const struct efi_guid *, void **interface);
	void *reserved;
	void *register_notify, *locate_handle;
	EFIAPI efi_status_t (*locate_device_path)(
		const struct efi_guid *, struct efi_device_path **, efi_handle_t *);
	void *install_configuration_table;
	void *load_image, *start_image, *exit, *unload_image;
	EFIAPI efi_status_t (*exit_boot_services)(efi_handle_t image, u64 key);
	void *next_monotonic_count;
	EFIAPI efi_status_t (*stall)(u64 microseconds);
	EFIAPI efi_status_t (*set_watchdog)(
		u64 seconds, u64 code, u64 data_size, const char16_t *data);
	void *connect_controller, *disconnect_controller;
	void *open_protocol, *close_protocol, *open_protocol_information;
	void *protocols_per_handle;
	EFIAPI efi_status_t (*locate_handle_buffer)(
		u32 how, const struct efi_guid *, void *key, u64 *count, efi_handle_t **handles);
	EFIAPI efi_status_t (*locate_protocol)(
		const struct efi_guid *, void *registration, void **interface);
	/* more that we do not use */
};
static_assert(offsetof(struct efi_boot_services, allocate_pages) == 40);
static_assert(offsetof(struct efi_boot_services, handle_protocol) == 152);
static_assert(offsetof(struct efi_boot_services, exit_boot_services) == 232);
static_assert(offsetof(struct efi_boot_services, locate_protocol) == 320);

enum : u32 {
	EFI_LOCATE_BY_PROTOCOL = 2,
};

struct efi_time {
	u16 year;
	u8 month, day, hour, minute, second, pad1;
	u32 nanosecond;
	s16 time_zone; /* minutes from UTC, or EFI_UNSPECIFIED_TIMEZONE */
	u8 daylight, pad2;
};
static_assert(sizeof(struct efi_time) == 16);

enum {
	EFI_UNSPECIFIED_TIMEZONE = 0x7ff,
};

enum efi_reset_type : u32 {
	EFI_RESET_COLD = 0,
	EFI_RESET_WARM = 1,
	EFI_RESET_SHUTDOWN = 2,
};

struct efi_runtime_services {
	struct efi_table_header header;
	EFIAPI efi_status_t (*get_time)(struct efi_time *, void *capabilities);
	void *set_time, *get_wakeup_time, *set_wakeup_time;
	void *set_virtual_address_map, *convert_pointer;
	EFIAPI efi_status_t (*get_variable)(const char16_t *name, const struct efi_guid *vendor,
		u32 *attributes, u64 *size, void *data);
	void *next_variable, *set_variable, *next_high_monotonic_count;
	EFIAPI void (*reset_system)(
		u32 type, efi_status_t status, u64 data_size, const char16_t *data);
	/* more that we do not use */
};
static_assert(offsetof(struct efi_runtime_services, get_variable) == 72);
static_assert(offsetof(struct efi_runtime_services, reset_system) == 104);

struct efi_configuration_table {
	struct efi_guid guid;
	u64 table;
};
static_assert(sizeof(struct efi_configuration_table) == 24);

struct efi_system_table {
	struct efi_table_header header;
	const char16_t *firmware_vendor;
	u32 firmware_revision;
	efi_handle_t console_in_handle;
	struct efi_text_input *console_in;
	efi_handle_t console_out_handle;
	struct efi_text_output *console_out;
	efi_handle_t error_handle;
	struct efi_text_output *error_out;
	struct efi_runtime_services *runtime;
	struct efi_boot_services *boot;
	u64 table_count;
	struct efi_configuration_table *tables;
};
static_assert(sizeof(struct efi_system_table) == 120);

/* --- Images and files ----------------------------------------------------------------- */

struct efi_loaded_image {
	u32 revision;
	efi_handle_t parent;
	struct efi_system_table *system_table;
	efi_handle_t device;
	struct efi_device_path *file_path;
	void *reserved;
	u32 load_options_size;
	void *load_options;
	void *image_base;
	u64 image_size;
	/* more that we do not use */
};
static_assert(offsetof(struct efi_loaded_image, image_base) == 64);

struct efi_file {
	u64 revision;
	EFIAPI efi_status_t (*open)(struct efi_file *, struct efi_file **out, const char16_t *name,
		u64 mode, u64 attributes);
	EFIAPI efi_status_t (*close)(struct efi_file *);
	void *remove;
	EFIAPI efi_status_t (*read)(struct efi_file *, u64 *size, void *buffer);
	void *write, *get_position, *set_position;
	EFIAPI efi_status_t (*get_info)(
		struct efi_file *, const struct efi_guid *kind, u64 *size, void *buffer);
	/* more that we do not use */
};
static_assert(offsetof(struct efi_file, get_info) == 64);

constexpr u64 EFI_FILE_READ = 1;
constexpr u64 EFI_FILE_DIRECTORY = 0x10;

struct efi_file_info {
	u64 size;
	u64 file_size;
	u64 physical_size;
	struct efi_time created, accessed, modified;
	u64 attributes;
	char16_t name[256];
};
static_assert(offsetof(struct efi_file_info, attributes) == 72);

struct efi_file_system {
	u64 revision;
	EFIAPI efi_status_t (*open_volume)(struct efi_file_system *, struct efi_file **root);
};

struct efi_block_media {
	u32 media_id;
	bool removable, present, logical_partition, read_only, write_caching;
	u32 block_size;
	u32 io_align;
	u64 last_block;
};

struct efi_block_io {
	u64 revision;
	struct efi_block_media *media;
	void *reset;
	EFIAPI efi_status_t (*read)(
		struct efi_block_io *, u32 media_id, u64 block, u64 size, void *buffer);
	/* more that we do not use */
};

enum : u8 {
	EFI_PATH_HARDWARE = 1,
	EFI_PATH_MESSAGING = 3,
	EFI_PATH_MEDIA = 4,
	EFI_PATH_END = 0x7f,
	EFI_PATH_MESSAGING_UART = 14,
	EFI_PATH_MEDIA_HARD_DRIVE = 1,
	EFI_PATH_MEDIA_CDROM = 2,
	EFI_PATH_END_ALL = 0xff,
};

/* A partition of a disk; unaligned, as device path nodes are. */
struct [[gnu::packed]] efi_hard_drive_path {
	struct efi_device_path head;
	u32 partition; /* from 1 */
	u64 first_block;
	u64 block_count;
	u8 signature[16];
	u8 table;	   /* 1 MBR, 2 GPT */
	u8 signature_type; /* 0 none, 1 MBR's 32-bit number, 2 GUID */
};
static_assert(sizeof(struct efi_hard_drive_path) == 42);

/* --- Graphics ------------------------------------------------------------------------- */

enum efi_pixel_format : u32 {
	EFI_PIXEL_RGB = 0, /* bytes in memory: red, green, blue, reserved */
	EFI_PIXEL_BGR = 1,
	EFI_PIXEL_MASKS = 2,
	EFI_PIXEL_BLT_ONLY = 3,
};

struct efi_graphics_info {
	u32 version;
	u32 width;
	u32 height;
	u32 format; /* enum efi_pixel_format */
	u32 red_mask, green_mask, blue_mask, reserved_mask;
	u32 pixels_per_line;
};
static_assert(sizeof(struct efi_graphics_info) == 36);

struct efi_graphics_mode {
	u32 mode_count;
	u32 mode;
	struct efi_graphics_info *info;
	u64 info_size;
	paddr_t framebuffer;
	u64 framebuffer_size;
};

struct efi_graphics {
	EFIAPI efi_status_t (*query_mode)(
		struct efi_graphics *, u32 mode, u64 *info_size, struct efi_graphics_info **info);
	EFIAPI efi_status_t (*set_mode)(struct efi_graphics *, u32 mode);
	void *blt;
	struct efi_graphics_mode *mode;
};

struct efi_edid {
	u32 size;
	u8 *edid;
};

/* --- Small protocols ------------------------------------------------------------------ */

struct efi_rng {
	void *get_info;
	EFIAPI efi_status_t (*get_rng)(
		struct efi_rng *, const struct efi_guid *algorithm, u64 size, u8 *out);
};

struct efi_riscv_boot {
	u64 revision;
	EFIAPI efi_status_t (*get_boot_hart_id)(struct efi_riscv_boot *, u64 *hart);
};

struct efi_memory_attribute {
	void *get;
	void *set;
	EFIAPI efi_status_t (*clear)(
		struct efi_memory_attribute *, paddr_t base, u64 length, u64 attributes);
};

/* --- Names ---------------------------------------------------------------------------- */

extern const struct efi_guid efi_loaded_image_guid, efi_file_system_guid, efi_file_info_guid,
	efi_device_path_guid, efi_block_io_guid, efi_graphics_guid, efi_edid_active_guid,
	efi_edid_discovered_guid, efi_rng_guid, efi_riscv_boot_guid, efi_memory_attribute_guid,
	efi_serial_io_guid, efi_global_variable_guid;

/* In the system table's list of configuration tables. */
extern const struct efi_guid efi_acpi_20_guid, efi_acpi_10_guid, efi_smbios_guid, efi_smbios3_guid,
	efi_dtb_guid;
