# SPDX-License-Identifier: MIT
"""`cuprux stats`: how large the core is, in lines of code, folder by folder.

A line counts as code if something but white space and comments is on it. Tests, generated files
and tables apart: what is counted is what a reader of the core must read.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass

from .build import make_plan
from .sources import SourceFile, all_files
from .tree import Tree

# The native core: what a kernel without the Linux personality is made of.
CORE = ("kernel/", "lib/base/", "lib/fw/")
NOT_CORE = ("kernel/linux/",)
TEST_KEYS = ("tests", "kernel-tests", "host-tests", "host-sources", "fuzz")


@dataclass
class Lines:
    """Sums over files."""

    files: int = 0
    code: int = 0
    comment: int = 0
    test: int = 0

    def add(self, other: Lines) -> None:
        self.files += other.files
        self.code += other.code
        self.comment += other.comment
        self.test += other.test


def test_files(tree: Tree) -> set[str]:
    """Files that only tests are made of."""
    found = {str(p) for m in tree.modules.values() for key in TEST_KEYS for p in m.files(key)}
    return found | {str(p) for m in tree.modules.values() if m.name == "test"
                    for p in m.folder.rglob("*")}


def count(file: SourceFile, tests: set[str]) -> Lines:
    """One file; a line with code and a comment is code."""
    code = sum(1 for line in file.code.splitlines() if line.strip())
    if str(file.path) in tests or file.path.stem.endswith("_test"):
        return Lines(files=1, test=code)
    written = sum(1 for line in file.text.splitlines() if line.strip())
    return Lines(files=1, code=code, comment=written - code)


def by_folder(tree: Tree) -> dict[str, Lines]:
    """Lines per module folder, for every C and assembly file of the tree."""
    tests = test_files(tree)
    folders = sorted((m.folder.as_posix() for m in tree.modules.values()), key=len, reverse=True)
    sums: dict[str, Lines] = defaultdict(Lines)
    for file in all_files():
        if file.is_c:
            path = file.path.as_posix()
            folder = next((f for f in folders if path.startswith(f + "/")), "(no module)")
            sums[folder].add(count(file, tests))
    return dict(sorted(sums.items()))


def is_core(folder: str) -> bool:
    return f"{folder}/".startswith(CORE) and not f"{folder}/".startswith(NOT_CORE)


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "stats", help="lines of code per folder",
        description="Lines of C and assembly per folder: code, comments and tests, and the sum "
                    "of the native core (kernel/ without linux/, lib/base, lib/fw).")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    folders = by_folder(make_plan().tree)
    core, everything = Lines(), Lines()
    for folder, lines in folders.items():
        everything.add(lines)
        if is_core(folder):
            core.add(lines)
    if args.json:
        print(json.dumps({"core": vars(core), "all": vars(everything),
                          "folders": {f: vars(v) for f, v in folders.items()}}, indent=1))
        return 0
    print(f"{'folder':<34}{'files':>6}{'code':>8}{'comment':>9}{'tests':>8}")
    for folder, lines in [*folders.items(), ("all", everything), ("native core", core)]:
        mark = "" if folder in ("all", "native core") or is_core(folder) else "  (not core)"
        print(f"{folder:<34}{lines.files:>6}{lines.code:>8}{lines.comment:>9}{lines.test:>8}{mark}")
    return 0
