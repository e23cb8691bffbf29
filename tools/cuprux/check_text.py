# SPDX-License-Identifier: MIT
"""Checks of the text of files: greps for what does not belong, and the formatter."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .errors import Failure
from .layout import ROOT
from .sources import SourceFile
from .toolchain import CLANG_FORMAT

MAX_LINES = 1000
MAX_COLUMNS = 100
EXEMPTIONS = Path("docs/exemptions.md")

# Where instruction sets may be named in C: their own folders, the loader, the boot protocol and
# Linux' tables, which differ per architecture, and programs of the host and of tests.
ISA_FOLDERS = ("kernel/arch/", "boot/", "abi/boot.h", "abi/linux/", "tests/", "tools/")
ISA_NAME = re.compile(r"(?<![a-z0-9])_{0,2}"
                      r"(x86(_?64)?|amd64|i[36]86|aarch64|arm64|arm|riscv(64|32)?)"
                      r"_{0,2}(?![a-z0-9])", re.IGNORECASE)
# Only these hold assembly, as files or inside C.
ASM_FOLDERS = ("kernel/arch/", "boot/", "tests/", "tools/qemu/")
# A statement with instructions: neither the name that a declaration gives a symbol, nor the
# empty one that only hides a value from the optimiser.
ASM = re.compile(r"(?<=[;{}])\s*\b(?:asm|__asm|__asm__)\s*\((?!\s*\"\")|"
                 r"\b(?:asm|__asm|__asm__)\s+volatile\s*\((?!\s*\"\")")

SPDX = "SPDX-License-Identifier: MIT"
SPDX_SUFFIXES = {".c", ".h", ".S", ".lds", ".py", ".tab"}
# Inputs of fuzzers look as they have to.
SEEDS = ("tests/fuzz/seeds/",)

# Paths that exist on one machine only. Debian's own (/usr/share/...) are everybody's.
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(home|root|work|Users|mnt)/\w")
TEXT_SUFFIXES = {".c", ".h", ".S", ".lds", ".py", ".md", ".tab", ".txt", ".conf", ""}


def _outside(file: SourceFile, folders: tuple[str, ...]) -> bool:
    return not file.path.as_posix().startswith(folders)


def check_greps(files: list[SourceFile]) -> Iterator[str]:
    """All the line-by-line rules; each says what to do instead."""
    exempt = (ROOT / EXEMPTIONS).read_text("utf-8") if (ROOT / EXEMPTIONS).is_file() else ""
    for file in files:
        if not _outside(file, SEEDS):
            continue
        if file.is_c:
            yield from _isa_names(file)
            yield from _assembly(file)
        yield from _length(file, exempt)
        yield from _licence(file)
        yield from _lines(file)


def _isa_names(file: SourceFile) -> Iterator[str]:
    if _outside(file, ISA_FOLDERS):
        for match in ISA_NAME.finditer(file.code):
            line = file.code.count("\n", 0, match.start()) + 1
            yield (f"{file.path}:{line}: names an instruction set (`{match[0]}`); put it behind "
                   "the contract in kernel/arch")


def _assembly(file: SourceFile) -> Iterator[str]:
    if not _outside(file, ASM_FOLDERS):
        return
    if file.path.suffix == ".S":
        yield f"{file.path}:1: assembly belongs to kernel/arch or boot"
    for match in ASM.finditer(file.code):
        line = file.code.count("\n", 0, match.end()) + 1
        yield f"{file.path}:{line}: assembly in C belongs to kernel/arch or boot"


def _length(file: SourceFile, exempt: str) -> Iterator[str]:
    lines = file.text.count("\n")
    if file.path.suffix == ".py":  # C is left to the formatter
        for number, line in enumerate(file.text.splitlines(), 1):
            if len(line) > MAX_COLUMNS:
                yield f"{file.path}:{number}: {len(line)} columns, more than {MAX_COLUMNS}"
    if file.path.suffix == ".c" and lines > MAX_LINES and str(file.path) not in exempt:
        yield (f"{file.path}:{MAX_LINES}: {lines} lines; split it, or argue for it in "
               f"{EXEMPTIONS}")


def _licence(file: SourceFile) -> Iterator[str]:
    if file.path.suffix not in SPDX_SUFFIXES:
        return
    first = [line for line in file.text.splitlines()[:2] if not line.startswith("#!")][:1]
    if not first or SPDX not in first[0]:
        yield f"{file.path}:1: the first line must say `{SPDX}`"


def _lines(file: SourceFile) -> Iterator[str]:
    if file.path.suffix not in TEXT_SUFFIXES:
        return
    for number, line in enumerate(file.text.splitlines(), 1):
        if match := MACHINE_PATH.search(line):
            yield f"{file.path}:{number}: a path of one machine only (`{match[0]}...`)"
        if line != line.rstrip() and file.path.suffix != ".md":
            yield f"{file.path}:{number}: white space at the end of the line"
    if file.text and not file.text.endswith("\n"):
        yield f"{file.path}:{file.line_of(len(file.text))}: no newline at the end"


def _formatted(files: list[SourceFile]) -> list[str]:
    return [str(f.path) for f in files if f.path.suffix in (".c", ".h")]


def _run_formatter(options: list[str], names: list[str]) -> str:
    """The formatter's complaints, over the files in as many parts as there are CPUs."""
    parts = [names[i::os.cpu_count() or 1] for i in range(os.cpu_count() or 1)]

    def run(part: list[str]) -> str:
        if not part:
            return ""
        return subprocess.run([CLANG_FORMAT, *options, *part], cwd=ROOT, capture_output=True,
                              text=True, check=False).stderr

    try:
        with ThreadPoolExecutor() as pool:
            return "".join(pool.map(run, parts))
    except FileNotFoundError:
        raise Failure(f"{CLANG_FORMAT} is not installed", "run `./cuprux setup` first") from None


def check_format(files: list[SourceFile]) -> Iterator[str]:
    """One line for each place that .clang-format would write differently."""
    text = _run_formatter(["--dry-run", "-Werror"], _formatted(files))
    for line in text.splitlines():
        if match := re.match(r"(.+?:\d+):\d+: error: ", line):
            yield f"{match[1]}: not as .clang-format wants it (`./cuprux check --fix`)"


def fix_format(files: list[SourceFile]) -> None:
    _run_formatter(["-i"], _formatted(files))
