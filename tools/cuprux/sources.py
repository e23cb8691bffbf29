# SPDX-License-Identifier: MIT
"""The files of the checkout, as the checks read them."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .layout import ROOT

C_SUFFIXES = {".c", ".h", ".S"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+([<"])([^>"]+)[>"]', re.MULTILINE)
# Comments and literals, in one pass so that neither hides inside the other.
NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


@dataclass(frozen=True)
class Include:
    line: int
    name: str
    quoted: bool


@dataclass(frozen=True)
class SourceFile:
    """One tracked text file; paths are relative to the checkout."""

    path: Path

    @cached_property
    def text(self) -> str:
        return (ROOT / self.path).read_text(encoding="utf-8", errors="replace")

    @cached_property
    def code(self) -> str:
        """The text of a C file with comments and literals blanked; line numbers stay.

        An empty string stays one: `asm volatile("")` holds no instruction.
        """
        return NOISE.sub(lambda m: m[0] if m[0] == '""' else "\n" * m[0].count("\n") or " ",
                         self.text)

    @cached_property
    def includes(self) -> list[Include]:
        return [Include(self.line_of(m.start(2)), m[2], m[1] == '"')
                for m in INCLUDE.finditer(self.text)]

    def line_of(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1

    @property
    def is_c(self) -> bool:
        return self.path.suffix in C_SUFFIXES

    def __hash__(self) -> int:
        return hash(self.path)


def _from_git() -> list[Path] | None:
    """Tracked files and new ones that are not ignored; None outside a git checkout."""
    try:
        result = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT,
                                capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [Path(name) for name in result.stdout.decode().split("\0") if name]


def _from_folders() -> list[Path]:
    """Everything but what builds leave behind, for a tree that was unpacked from an archive."""
    found = []
    for folder, subfolders, files in os.walk(ROOT):
        subfolders[:] = [s for s in subfolders
                         if s not in ("build", "__pycache__") and not s.startswith(".")]
        found += [(Path(folder) / name).relative_to(ROOT) for name in files]
    return found


def all_files(*, binary: bool = False) -> list[SourceFile]:
    """All files of the checkout, sorted; binary ones (pictures, seeds) only if asked for."""
    paths = _from_git()
    files = []
    for path in sorted(_from_folders() if paths is None else paths):
        full = ROOT / path
        if not full.is_file() or full.is_symlink():
            continue
        if binary or b"\0" not in full.read_bytes()[:4096]:
            files.append(SourceFile(path))
    return files
