#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the font generator, on fonts small enough to check by eye."""

from __future__ import annotations

import struct
import unittest

import fontgen


def psf1(entries: list[list[int]]) -> bytes:
    """A font of 256 glyphs; glyph n is filled with byte n, `entries` name the first ones."""
    glyphs = b"".join(bytes([n]) * fontgen.HEIGHT for n in range(256))
    words = [w for codes in entries for w in [*codes, 0xFFFF]]
    return b"\x36\x04\x02\x10" + glyphs + struct.pack(f"<{len(words)}H", *words)


class Psf(unittest.TestCase):
    def test_table(self) -> None:
        font = fontgen.parse_psf(psf1([[0x41, 0x391], [0x2500, 0x2501, 0xFFFE, 0x61, 0x301]]), "t")
        self.assertEqual(font[0x391], (b"\0" * 16, False))
        self.assertEqual(font[0x2500], (b"\1" * 16, True))
        self.assertNotIn(0x301, font, "sequences are not code points")

    def test_refuses_other_files(self) -> None:
        with self.assertRaisesRegex(fontgen.FontError, "not a PSF font"):
            fontgen.parse_psf(b"\x7fELF", "t")

    def test_psf2(self) -> None:
        head = struct.pack("<8I", 0x864AB572, 0, 32, 1, 2, 16, 16, 8)
        data = head + b"\1" * 16 + b"\2" * 16 + "aα".encode() + b"\xff" + "é".encode() + b"\xff"
        font = fontgen.parse_psf(data, "t")
        self.assertEqual(font[ord("α")], (b"\1" * 16, False))
        self.assertEqual(font[ord("é")], (b"\2" * 16, True))


class Glyphs(unittest.TestCase):
    def test_squeeze(self) -> None:
        wide = struct.pack(">16H", 0x8001, 0x4002, *[0] * 14)
        self.assertEqual(fontgen.squeeze(wide)[:3], b"\x81\x81\x00")

    def test_only_wide_code_points_keep_two_cells(self) -> None:
        self.assertEqual(fontgen.fit(0x2728, bytes(32)).cells, 2)
        self.assertEqual(fontgen.fit(0x2713, bytes(32)).cells, 1)


class Output(unittest.TestCase):
    def test_ranges_break_at_gaps_and_widths(self) -> None:
        one, two = fontgen.Glyph(bytes(16), 1), fontgen.Glyph(bytes(32), 2)
        text = fontgen.render({0x41: one, 0x42: one, 0x43: two, 0x50: one})
        self.assertIn("{ 0x0041, 0x0042, 0, 1 },\n\t{ 0x0043, 0x0043, 32, 2 },\n"
                      "\t{ 0x0050, 0x0050, 64, 1 },", text)
        self.assertIn(".glyph_count = 4,", text)

    def test_missing_ascii_is_an_error(self) -> None:
        with self.assertRaisesRegex(fontgen.FontError, r"U\+0020"):
            fontgen.choose({}, {})


if __name__ == "__main__":
    unittest.main()
