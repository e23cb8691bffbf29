/* SPDX-License-Identifier: MIT */
/* What the parts of the UEFI port share. */
#pragma once

#include <boot/config.h>
#include <boot/diag.h>
#include <boot/file.h>
#include <uefi/efi.h>

struct boot;

extern struct efi_system_table *efi;
extern efi_handle_t efi_image;

/* The protocol of a handle, or NULL. */
void *efi_protocol(efi_handle_t handle, const struct efi_guid *guid);

/* The first one of its kind in the machine, or NULL. */
void *efi_find(const struct efi_guid *guid);

bool efi_guid_equal(const struct efi_guid *a, const struct efi_guid *b);

/* The node behind this one in a device path, or NULL at its end. */
const struct efi_device_path *efi_path_next(const struct efi_device_path *node);

/* What an EFI status says, in our own errors. */
status_t efi_error(efi_status_t status);

/* --- console.c -------------------------------------------------------------------------- */

/* Copies what is printed to serial lines that the firmware's console does not reach. */
void console_mirror(void);

/* Waits for a key for at most so many seconds; false if none came. */
bool console_wait_key(u64 seconds);

/* --- files.c ---------------------------------------------------------------------------- */

/* Finds the volume with the configuration and reads that; what was tried, if there is none. */
MUST_CHECK status_t files_find_config(struct file *out, struct diag *d);

/* --- memory.c ---------------------------------------------------------------------------- */

/* What was taken so far is not given back by firmware_release(). */
void memory_keep(void);

/* --- main.c ------------------------------------------------------------------------------ */

efi_status_t efi_main(efi_handle_t image, struct efi_system_table *system);
[[noreturn]] void power_off(void);

/* --- check.c ----------------------------------------------------------------------------- */

bool check_is_wanted(const struct config *config);

/* Tries all entries, and turns the machine off. `boot` is a scratch. */
[[noreturn]] void check_all(const struct config *config, struct boot *boot);
