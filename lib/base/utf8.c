/* SPDX-License-Identifier: MIT */
/*
 * Well-formed sequences (Unicode 15, table 3-7). Only the second byte is ever
 * bounded more tightly than 80..bf, which is what rules out overlong forms and
 * surrogates:
 *
 *	00..7f
 *	c2..df  80..bf
 *	e0      a0..bf  80..bf
 *	e1..ef  80..bf  80..bf		except ed: 80..9f
 *	f0      90..bf  80..bf  80..bf
 *	f1..f3  80..bf  80..bf  80..bf
 *	f4      80..8f  80..bf  80..bf
 */
#include <base/utf8.h>

/* Begins a sequence; false if byte begins none. */
static bool begin(struct utf8_stream *stream, u8 byte)
{
	stream->low = 0x80;
	stream->high = 0xbf;
	if (byte < 0x80) {
		stream->missing = 0;
		stream->character = byte;
	} else if (byte >= 0xc2 && byte <= 0xdf) {
		stream->missing = 1;
		stream->character = byte & 0x1f;
	} else if (byte >= 0xe0 && byte <= 0xef) {
		stream->missing = 2;
		stream->character = byte & 0x0f;
		stream->low = byte == 0xe0 ? 0xa0 : 0x80;
		stream->high = byte == 0xed ? 0x9f : 0xbf;
	} else if (byte >= 0xf0 && byte <= 0xf4) {
		stream->missing = 3;
		stream->character = byte & 0x07;
		stream->low = byte == 0xf0 ? 0x90 : 0x80;
		stream->high = byte == 0xf4 ? 0x8f : 0xbf;
	} else {
		stream->missing = 0;
		return false;
	}
	return true;
}

/* Takes a further byte of a sequence; false if it does not belong to it. */
static bool go_on(struct utf8_stream *stream, u8 byte)
{
	if (byte < stream->low || byte > stream->high)
		return false;
	stream->character = stream->character << 6 | (byte & 0x3f);
	stream->missing--;
	stream->low = 0x80;
	stream->high = 0xbf;
	return true;
}

size_t utf8_push(struct utf8_stream *stream, u8 byte, u32 characters[2])
{
	size_t count = 0;

	if (stream->missing) {
		if (go_on(stream, byte)) {
			if (!stream->missing)
				characters[count++] = stream->character;
			return count;
		}
		characters[count++] = UTF8_REPLACEMENT;
	}
	if (!begin(stream, byte))
		characters[count++] = UTF8_REPLACEMENT;
	else if (!stream->missing)
		characters[count++] = stream->character;
	return count;
}

size_t utf8_decode(const char *text, size_t length, u32 *character)
{
	struct utf8_stream stream = {};
	size_t used = 1;

	*character = UTF8_REPLACEMENT;
	if (!begin(&stream, (u8)text[0]))
		return used;
	while (stream.missing) {
		if (used == length || !go_on(&stream, (u8)text[used]))
			return used;
		used++;
	}
	*character = stream.character;
	return used;
}

size_t utf8_encode(u32 character, char bytes[UTF8_MAX])
{
	if (character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff))
		character = UTF8_REPLACEMENT;
	if (character < 0x80) {
		bytes[0] = (char)character;
		return 1;
	}
	size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--, character >>= 6)
		bytes[i] = (char)(0x80 | (character & 0x3f));
	/* The length in ones, then a zero, then the highest bits. */
	bytes[0] = (char)((0xf00u >> length) | character);
	return length;
}
