#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of what judges a guest: expectations, TAP, panics, and text read off a screen."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from unittest import mock

from cuprux import firmware, panictest, report, screen
from cuprux.boottest import clean, find_in_order, load_tables, why_skip
from cuprux.guest import Result
from cuprux.machines import End, Ending, Spec

PANIC = """\
[    0.000000] [PANIC] provoking null-read: reads from address 0, expect "unmapped address"
 KERNEL PANIC  page fault: read from unmapped address 0
Backtrace:
  at 0xffffffff80001234 provoke_null_read+0x6
  by 0xffffffff80001235 provoke+0x13
  by 0xffffffff80001236 run+0x1
  by 0xffffffff80001237 kernel_main+0x1
"""


class Expectations(unittest.TestCase):
    def test_order(self) -> None:
        self.assertEqual(find_in_order("a\nb\nc\n", ("^a$", "^c$")), "")
        self.assertEqual(find_in_order("a\nb\nc\n", ("^c$", "^a$")), "^a$")

    def test_colours_do_not_count(self) -> None:
        self.assertEqual(clean("\x1b[97;41m PANIC \x1b[0m\r\n"), " PANIC \n")

    def test_tables_load(self) -> None:
        self.assertTrue(load_tables())


class Skips(unittest.TestCase):
    def test_only_what_cannot_be_had_is_skipped(self) -> None:
        with mock.patch.object(firmware.Firmware, "available", False):
            self.assertEqual(why_skip(Spec(arch="riscv64", road="uefi")), "")
            self.assertIn("not installed",
                          why_skip(Spec(arch="riscv64", road="uefi", firmware="u-boot-2025")))


class Tap(unittest.TestCase):
    def test_lines(self) -> None:
        lines = list(report.tap_lines("ok 1 - a: b\nnot ok 2 - c\nok 3 - d # SKIP why\nbook 4\n"))
        self.assertEqual([(t.ok, t.name, t.skipped) for t in lines],
                         [(True, "a: b", False), (False, "c", False), (True, "d", True)])

    def test_a_run_that_stops_early_is_noticed(self) -> None:
        self.assertEqual(report.tap_problem("1..2\nok 1 - a\nok 2 - b\n"), "")
        self.assertIn("2 tests, 1", report.tap_problem("1..2\nok 1 - a\n"))
        self.assertIn("no test plan", report.tap_problem("ok 1 - a\n"))

    def test_a_run_without_tests_is_noticed(self) -> None:
        self.assertIn("no test ran", report.tap_problem("1..0\n"))


class Panics(unittest.TestCase):
    def judge(self, text: str, code: int = 2, name: str = "null-read") -> str:
        return panictest.problem(name, text, Result(Ending(End.CODE, code), text, 0.1))

    def test_good(self) -> None:
        self.assertEqual(self.judge(PANIC), "")

    def test_bad(self) -> None:
        self.assertIn("exit code 0, not", self.judge(PANIC, code=0))
        self.assertIn("provoke_null_read", self.judge(PANIC.replace("provoke_null_read", "other")))
        self.assertIn("must contain `unmapped address`",
                      self.judge(PANIC.replace("from unmapped", "from some")))
        self.assertIn("did not say", self.judge(PANIC, name="null-write"))


class Screens(unittest.TestCase):
    def draw(self, text: str, ink: bytes, paper: bytes) -> screen.Screen:
        bitmaps = {char: bitmap for bitmap, char in screen._glyphs().items()}
        rows = [b"".join(ink if bitmaps[c][y] >> (7 - x) & 1 else paper
                         for c in text for x in range(8)) for y in range(16)]
        return screen.Screen(8 * len(text), 16, b"".join(rows))

    def test_text_in_any_colour(self) -> None:
        # Letters that look alike in several scripts would come back as the first of them.
        text = "Cuprux ─ жяя ✓"
        for ink, paper in ((b"\xff\xff\xff", b"\0\0\0"), (b"\0\0\x10", b"\xb8\x73\x33")):
            self.assertEqual(self.draw(text, ink, paper).text(), [text])

    def test_files(self) -> None:
        picture = self.draw("AB", b"\1\2\3", b"\4\5\6")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "s.ppm"
            path.write_bytes(b"P6\n16 16\n255\n" + picture.pixels)
            self.assertEqual(screen.read_ppm(path), picture)
            screen.write_png(picture, path)
            self.assertEqual(path.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")


if __name__ == "__main__":
    unittest.main()
