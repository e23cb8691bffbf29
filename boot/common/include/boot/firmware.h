/* SPDX-License-Identifier: MIT */
/*
 * The contract between the loader and the firmware it runs on: what boot/uefi supplies (and
 * boot/bios will). Everything above it is the same for all.
 *
 * Under every firmware we support, physical memory that is handed out here can be reached at
 * its physical address until firmware_exit() has returned true, and after it until the
 * machine's own launch code switches page tables.
 */
#pragma once

#include <boot/file.h>
#include <boot/memory.h>
#include <boot/uri.h>

/* --- Memory and time ------------------------------------------------------------------- */

struct pages_wish {
	u64 pages;
	u64 align;     /* a power of two; 0: a page */
	paddr_t below; /* all of it lies below; 0: anywhere */
	bool code;     /* will be executed before the kernel's page tables are on */
};

/* Pages with whatever they contain; firmware_release() gives them back. -ENOMEM. */
MUST_CHECK status_t firmware_pages(const struct pages_wish *wish, paddr_t *out);

/* Gives back all pages. */
void firmware_release(void);

/* Waits; before firmware_exit() only. */
void firmware_stall(u64 microseconds);

/* --- Words ------------------------------------------------------------------------------ */

/* Text for people, on the screen and on a serial line; "\n" ends a line. */
void firmware_print(const char *text);

/* --- Files ------------------------------------------------------------------------------ */

/*
 * Reads a whole file into pages of its own, and checks its hash if it has one. Fills in
 * everything but `path` and `string`.
 */
MUST_CHECK status_t firmware_read(const struct uri *uri, struct file *out, struct diag *d);

/* --- What the machine has ---------------------------------------------------------------- */

/* Physical addresses; 0: there is none. */
struct firmware_tables {
	paddr_t rsdp;
	paddr_t smbios_32, smbios_64;
	paddr_t dtb;
	u64 dtb_size;
	paddr_t efi_system_table;
	bool has_date;
	s64 date; /* seconds since 1970 */
	bool has_boot_hart;
	u64 boot_hart; /* riscv */
};

void firmware_tables(struct firmware_tables *out);

/* Memory that firmware tables occupy, other than ACPI's: for each, once. */
MUST_CHECK status_t firmware_pin(struct range_map *map, const struct revision *r);

/* Up to `size` random bytes of the firmware's; returns how many. */
size_t firmware_random(void *out, size_t size);

/* LIMINE_FIRMWARE_... */
extern const u64 firmware_type;

/* --- Screens ------------------------------------------------------------------------------ */

enum {
	SCREENS_MAX = 4,
	EDID_MAX = 512,
};

struct screen_mode {
	u32 width, height;
	u32 pitch; /* bytes */
	u16 bpp;
	u8 red_size, red_shift, green_size, green_shift, blue_size, blue_shift;
};

struct screen {
	paddr_t framebuffer;
	u64 size; /* bytes of it */
	struct screen_mode mode;
	u32 edid_size;
	u8 edid[EDID_MAX];
	void *handle; /* the firmware's */
};

/* Zero: whatever the firmware likes. */
struct screen_wish {
	u64 width, height, bpp;
};

/* Sets modes, as far as the wish can be granted, and reports what is there. */
u32 firmware_screens(const struct screen_wish *wish, struct screen out[SCREENS_MAX]);

/* The `number`th mode that this screen could be set to; false behind the last. */
bool firmware_screen_mode(const struct screen *screen, u32 number, struct screen_mode *out);

/* --- Leaving ------------------------------------------------------------------------------ */

/* The firmware's own map, as it is to be shown to the kernel. */
struct firmware_map {
	paddr_t at;
	u64 size;
	u64 descriptor_size;
	u64 descriptor_version;
};

/*
 * Reads the memory map into *map (which has been initialised) and keeps the raw one. The
 * first call may allocate memory for it, the later ones do not.
 */
MUST_CHECK status_t firmware_memory(
	struct range_map *map, struct firmware_map *raw, struct diag *d);

/*
 * Ends the firmware's services; true if it did. Else the memory map has changed since it was
 * read: read it again, allocate nothing, try again.
 */
bool firmware_exit(void);
