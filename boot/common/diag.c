/* SPDX-License-Identifier: MIT */
#include <boot/diag.h>

#include <base/fmt.h>
#include <base/string.h>

status_t diag_fail(struct diag *d, int error, const char *advice, const char *what, ...)
{
	va_list args;

	if (d->what[0])
		return -error;
	va_start(args, what);
	fmt_vstring(d->what, sizeof(d->what), what, args);
	va_end(args);
	strlcpy(d->advice, advice, sizeof(d->advice));
	return -error;
}

void diag_where(struct diag *d, const char *where, ...)
{
	char inner[sizeof(d->where)];
	va_list args;
	size_t length;

	strlcpy(inner, d->where, sizeof(inner));
	va_start(args, where);
	length = fmt_vstring(d->where, sizeof(d->where), where, args);
	va_end(args);
	if (inner[0] && length < sizeof(d->where))
		fmt_string(d->where + length, sizeof(d->where) - length, ": %s", inner);
}

void diag_text(const struct diag *d, char *out, size_t size)
{
	fmt_string(out, size, "%s%s%s. %s", d->where, d->where[0] ? ": " : "", d->what, d->advice);
}
