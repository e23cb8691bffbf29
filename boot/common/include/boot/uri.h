/* SPDX-License-Identifier: MIT */
/*
 * How a configuration names a file:
 *
 *     boot():/dir/file             on the volume the loader came from
 *     boot(2):/dir/file            on partition 2 of the same disk
 *     boot():/dir/file#0123...     and its BLAKE2b hash (128 hexadecimal digits) must match
 *
 * Other roots (hdd, guid, fslabel, tftp, ...) are recognised and refused by name. Paths come
 * out absolute, with single slashes, without "." and "..": a path cannot climb out of its
 * volume, and two names of one file are one name.
 */
#pragma once

#include <boot/blake2b.h>
#include <boot/diag.h>
#include <boot/text.h>

enum {
	URI_PATH_MAX = 256,
};

struct uri {
	char path[URI_PATH_MAX];
	u64 partition; /* 0: the boot volume itself */
	bool hashed;
	u8 hash[BLAKE2B_SIZE];
};

/* Reads a root and a path; -EINVAL, -ENOTSUP, -ENAMETOOLONG. */
MUST_CHECK status_t uri_parse(struct strview text, struct uri *out, struct diag *d);

/* Reads a path relative to the folder of the file `base`; it may have a hash as well. */
MUST_CHECK status_t uri_relative(
	const struct uri *base, struct strview path, struct uri *out, struct diag *d);
