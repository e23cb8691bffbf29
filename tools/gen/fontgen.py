#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the console's bitmap font from Debian's font packages.

    fontgen.py OUTPUT.c

Letters come from Terminus (console-setup-linux), which was drawn for screens, in bold: the
regular weight looks faint on a dark ground. What Terminus lacks comes from GNU Unifont (package
unifont). Both are 16 pixels high. The output defines

    const struct font console_font;      declared in <gfx/font.h>

as three arrays: ranges of neighbouring code points of equal width, in ascending order, each
with the offset of its first glyph; and the bitmaps, 16 rows a glyph, one byte a row and cell,
top row first, leftmost pixel in the highest bit. It depends on the two packages alone.

What is taken from where, and why:

* Terminus' console fonts let one glyph stand for several code points. For letters that is
  true (Latin A, Greek Alpha); from U+2000 on it is mostly a makeshift (a heavy line shown as a
  light one), so there a glyph counts only for the first code point that its table names.
* Box drawing and block elements come from Unifont as a whole: Terminus has a third of them,
  and its lines cross one pixel beside Unifont's, which shows where the two meet.
* Unifont draws many symbols two cells wide that take one cell on every terminal (the check
  marks). Only the code points that Unicode calls wide stay so; the others are squeezed by
  joining neighbouring pixels.
"""

from __future__ import annotations

import gzip
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TERMINUS = Path("/usr/share/consolefonts")
# In order of preference; each adds what the ones before lack.
TERMINUS_FONTS = ("Uni2", "FullCyrSlav", "FullGreek", "Lat15", "Lat2", "Lat7", "CyrAsia", "Uni3")
UNIFONT = Path("/usr/share/unifont/unifont.hex")

HEIGHT = 16
WIDE = {0x2728}  # of what is covered below, the code points of East Asian width W

COVERAGE = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    # Greek, around what Unicode has not assigned
    (0x0370, 0x0377), (0x037A, 0x037F), (0x0384, 0x038A), (0x038C, 0x038C), (0x038E, 0x03A1),
    (0x03A3, 0x03FF),
    (0x0400, 0x0482),  # Cyrillic, but for its combining signs
    (0x048A, 0x04FF),
    (0x2000, 0x200A),  # spaces and punctuation, but for the invisible ones
    (0x2010, 0x2027),
    (0x202F, 0x205E),
    (0x2070, 0x2071), (0x2074, 0x208E), (0x2090, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2103, 0x2103), (0x2109, 0x2109), (0x2116, 0x2116), (0x2122, 0x2122), (0x2126, 0x2126),
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x2200), (0x2202, 0x2209), (0x220F, 0x221E), (0x2227, 0x222B), (0x2248, 0x2248),
    (0x2260, 0x2265), (0x2282, 0x2287),  # the mathematical signs that texts use
    (0x2500, 0x257F),  # box drawing
    (0x2580, 0x259F),  # block elements
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2605, 0x2606), (0x2610, 0x2612), (0x2639, 0x263A), (0x2660, 0x2667), (0x2669, 0x266F),
    (0x2713, 0x2718),  # check marks and crosses
    (0x2728, 0x2728),  # sparkles
    (0xFFFD, 0xFFFD),  # the sign for what is not here
)
UNIFONT_ONLY = ((0x2500, 0x259F),)
SYMBOLS = 0x2000  # from here on, Terminus' shared glyphs are makeshifts
SPACES = range(0x2000, 0x200B)  # but a blank may stand for every space


class FontError(Exception):
    """An input is missing or not what it should be."""


@dataclass(frozen=True)
class Glyph:
    """`cells` times HEIGHT bytes."""

    bitmap: bytes
    cells: int


def parse_psf(data: bytes, name: str) -> dict[int, tuple[bytes, bool]]:
    """code point -> (8x16 bitmap, is it the first that the glyph's table names).

    PSF1: magic 36 04, mode (bit 0: 512 glyphs, bits 1 and 2: a table follows), height; glyphs;
    per glyph UCS-2 words up to FFFF, where FFFE starts sequences. PSF2: eight words of header,
    glyphs, per glyph UTF-8 up to byte FF, where FE starts sequences.
    """
    if data[:2] == b"\x36\x04":
        count, height, start = (512 if data[2] & 1 else 256), data[3], 4
        entries = _psf1_table(data[start + count * height:])
        size = height
    elif data[:4] == b"\x72\xb5\x4a\x86":
        _, start, _, count, size, height, width = struct.unpack_from("<7I", data, 4)
        if width != 8:
            raise FontError(f"{name}: glyphs are {width} pixels wide, not 8")
        entries = _psf2_table(data[start + count * size:])
    else:
        raise FontError(f"{name}: not a PSF font")
    if height != HEIGHT:
        raise FontError(f"{name}: glyphs are {height} pixels high, not {HEIGHT}")
    found: dict[int, tuple[bytes, bool]] = {}
    for index, codes in zip(range(count), entries):
        bitmap = data[start + index * size:start + index * size + HEIGHT]
        for position, code in enumerate(codes):
            found.setdefault(code, (bitmap, position == 0))
    return found


def _psf1_table(table: bytes) -> Iterator[list[int]]:
    codes: list[int] = []
    in_sequence = False
    for (word,) in struct.iter_unpack("<H", table[:len(table) & ~1]):
        if word == 0xFFFF:
            yield codes
            codes, in_sequence = [], False
        elif word == 0xFFFE:
            in_sequence = True
        elif not in_sequence:
            codes.append(word)


def _psf2_table(table: bytes) -> Iterator[list[int]]:
    for entry in table.split(b"\xff"):
        yield [ord(c) for c in entry.split(b"\xfe")[0].decode("utf-8")]


def read_terminus(folder: Path) -> dict[int, bytes]:
    """What Terminus draws itself, by code point."""
    glyphs: dict[int, bytes] = {}
    for font in TERMINUS_FONTS:
        path = folder / f"{font}-TerminusBold16.psf.gz"
        if not path.is_file():
            raise FontError(f"no file {path}: install console-setup-linux (`./cuprux setup`)")
        for code, (bitmap, first) in parse_psf(gzip.decompress(path.read_bytes()),
                                               path.name).items():
            if first or code < SYMBOLS or (code in SPACES and not any(bitmap)):
                glyphs.setdefault(code, bitmap)
    return glyphs


def read_unifont(path: Path) -> dict[int, bytes]:
    """Unifont's own format: `CODE:BITMAP` in hexadecimal, 16 or 32 bytes a glyph."""
    if not path.is_file():
        raise FontError(f"no file {path}: install unifont (`./cuprux setup`)")
    glyphs = {}
    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), 1):
        code, _, bits = line.partition(":")
        try:
            glyphs[int(code, 16)] = bytes.fromhex(bits)
        except ValueError:
            raise FontError(f"{path}:{number}: expected CODE:BITMAP") from None
    return glyphs


def squeeze(bitmap: bytes) -> bytes:
    """Sixteen pixels to eight: two neighbours become one that is set if either was."""
    rows = struct.unpack(f">{HEIGHT}H", bitmap)
    out = bytearray()
    for row in rows:
        joined = row | row << 1
        out.append(sum(1 << bit for bit in range(8) if joined >> (2 * bit + 1) & 1))
    return bytes(out)


def fit(code: int, bitmap: bytes) -> Glyph:
    """The glyph at the width that a terminal gives this code point."""
    cells = len(bitmap) // HEIGHT
    if cells == 2 and code not in WIDE:
        return Glyph(squeeze(bitmap), 1)
    return Glyph(bitmap, cells)


def choose(terminus: dict[int, bytes], unifont: dict[int, bytes]) -> dict[int, Glyph]:
    """Every covered code point that one of the two has."""
    glyphs = {}
    for first, last in COVERAGE:
        for code in range(first, last + 1):
            only_unifont = any(a <= code <= b for a, b in UNIFONT_ONLY)
            if code in terminus and not only_unifont:
                glyphs[code] = Glyph(terminus[code], 1)
            elif code in unifont:
                glyphs[code] = fit(code, unifont[code])
    for code in (*range(0x20, 0x7F), 0xFFFD):
        if code not in glyphs:
            raise FontError(f"neither font has U+{code:04X}, which the console relies on")
    return glyphs


def render(glyphs: dict[int, Glyph]) -> str:
    """The C source."""
    ranges: list[list[int]] = []  # first, last, offset, cells
    rows = []
    offset = 0
    for code, glyph in sorted(glyphs.items()):
        if ranges and ranges[-1][1] == code - 1 and ranges[-1][3] == glyph.cells:
            ranges[-1][1] = code
        else:
            ranges.append([code, code, offset, glyph.cells])
        numbers = ", ".join(f"{byte:#04x}" for byte in glyph.bitmap)
        rows.append(f"\t/* U+{code:04X} */ {numbers},")
        offset += len(glyph.bitmap)
    lines = [
        "/* SPDX-License-Identifier: MIT */",
        "/* Generated by tools/gen/fontgen.py from Terminus and GNU Unifont. */",
        "#include <gfx/font.h>", "",
        "static const struct font_range ranges[] = {",
        *(f"\t{{ {a:#06x}, {b:#06x}, {o}, {c} }}," for a, b, o, c in ranges),
        "};", "",
        "static const u8 bitmaps[] = {", *rows, "};", "",
        "const struct font console_font = {",
        "\t.width = 8,", f"\t.height = {HEIGHT},", f"\t.glyph_count = {len(glyphs)},",
        f"\t.range_count = {len(ranges)},", "\t.ranges = ranges,", "\t.bitmaps = bitmaps,",
        "};", ""]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        source = render(choose(read_terminus(TERMINUS), read_unifont(UNIFONT)))
    except FontError as error:
        print(f"fontgen: {error}", file=sys.stderr)
        return 1
    Path(arguments[0]).write_text(source, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
