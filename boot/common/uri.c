/* SPDX-License-Identifier: MIT */
#include <boot/uri.h>

#include <abi/errors.h>
#include <base/string.h>

static const char fix_path[] = "Correct the path in limine.conf.";

/* Drops the last component of the path under construction. */
static size_t climb(const char *path, size_t length)
{
	while (length > 0 && path[length - 1] != '/')
		length--;
	return length > 0 ? length - 1 : 0;
}

/* Appends the components of `path` to out->path, of which `length` bytes stand already. */
static status_t append(struct strview path, size_t length, struct uri *out, struct diag *d)
{
	while (path.at) {
		struct strview part = strview_cut(path, '/', &path);

		if (part.length == 0 || strview_is(part, "."))
			continue;
		if (strview_is(part, "..")) {
			length = climb(out->path, length);
			continue;
		}
		if (part.length + 2 > sizeof(out->path) - length)
			return diag_fail(d, ENAMETOOLONG, fix_path,
				"the path is longer than %d characters", URI_PATH_MAX - 1);
		out->path[length++] = '/';
		memcpy(out->path + length, part.at, part.length);
		length += part.length;
	}
	out->path[length] = '\0';
	if (length == 0)
		return diag_fail(d, EINVAL, fix_path, "the path names no file");
	return 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static status_t read_hash(struct strview text, u8 hash[BLAKE2B_SIZE], struct diag *d)
{
	if (text.length != (size_t)2 * BLAKE2B_SIZE)
		return diag_fail(d, EINVAL, fix_path, "the hash behind `#` has %zu digits, not %d",
			text.length, 2 * BLAKE2B_SIZE);
	for (size_t i = 0; i < BLAKE2B_SIZE; i++) {
		int high = hex_digit(text.at[2 * i]), low = hex_digit(text.at[2 * i + 1]);

		if (high < 0 || low < 0)
			return diag_fail(d, EINVAL, fix_path,
				"the hash behind `#` has a character that is no hexadecimal digit");
		hash[i] = (u8)(high << 4 | low);
	}
	return 0;
}

/*
 * Takes "#hash" off the end of `path`. What stands behind a "#" without being a hash is an
 * error, not a part of the name: a check that was mistyped must not be skipped.
 */
static status_t take_hash(struct strview *path, struct uri *out, struct diag *d)
{
	struct strview hash;

	*path = strview_cut(*path, '#', &hash);
	out->hashed = hash.at;
	return hash.at ? read_hash(hash, out->hash, d) : 0;
}

static status_t no_root(struct diag *d)
{
	return diag_fail(d, EINVAL, fix_path, "a path must begin like `boot():/`");
}

/* "boot(2", from which the rest of the root was cut. */
static status_t read_root(struct strview root, struct uri *out, struct diag *d)
{
	struct strview number;
	struct strview name = strview_cut(root, '(', &number);

	if (!number.at)
		return no_root(d);
	if (!text_same(name, "boot"))
		return diag_fail(d, ENOTSUP, "Put the file on the loader's volume: `boot():/`.",
			"volumes named like `%.*s)` are not supported", VIEW_ARGS(root));
	out->partition = 0;
	if (number.length == 0)
		return 0;
	if (strview_to_u64(number, &out->partition) || out->partition == 0)
		return diag_fail(
			d, EINVAL, fix_path, "`%.*s` is no partition number", VIEW_ARGS(number));
	return 0;
}

status_t uri_parse(struct strview text, struct uri *out, struct diag *d)
{
	struct strview path;
	struct strview root = strview_cut(text, ')', &path);
	status_t status;

	if (!strview_has_prefix(path, ":"))
		return no_root(d);
	path = text_skip(path, 1);
	status = read_root(root, out, d);
	if (!status)
		status = take_hash(&path, out, d);
	return status ? status : append(path, 0, out, d);
}

status_t uri_relative(const struct uri *base, struct strview path, struct uri *out, struct diag *d)
{
	status_t status;
	size_t folder = climb(base->path, strlen(base->path));

	*out = *base;
	status = take_hash(&path, out, d);
	if (status)
		return status;
	return append(path, strview_has_prefix(path, "/") ? 0 : folder, out, d);
}
