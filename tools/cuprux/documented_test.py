# SPDX-License-Identifier: MIT
"""What the documents and help texts show can be typed, and their links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import unittest

from cuprux import documented
from cuprux.cli import make_parser
from cuprux.layout import ROOT
from cuprux.run import spec_from

# Done in a moment, without a build or a guest; all others are parsed and checked only.
QUICK = {("stats",), ("test", "--list")}
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


class Commands(unittest.TestCase):
    def setUp(self) -> None:
        os.environ["COLUMNS"] = "80"
        self.parser = make_parser()
        self.commands = documented.all_commands(self.parser)

    def test_there_are_some(self) -> None:
        self.assertGreater(len(self.commands), 20)

    def test_each_is_understood(self) -> None:
        for command in self.commands:
            errors = io.StringIO()
            with self.subTest(str(command)), contextlib.redirect_stderr(errors), \
                    contextlib.redirect_stdout(io.StringIO()):
                try:
                    args = self.parser.parse_args(command.words or ["--help"])
                except SystemExit as end:
                    self.assertEqual(end.code, 0, errors.getvalue())
                    continue
                if command.words[0] in ("run", "gdb") and args.arch != "all":
                    args.accel = "tcg"
                    spec_from(args)

    def test_panics_that_are_shown_exist(self) -> None:
        sources = "".join(p.read_text("utf-8") for p in (ROOT / "kernel").rglob("provoke*.c"))
        for command in self.commands:
            for name in re.findall(r"\bpanic=([\w-]+)", " ".join(command.words)):
                with self.subTest(str(command)):
                    self.assertIn(f'"{name}"', sources)

    def test_quick_ones_run(self) -> None:
        for words in QUICK | {("--help",), *((c.words[0], "--help") for c in self.commands
                                             if c.words)}:
            with self.subTest(" ".join(words)):
                done = subprocess.run([sys.executable, "cuprux", *words], cwd=ROOT, text=True,
                                      capture_output=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(done.stdout)

    def test_help_fits_a_terminal(self) -> None:
        for prog, text in documented.help_texts(self.parser):
            for line in text.splitlines():
                with self.subTest(prog):
                    self.assertLessEqual(len(line), 80, line)


class Documents(unittest.TestCase):
    def test_links_lead_somewhere(self) -> None:
        for path in documented.documents():
            for link in LINK.findall(path.read_text("utf-8")):
                with self.subTest(f"{path.relative_to(ROOT)}: {link}"):
                    self.assertTrue((path.parent / link).exists())

    def test_make_targets_exist(self) -> None:
        targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
        for path in documented.documents():
            text = path.read_text("utf-8")
            for name in re.findall(r"(?:^    |`)make ([a-z][\w-]*)\b", text, re.MULTILINE):
                with self.subTest(f"{path.relative_to(ROOT)}: make {name}"):
                    self.assertIn(name, targets)


if __name__ == "__main__":
    unittest.main()
