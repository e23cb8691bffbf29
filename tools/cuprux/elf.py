# SPDX-License-Identifier: MIT
"""Reads what the host tools need of a 64-bit little-endian ELF file: symbols and code."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .errors import Failure

SHT_SYMTAB = 2
PT_LOAD, PT_NOTE = 1, 4
PF_X = 1


@dataclass(frozen=True)
class Segment:
    kind: int
    flags: int
    offset: int
    vaddr: int
    filesz: int
    memsz: int


class Elf:
    """One file, read whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.data = path.read_bytes()
        except FileNotFoundError:
            raise Failure(f"there is no file {path}", "run `./cuprux build` first") from None
        if self.data[:6] != b"\x7fELF\x02\x01":
            raise Failure(f"{path}: not a 64-bit little-endian ELF file")
        (self.entry, self._phoff, self._shoff, _, _, self._phentsize, self._phnum,
         self._shentsize, self._shnum, _) = struct.unpack_from("<QQQIHHHHHH", self.data, 24)

    @cached_property
    def segments(self) -> list[Segment]:
        found = []
        for index in range(self._phnum):
            kind, flags, offset, vaddr, _, filesz, memsz, _ = struct.unpack_from(
                "<IIQQQQQQ", self.data, self._phoff + index * self._phentsize)
            found.append(Segment(kind, flags, offset, vaddr, filesz, memsz))
        return found

    @cached_property
    def symbols(self) -> dict[str, int]:
        """name -> address of everything defined; of equal names the last."""
        found: dict[str, int] = {}
        for index in range(self._shnum):
            header = self._shoff + index * self._shentsize
            _, kind, _, _, offset, size, link, _, _, entsize = struct.unpack_from(
                "<IIQQQQIIQQ", self.data, header)
            if kind == SHT_SYMTAB:
                strings = struct.unpack_from("<Q", self.data,
                                             self._shoff + link * self._shentsize + 24)[0]
                for at in range(offset, offset + size, entsize):
                    name, _, _, section, value, _ = struct.unpack_from("<IBBHQQ", self.data, at)
                    if name and section:
                        found[self._string(strings + name)] = value
        return found

    def _string(self, at: int) -> str:
        return self.data[at:self.data.index(b"\0", at)].decode("utf-8", "replace")

    def symbol(self, name: str) -> int:
        if name not in self.symbols:
            raise Failure(f"{self.path}: has no symbol `{name}`")
        return self.symbols[name]

    def note(self, owner: str, kind: int) -> bytes | None:
        """The contents of one note: each is sizes of name and contents, type, both padded to 4."""
        for segment in self.segments:
            at, end = segment.offset, segment.offset + segment.filesz
            while segment.kind == PT_NOTE and at + 12 <= end:
                name_size, size, found = struct.unpack_from("<III", self.data, at)
                name = self.data[at + 12:at + 12 + name_size].rstrip(b"\0")
                at += 12 + (name_size + 3 & ~3)
                if name == owner.encode() and found == kind:
                    return self.data[at:at + size]
                at += size + 3 & ~3
        return None

    def text_range(self) -> tuple[int, int]:
        """The addresses of code: lowest, and first behind the highest."""
        code = [s for s in self.segments if s.kind == PT_LOAD and s.flags & PF_X]
        if not code:
            raise Failure(f"{self.path}: holds no code")
        return min(s.vaddr for s in code), max(s.vaddr + s.memsz for s in code)
