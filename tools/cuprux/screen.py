# SPDX-License-Identifier: MIT
"""Pictures of a guest's screen: reading them, keeping them, and reading text off them.

A console that draws from a known font can be read back exactly: every cell has two colours, and
the pattern they make is a glyph of the font or it is not text.
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import Failure
from .layout import ROOT

Colour = tuple[int, int, int]
CELL_WIDTH, CELL_HEIGHT = 8, 16
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Screen:
    """Rows of red, green, blue bytes."""

    width: int
    height: int
    pixels: bytes

    def row(self, x: int, y: int, count: int) -> bytes:
        start = (y * self.width + x) * 3
        return self.pixels[start:start + 3 * count]

    def colours(self) -> Counter[Colour]:
        """How often each colour occurs."""
        data = self.pixels
        return Counter(zip(data[0::3], data[1::3], data[2::3]))

    def text(self, left: int = 0, top: int = 0) -> list[str]:
        """The lines of text on a grid that begins at (left, top), by the console's own font,
        blanks at the ends left out."""
        return [self._line(left, y).rstrip()
                for y in range(top, self.height - CELL_HEIGHT + 1, CELL_HEIGHT)]

    def _line(self, left: int, y: int) -> str:
        return "".join(self._cell(x, y)
                       for x in range(left, self.width - CELL_WIDTH + 1, CELL_WIDTH))

    def _cell(self, x: int, y: int) -> str:
        """The character in one cell: whichever of its two colours is ink."""
        rows = [self.row(x, y + line, CELL_WIDTH) for line in range(CELL_HEIGHT)]
        first = rows[0][:3]
        return _read(bytes(sum(0x80 >> i for i in range(CELL_WIDTH)
                               if row[3 * i:3 * i + 3] != first) for row in rows))


@cache
def _font() -> dict[str, bytes]:
    """Character -> bitmap, for what takes one cell."""
    sys.path.insert(0, str(ROOT / "tools/gen"))
    import fontgen

    chosen = fontgen.choose(fontgen.read_terminus(fontgen.TERMINUS),
                            fontgen.read_unifont(fontgen.UNIFONT))
    return {chr(code): glyph.bitmap for code, glyph in sorted(chosen.items()) if glyph.cells == 1}


@cache
def _glyphs() -> dict[bytes, str]:
    """Bitmap -> character; of look-alikes the lowest code point."""
    found: dict[bytes, str] = {}
    for character, bitmap in _font().items():
        found.setdefault(bitmap, character)
    return found


def _read(mask: bytes) -> str:
    """The character of a pattern of two colours, the first pixel's as 0: whichever is ink."""
    glyphs = _glyphs()
    return glyphs.get(mask) or glyphs.get(bytes(b ^ 0xFF for b in mask)) or UNKNOWN


def as_read(text: str) -> str:
    """What a line of narrow characters comes back as when it is read off a screen: of glyphs
    that look alike the first, and of two that are each other's negative one."""
    def one(character: str) -> str:
        bitmap = _font().get(character)
        if bitmap is None:
            return UNKNOWN
        return _read(bytes(b ^ 0xFF for b in bitmap) if bitmap[0] & 0x80 else bitmap)

    return "".join(map(one, text)).rstrip()


def read_ppm(path: Path) -> Screen:
    """QEMU's screendump: `P6 width height 255`, then the pixels."""
    data = path.read_bytes()
    fields = data.split(maxsplit=4)
    if len(fields) < 5 or fields[0] != b"P6" or fields[3] != b"255":
        raise Failure(f"{path}: not a picture that QEMU writes")
    width, height = int(fields[1]), int(fields[2])
    return Screen(width, height, data[-3 * width * height:])


def write_png(screen: Screen, path: Path) -> None:
    """For people to look at."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    stride = 3 * screen.width
    rows = b"".join(b"\0" + screen.pixels[y * stride:(y + 1) * stride]
                    for y in range(screen.height))
    head = struct.pack(">IIBBBBB", screen.width, screen.height, 8, 2, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
                     + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
