# SPDX-License-Identifier: MIT
"""The commands that documents and help texts show, found so that they can be tried.

A command is a line of an indented or fenced block that begins with `./cuprux`, up to two blanks
or a `#`; or a `./cuprux ...` in backquotes. `[...]` marks what may be left out.
"""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .layout import ROOT

BLOCK = re.compile(r"^\s*\./cuprux( .*|)$", re.MULTILINE)
QUOTED = re.compile(r"`\./cuprux( [^`]*|)`")


@dataclass(frozen=True)
class Command:
    """One command, without the `./cuprux`; `where` is the document that shows it."""

    where: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.where}: ./cuprux {shlex.join(self.words)}"


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def find(where: str, text: str) -> Iterator[Command]:
    for match in [*BLOCK.finditer(text), *QUOTED.finditer(text)]:
        line = re.split(r"(?<=\S)\s{2,}|\s#", match[1])[0]
        line = re.sub(r"\[[^]]*\]", "", line)
        if "COMMAND" not in line:
            yield Command(where, tuple(shlex.split(line)))


def help_texts(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """(command, help) of a parser and all its subcommands."""
    yield parser.prog, parser.format_help()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                yield from help_texts(sub)


def in_documents() -> list[Command]:
    found = [c for path in documents()
             for c in find(str(path.relative_to(ROOT)), path.read_text("utf-8"))]
    return list({c.words: c for c in found}.values())


def is_short_run(command: Command) -> bool:
    """A guest that comes up and ends in a moment, with nobody there: no firmware, no window."""
    return (command.words[:1] == ("run",)
            and not {"--boot", "--display", "--preset"} & set(command.words))


def all_commands(parser: argparse.ArgumentParser) -> list[Command]:
    found = in_documents()
    for prog, text in help_texts(parser):
        found += find(f"{prog} --help", text)
    return list({c.words: c for c in found}.values())
