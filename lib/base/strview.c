/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/checked.h>
#include <base/strview.h>

struct strview strview_cut(struct strview view, char separator, struct strview *rest)
{
	for (size_t i = 0; i < view.length; i++) {
		if (view.at[i] != separator)
			continue;
		*rest = (struct strview){ view.at + i + 1, view.length - i - 1 };
		return (struct strview){ view.at, i };
	}
	*rest = (struct strview){};
	return view;
}

static u32 digit_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return (u32)(digit - '0');
	if (digit >= 'a' && digit <= 'f')
		return (u32)(digit - 'a') + 10;
	if (digit >= 'A' && digit <= 'F')
		return (u32)(digit - 'A') + 10;
	return UINT32_MAX;
}

status_t strview_to_u64(struct strview view, u64 *value)
{
	u32 base = 10;
	u64 sum = 0;

	if (strview_has_prefix(view, "0x") || strview_has_prefix(view, "0X")) {
		base = 16;
		view.at += 2;
		view.length -= 2;
	}
	if (view.length == 0)
		return -EINVAL;
	for (size_t i = 0; i < view.length; i++)
		if (digit_value(view.at[i]) >= base)
			return -EINVAL;
	for (size_t i = 0; i < view.length; i++)
		if (!checked_mul(sum, base, &sum) ||
			!checked_add(sum, digit_value(view.at[i]), &sum))
			return -ERANGE;
	*value = sum;
	return 0;
}

/* The shift that a size's suffix stands for; 0 for anything else. */
static u32 suffix_shift(char suffix)
{
	switch (suffix) {
	case 'k':
	case 'K': return 10;
	case 'm':
	case 'M': return 20;
	case 'g':
	case 'G': return 30;
	case 't':
	case 'T': return 40;
	default: return 0;
	}
}

status_t strview_to_size(struct strview view, u64 *value)
{
	u32 shift = view.length ? suffix_shift(view.at[view.length - 1]) : 0;
	u64 number;

	if (shift)
		view.length--;
	status_t status = strview_to_u64(view, &number);
	if (status)
		return status;
	if (!checked_mul(number, BIT(shift), &number))
		return -ERANGE;
	*value = number;
	return 0;
}

bool strview_copy(struct strview view, char *to, size_t size)
{
	if (size == 0)
		return false;
	size_t length = min(view.length, size - 1);
	if (length)
		memcpy(to, view.at, length);
	to[length] = '\0';
	return length == view.length;
}

/*
 * On a mismatch behind a star, let the star take one byte more. Only the last
 * star need be tried again: what an earlier one could take, the later one can
 * take as well. So the work is at most the product of the lengths, whatever the
 * pattern.
 */
bool strview_matches(struct strview view, struct strview pattern)
{
	size_t v = 0, p = 0;
	size_t star = SIZE_MAX, star_taken = 0;

	while (v < view.length) {
		if (p < pattern.length && pattern.at[p] == '*') {
			star = p++;
			star_taken = v;
		} else if (p < pattern.length &&
			   (pattern.at[p] == '?' || pattern.at[p] == view.at[v])) {
			p++;
			v++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			v = ++star_taken;
		} else {
			return false;
		}
	}
	while (p < pattern.length && pattern.at[p] == '*')
		p++;
	return p == pattern.length;
}
