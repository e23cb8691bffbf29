#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of module files, the tree they make, and the table of layers."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from cuprux import layers
from cuprux.errors import Failure
from cuprux.modfile import Module, parse_module
from cuprux.tree import Tree


class TemporaryTree(unittest.TestCase):
    """Each test writes the files it needs into a folder of its own."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, path: str, text: str = "") -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")


class Parse(TemporaryTree):
    def parse(self, text: str) -> Module:
        self.write("kernel/mm/module", text)
        return parse_module(self.root, Path("kernel/mm"))

    def errors(self, text: str) -> str:
        with self.assertRaises(Failure) as caught:
            self.parse(text)
        return caught.exception.what

    def test_continuation_and_comments(self) -> None:
        for name in ("a.c", "b.c"):
            self.write(f"kernel/mm/{name}")
        module = self.parse("# why\nname: mm\nlayer: 5  # row\nfor: kernel host\n"
                            "sources: b.c\n\ta.c\n")
        self.assertEqual(module.sources("kernel"), [Path("kernel/mm/a.c"), Path("kernel/mm/b.c")])
        self.assertEqual(module.kinds, ["kernel", "host"])

    def test_sources_per_kind(self) -> None:
        for name in ("a.c", "k.c"):
            self.write(f"kernel/mm/{name}")
        module = self.parse("name: mm\nlayer: 5\nsources: a.c\nkernel-sources: k.c\n")
        self.assertEqual(len(module.sources("kernel")), 2)
        self.assertEqual(len(module.sources("host")), 1)

    def test_every_mistake_is_reported_with_its_line(self) -> None:
        text = self.errors("name: mm\nlayr: 5\nname: again\narch: z80\nsources\n")
        self.assertIn("kernel/mm/module:2: unknown key `layr`; did you mean `layer`?", text)
        self.assertIn("kernel/mm/module:3: `name` is given twice (first on line 1)", text)
        self.assertIn("kernel/mm/module:4: unknown architecture `z80`", text)
        self.assertIn("kernel/mm/module:5: expected `key: value`", text)

    def test_missing_files_are_left_out_and_told(self) -> None:
        module = self.parse("name: mm\nlayer: 5\nsources: gone.c\n")
        self.assertEqual(module.sources("kernel"), [])
        self.assertEqual(list(module.missing.values()),
                         ["kernel/mm/module:3: there is no file kernel/mm/gone.c"])

    def test_flags_go_to_their_file(self) -> None:
        self.write("kernel/mm/a.c")
        module = self.parse("name: mm\nlayer: 5\nsources: a.c\nflags: a.c -fno-builtin\n")
        self.assertEqual(module.extra_flags(Path("kernel/mm/a.c")), ["-fno-builtin"])
        self.assertIn("which no key lists", self.errors("name: mm\nlayer: 5\nflags: b.c -O0\n"))


class Trees(TemporaryTree):
    def test_circle(self) -> None:
        self.write("a/module", "name: a\nlayer: 1\nuses: b\n")
        self.write("b/module", "name: b\nlayer: 1\nuses: a\n")
        with self.assertRaisesRegex(Failure, "a -> b -> a"):
            Tree(self.root)

    def test_names_are_unique(self) -> None:
        self.write("a/module", "name: x\nlayer: 1\n")
        self.write("b/module", "name: x\nlayer: 1\n")
        with self.assertRaisesRegex(Failure, "b/module:1: the name `x` is taken by a/module:1"):
            Tree(self.root)

    def test_only_declared_headers_are_on_the_path(self) -> None:
        self.write("a/module", "name: a\nlayer: 1\n")
        self.write("b/module", "name: b\nlayer: 1\nuses: a\n")
        self.write("c/module", "name: c\nlayer: 2\nuses: b\n")
        for name in "abc":
            self.write(f"{name}/include/{name}/{name}.h")
        tree = Tree(self.root)
        self.assertEqual(tree.include_dirs(tree.modules["c"], "x86_64"),
                         [Path("c/include"), Path("b/include")])
        self.assertEqual([m.name for m in tree.closure(["c"])], ["a", "b", "c"])


class Layers(unittest.TestCase):
    def module(self, folder: str, layer: str) -> Module:
        return Module(Path(folder), name=folder.split("/")[-1], layer=layer)

    def test_table(self) -> None:
        base, fw = self.module("lib/base", "1"), self.module("lib/fw", "1")
        debug, mm = self.module("kernel/debug", "3"), self.module("kernel/mm", "5")
        isa = self.module("kernel/arch/x86_64", "2")
        syscall, linux = self.module("kernel/syscall", "12"), self.module("kernel/linux", "14")
        vfs, init = self.module("kernel/vfs", "13"), self.module("kernel/init", "15")
        loader, common = self.module("boot/uefi", "4"), self.module("boot/common", "2")
        test = self.module("tests/boot", "0")
        for user, used, allowed in ((fw, base, True), (mm, base, True), (base, mm, False),
                                    (mm, mm, False), (isa, debug, True), (isa, mm, False),
                                    (debug, isa, True), (linux, syscall, False),
                                    (linux, vfs, True), (vfs, syscall, False), (init, linux, True),
                                    (loader, base, True), (loader, debug, False),
                                    (loader, common, True), (common, loader, False),
                                    (debug, loader, False), (test, init, True),
                                    (init, test, False)):
            with self.subTest(user=user.name, used=used.name):
                self.assertEqual(layers.objection(user, used) == "", allowed)


if __name__ == "__main__":
    unittest.main()
