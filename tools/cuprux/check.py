# SPDX-License-Identifier: MIT
"""`cuprux check`: the rules of the tree that a machine can hold, in a few seconds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from .build import make_plan, run_ninja
from .check_includes import IncludeCheck, check_headers_alone, check_layers
from .check_text import check_format, check_greps, fix_format
from .layout import BUILD, ROOT
from .sources import all_files
from .tree import Tree


def problems(tree: Tree) -> Iterator[str]:
    """Everything that is wrong, as `file:line: what`; what takes longest comes last."""
    files = all_files()
    includes = IncludeCheck(tree, files)
    yield from tree.warnings()
    yield from check_layers(tree)
    yield from includes.check()
    yield from includes.unlisted()
    yield from check_greps(files)
    yield from check_format(files)
    run_ninja(["headers"], log=ROOT / BUILD / "check.log")
    yield from check_headers_alone(tree, includes)


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "check", help="layers, includes, format and other rules of the tree",
        description="Check what a machine can check of the rules of the tree: modules use only "
                    "layers below their own and declare what they include, headers stand alone, "
                    "files are formatted, and no file names what does not belong there. "
                    "CONTRIBUTING.md has the rules.")
    parser.add_argument("--fix", action="store_true", help="format the files first")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.fix:
        fix_format(all_files())
    tree = make_plan().tree
    count = 0
    for problem in problems(tree):
        print(problem, flush=True)
        count += 1
    print(f"{count} problems" if count else "all rules hold")
    return 1 if count else 0
