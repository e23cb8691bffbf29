#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the kernel's symbol table, with an `nm` that says what the test wants."""

from __future__ import annotations

import stat
import tempfile
import unittest
from pathlib import Path

import ksyms

BASE = 0xFFFFFFFF80000000


class Table(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        # The ELF "file" holds nm's output; the "nm" prints it.
        self.nm = self.folder / "nm"
        self.nm.write_text('#!/bin/sh\nfor file; do :; done\ncat "$file"\n')
        self.nm.chmod(self.nm.stat().st_mode | stat.S_IXUSR)

    def elf(self, name: str, *symbols: tuple[str, str, int]) -> str:
        lines = [f"{n} {letter} {BASE + offset:x} 0" for n, letter, offset in symbols]
        lines.append(f"__image_start D {BASE:x} 0")
        lines.append(f"__text_end D {BASE + 0x1000:x} 0")
        (self.folder / name).write_text("\n".join(lines) + "\n")
        return str(self.folder / name)

    def functions(self, *symbols: tuple[str, str, int]) -> list[tuple[int, str]]:
        return ksyms.functions(str(self.nm), self.elf("a", *symbols))[0]

    def test_sorted_code_only(self) -> None:
        self.assertEqual(self.functions(("b", "t", 0x20), ("a", "T", 0x10), ("data", "D", 0x18)),
                         [(0x10, "a"), (0x20, "b")])

    def test_best_name_of_an_address(self) -> None:
        self.assertEqual(self.functions(("local", "t", 0x10), ("global_alias", "T", 0x10),
                                        ("global", "T", 0x10), ("$x", "t", 0x10),
                                        ("__cfi_global", "T", 0x8)), [(0x10, "global")])

    def test_equal_names_are_both_kept(self) -> None:
        self.assertEqual(self.functions(("init", "t", 0x10), ("init", "t", 0x30)),
                         [(0x10, "init"), (0x30, "init")])

    def test_moved_function_is_an_error(self) -> None:
        one, two = self.elf("1", ("f", "t", 0x10)), self.elf("2", ("f", "t", 0x20))
        with self.assertRaisesRegex(ksyms.BadKernel, "`f` moved"):
            ksyms.check(str(self.nm), one, two, str(self.folder / "out"))

    def test_no_image_start(self) -> None:
        (self.folder / "e").write_text("f T 10 0\n")
        with self.assertRaisesRegex(ksyms.BadKernel, "no symbol __image_start"):
            ksyms.functions(str(self.nm), str(self.folder / "e"))

    def test_file(self) -> None:
        out = self.folder / "t.S"
        ksyms.write_table(str(out), [(0x10, "ab"), (0x20, "c")], 0x1000)
        text = out.read_text()
        self.assertIn(".long 0x6d79736b, 2, 5, 0x1000\n\t.long 0x10\n\t.long 0x20\n"
                      "\t.long 0\n\t.long 3\n\t.asciz \"ab\"\n\t.asciz \"c\"\n", text)


if __name__ == "__main__":
    unittest.main()
