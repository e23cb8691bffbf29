# SPDX-License-Identifier: MIT
"""`cuprux symbolise`: puts names and lines to the code addresses in a serial log.

The kernel names functions itself; this adds the file and line, inlined functions, and names where
a log has bare addresses. A kernel that was loaded elsewhere than it is linked says so in its
log ("image at 0x..."), and the addresses are moved back by the difference.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import toolchain
from .elf import Elf
from .errors import Failure
from .layout import ARCHES, BUILDS, ROOT, kernel_elf
from .run import KERNEL_NOTE, SERIAL_LOG

IMAGE_AT = re.compile(r"image at (0x[0-9a-f]+)")
ADDRESS = re.compile(r"\b(?:0x)?([0-9a-f]{16})\b")
# A return address belongs to the call in front of it.
CALLER = re.compile(r"^\s*by (?:0x)?[0-9a-f]+")
KERNEL_NAME = re.compile(r"\s*\b[\w.$]+\+0x[0-9a-f]+")


@dataclass(frozen=True)
class Frame:
    function: str
    file: str
    line: int
    offset: int


class Symboliser:
    """One llvm-symbolizer process, asked address by address."""

    def __init__(self, elf: Path) -> None:
        try:
            self._process = subprocess.Popen(
                [toolchain.SYMBOLIZER, f"--obj={elf}", "--output-style=JSON", "--relativenames"],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        except FileNotFoundError:
            raise Failure(f"{toolchain.SYMBOLIZER} is not installed",
                          "run `./cuprux setup` first") from None
        self._known: dict[int, list[Frame]] = {}

    def frames(self, address: int) -> list[Frame]:
        """The function at an address and those it was inlined into, innermost first."""
        if address not in self._known:
            assert self._process.stdin and self._process.stdout
            self._process.stdin.write(f"{address:#x}\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
            self._known[address] = [
                Frame(s["FunctionName"], s["FileName"], s["Line"],
                      address - int(s["StartAddress"] or "0", 16))
                for s in answer.get("Symbol", [])
                if s.get("FunctionName") and not s["FunctionName"].startswith("__cfi_")]
        return self._known[address]

    def close(self) -> None:
        self._process.communicate()


def describe(frames: list[Frame], exact: int) -> str:
    """`function+0x12 at file:line, inlined into ...`."""
    def place(frame: Frame) -> str:
        file = frame.file.removeprefix("./")
        return f"{file}:{frame.line}" if frame.line else file or "no line"

    outer = frames[-1]
    text = f"{outer.function}+{outer.offset + exact:#x} {place(frames[0])}"
    if len(frames) > 1:
        text = (f"{frames[0].function} {place(frames[0])} in "
                + " in ".join(f"{f.function} {place(f)}" for f in frames[1:-1] + [outer]))
    return text


class LogReader:
    """Rewrites a log line by line."""

    def __init__(self, elf: Path) -> None:
        image = Elf(elf)
        self.text_start, self.text_end = image.text_range()
        self.link_base = image.symbol("__image_start")
        self.slide = 0
        self.symboliser = Symboliser(elf)

    def line(self, line: str) -> str:
        if match := IMAGE_AT.search(line):
            self.slide = int(match[1], 16) - self.link_base
        notes = []
        for match in ADDRESS.finditer(line):
            address = int(match[1], 16) - self.slide
            back = 1 if CALLER.match(line) else 0
            if self.text_start <= address < self.text_end:
                if frames := self.symboliser.frames(address - back):
                    notes.append(describe(frames, back))
        if not notes:
            return line
        if len(notes) == 1 and re.match(r"^\s*(at|by) ", line):
            line = KERNEL_NAME.sub("", line, 1)
        return f"{line}  <{'; '.join(notes)}>"


def kernel_of(log: Path, arch: str | None, build: str | None) -> Path:
    """The kernel that wrote a log: as told, else as `run` noted, else said to be a guess."""
    noted = ["x86_64", "release"]
    if log == SERIAL_LOG and KERNEL_NOTE.is_file():
        noted = KERNEL_NOTE.read_text("ascii").split()
    elif not (arch and build):
        print(f"cuprux: taking it for a log of {arch or noted[0]}, {build or noted[1]} build "
              "(--arch and --build say which)", file=sys.stderr)
    elf = kernel_elf(arch or noted[0], build or noted[1])
    if not elf.is_file():
        raise Failure(f"there is no kernel {elf}", "build the one that wrote the log")
    return elf


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "symbolise", help="add functions and lines to a serial log",
        description="Print a serial log with the source line of every code address in it.")
    parser.add_argument("log", nargs="?", type=Path, default=SERIAL_LOG,
                        help="the log, or - for standard input (default: that of the last run)")
    parser.add_argument("--arch", choices=ARCHES, help="default: that of the last run")
    parser.add_argument("--build", choices=BUILDS, help="default: that of the last run")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        text = sys.stdin.read() if str(args.log) == "-" else args.log.read_text(
            encoding="utf-8", errors="replace")
    except FileNotFoundError:
        raise Failure(f"there is no log {args.log}", "name one, or `./cuprux run` first") from None
    reader = LogReader(kernel_of(args.log, args.arch, args.build))
    for line in text.splitlines():
        print(reader.line(line.rstrip("\r")))
    reader.symboliser.close()
    return 0
