/* SPDX-License-Identifier: MIT */
#include <base/fmt.h>
#include <base/string.h>

/* Whether a %d may be wider than an int. */
enum length {
	LENGTH_CHAR,
	LENGTH_SHORT,
	LENGTH_INT,
	LENGTH_LONG,
};

struct spec {
	bool left;
	bool zero;
	bool alternate;
	char plus; /* what stands before a positive number: '+', ' ' or nothing */
	bool has_precision;
	size_t width;
	size_t precision;
	enum length length;
};

struct printer {
	struct fmt_sink *sink;
	size_t written;
};

static void put(struct printer *out, const char *text, size_t length)
{
	if (length)
		out->sink->write(out->sink, text, length);
	out->written += length;
}

static void put_repeated(struct printer *out, char what, size_t count)
{
	char run[16];

	memset(run, what, sizeof(run));
	for (; count > sizeof(run); count -= sizeof(run))
		put(out, run, sizeof(run));
	put(out, run, count);
}

/* prefix (sign or 0x), zeros, text; padded to the width where the flags say. */
static void put_field(struct printer *out, const struct spec *spec, const char *prefix,
	size_t zeros, const char *text, size_t length)
{
	size_t prefix_length = strlen(prefix);
	size_t used = prefix_length + zeros + length;
	size_t pad = spec->width > used ? spec->width - used : 0;

	if (!spec->left && !spec->zero)
		put_repeated(out, ' ', pad);
	put(out, prefix, prefix_length);
	put_repeated(out, '0', zeros + (!spec->left && spec->zero ? pad : 0));
	put(out, text, length);
	if (spec->left)
		put_repeated(out, ' ', pad);
}

#define DIGITS_MAX 22 /* 2^64 in octal */

/* Writes digits downwards from end and returns the first; none for 0. */
static char *digits(char *end, u64 value, u32 base, bool upper)
{
	const char *symbols = upper ? "0123456789ABCDEF" : "0123456789abcdef";

	for (; value; value /= base)
		*--end = symbols[value % base];
	return end;
}

static void put_number(
	struct printer *out, struct spec *spec, u64 value, const char *prefix, u32 base, bool upper)
{
	char buffer[DIGITS_MAX];
	char *end = buffer + sizeof(buffer);
	char *first = digits(end, value, base, upper);
	size_t length = (size_t)(end - first);
	size_t least = spec->has_precision ? spec->precision : 1;

	if (spec->has_precision)
		spec->zero = false; /* C: a precision wins over the 0 flag */
	put_field(out, spec, prefix, least > length ? least - length : 0, first, length);
}

static void put_signed(struct printer *out, struct spec *spec, s64 value)
{
	char prefix[2] = { value < 0 ? '-' : spec->plus };
	u64 magnitude = value < 0 ? 0 - (u64)value : (u64)value;

	put_number(out, spec, magnitude, prefix, 10, false);
}

static void put_unsigned(struct printer *out, struct spec *spec, u64 value, char conversion)
{
	switch (conversion) {
	case 'x':
		put_number(out, spec, value, spec->alternate && value ? "0x" : "", 16, false);
		break;
	case 'X':
		put_number(out, spec, value, spec->alternate && value ? "0X" : "", 16, true);
		break;
	case 'o':
		put_number(out, spec, value, spec->alternate && value ? "0" : "", 8, false);
		break;
	default: put_number(out, spec, value, "", 10, false); break;
	}
}

static void put_pointer(struct printer *out, struct spec *spec, const void *pointer)
{
	spec->has_precision = true;
	spec->precision = 16;
	put_number(out, spec, (uintptr_t)pointer, "0x", 16, false);
}

static void put_text(struct printer *out, struct spec *spec, const char *text)
{
	size_t limit = spec->has_precision ? spec->precision : SIZE_MAX;

	if (!text)
		text = "(null)";
	spec->zero = false;
	put_field(out, spec, "", 0, text, strnlen(text, limit));
}

static const char *parse_count(const char *at, size_t *count)
{
	/* Bounded, so that a wild format costs a wide field and not an overflow. */
	for (*count = 0; *at >= '0' && *at <= '9'; at++)
		if (*count < 10000)
			*count = *count * 10 + (size_t)(*at - '0');
	return at;
}

static const char *parse_flags(const char *at, struct spec *spec)
{
	for (;; at++) {
		switch (*at) {
		case '-': spec->left = true; break;
		case '0': spec->zero = true; break;
		case '#': spec->alternate = true; break;
		case '+': spec->plus = '+'; break;
		case ' ': spec->plus = spec->plus ? spec->plus : ' '; break;
		default: return at;
		}
	}
}

static const char *parse_length(const char *at, enum length *length)
{
	*length = LENGTH_INT;
	for (;; at++) {
		switch (*at) {
		case 'h': *length = *length == LENGTH_SHORT ? LENGTH_CHAR : LENGTH_SHORT; break;
		case 'l':
		case 'z':
		case 'j':
		case 't': *length = LENGTH_LONG; break;
		default: return at;
		}
	}
}

/* A va_list that functions can share: passed by address, arrays of it would decay. */
struct arguments {
	va_list list;
};

static const char *parse_spec(const char *at, struct spec *spec, struct arguments *args)
{
	at = parse_flags(at, spec);
	if (*at == '*') {
		int width = va_arg(args->list, int);
		spec->left |= width < 0;
		spec->width = width < 0 ? 0 - (size_t)width : (size_t)width;
		at++;
	} else {
		at = parse_count(at, &spec->width);
	}
	if (*at == '.') {
		spec->has_precision = true;
		if (*++at == '*') {
			int precision = va_arg(args->list, int);
			spec->has_precision = precision >= 0;
			spec->precision = precision < 0 ? 0 : (size_t)precision;
			at++;
		} else {
			at = parse_count(at, &spec->precision);
		}
	}
	return parse_length(at, &spec->length);
}

static s64 take_signed(enum length length, struct arguments *args)
{
	if (length == LENGTH_LONG)
		return va_arg(args->list, long);
	int value = va_arg(args->list, int);
	return length == LENGTH_INT ? value : length == LENGTH_SHORT ? (s16)value : (s8)value;
}

static u64 take_unsigned(enum length length, struct arguments *args)
{
	if (length == LENGTH_LONG)
		return va_arg(args->list, unsigned long);
	unsigned value = va_arg(args->list, unsigned);
	return length == LENGTH_INT ? value : length == LENGTH_SHORT ? (u16)value : (u8)value;
}

/* Prints one conversion; false if it is none of ours (then no argument was taken). */
static bool put_conversion(
	struct printer *out, struct spec *spec, char conversion, struct arguments *args)
{
	char character;

	switch (conversion) {
	case 'd':
	case 'i': put_signed(out, spec, take_signed(spec->length, args)); return true;
	case 'u':
	case 'x':
	case 'X':
	case 'o':
		put_unsigned(out, spec, take_unsigned(spec->length, args), conversion);
		return true;
	case 'p': put_pointer(out, spec, va_arg(args->list, void *)); return true;
	case 's': put_text(out, spec, va_arg(args->list, const char *)); return true;
	case 'c':
		character = (char)va_arg(args->list, int);
		spec->zero = false;
		put_field(out, spec, "", 0, &character, 1);
		return true;
	case '%': put(out, "%", 1); return true;
	default: return false;
	}
}

size_t fmt_vprint(struct fmt_sink *sink, const char *format, va_list list)
{
	struct printer out = { .sink = sink };
	struct arguments args;

	va_copy(args.list, list);
	while (*format) {
		size_t plain = 0;
		while (format[plain] && format[plain] != '%')
			plain++;
		put(&out, format, plain);
		format += plain;
		if (!*format)
			break;
		struct spec spec = {};
		const char *conversion = parse_spec(format + 1, &spec, &args);
		if (put_conversion(&out, &spec, *conversion, &args)) {
			format = conversion + 1;
		} else {
			put(&out, format, (size_t)(conversion - format));
			format = conversion;
		}
	}
	va_end(args.list);
	return out.written;
}

size_t fmt_print(struct fmt_sink *sink, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	size_t written = fmt_vprint(sink, format, args);
	va_end(args);
	return written;
}

static void buffer_write(struct fmt_sink *sink, const char *text, size_t length)
{
	struct fmt_buffer *buffer = container_of(sink, struct fmt_buffer, sink);

	if (buffer->length + 1 < buffer->size) {
		size_t part = min(length, buffer->size - 1 - buffer->length);

		memcpy(buffer->at + buffer->length, text, part);
		buffer->at[buffer->length + part] = '\0';
	}
	buffer->length += length;
}

void fmt_buffer_init(struct fmt_buffer *buffer, char *at, size_t size)
{
	*buffer = (struct fmt_buffer){ .sink = { buffer_write }, .at = at, .size = size };
	if (size)
		at[0] = '\0';
}

size_t fmt_vstring(char *buffer, size_t size, const char *format, va_list args)
{
	struct fmt_buffer to;

	fmt_buffer_init(&to, buffer, size);
	return fmt_vprint(&to.sink, format, args);
}

size_t fmt_string(char *buffer, size_t size, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	size_t length = fmt_vstring(buffer, size, format, args);
	va_end(args);
	return length;
}
