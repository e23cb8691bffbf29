# SPDX-License-Identifier: MIT
"""Writes a FAT32 file system: enough for an EFI system partition, and nothing random.

The same files give the same bytes: the serial number comes from the contents, all time stamps
are one constant. Layout, in sectors of 512 bytes:

    0            boot sector (BIOS parameter block), 1 FSInfo, 6 and 7 their copies
    32           first FAT: one u32 per cluster; 0 free, 0x0FFFFFFF end of a chain
    32 + FAT     second FAT
    then         data: clusters from number 2 on; the root folder starts at cluster 2

A folder is a file of 32-byte entries. A name that is not an upper-case 8.3 name has long-name
entries in front (13 UTF-16 units each, last part first) and an 8.3 alias behind them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR = 512
RESERVED = 32
# Fewer clusters than this and drivers take the file system for FAT16.
MIN_CLUSTERS = 65525
END = 0x0FFFFFFF
ROOT_CLUSTER = 2
MEDIA = 0xF8
# 2025-01-01 00:00:00, in FAT's form: the date of every file.
DATE = (2025 - 1980) << 9 | 1 << 5 | 1
ATTR_FOLDER, ATTR_FILE, ATTR_LABEL, ATTR_LONG_NAME = 0x10, 0x20, 0x08, 0x0F


class FatError(Exception):
    """The files do not fit, or a name cannot be stored."""


@dataclass
class _Folder:
    """A folder while the tree is put together: name -> sub-folder or contents."""

    entries: dict[str, _Folder | bytes] = field(default_factory=dict)

    def insert(self, path: list[str], data: bytes) -> None:
        if len(path) == 1:
            self.entries[path[0]] = data
            return
        child = self.entries.setdefault(path[0], _Folder())
        if not isinstance(child, _Folder):
            raise FatError(f"`{path[0]}` is a file and a folder")
        child.insert(path[1:], data)


def _is_short(name: str) -> bool:
    stem, _, extension = name.partition(".")
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    return (0 < len(stem) <= 8 and len(extension) <= 3 and name.count(".") <= 1
            and set(stem + extension) <= allowed)


def _alias(name: str, number: int) -> bytes:
    """The 8.3 name behind a long one: STEM~1.EXT, unique in its folder by `number`."""
    stem, _, extension = name.upper().rpartition(".") if "." in name else (name.upper(), "", "")
    clean = "".join(c for c in stem if c.isascii() and c.isalnum())
    tail = f"~{number}"
    return f"{(clean[:8 - len(tail)] + tail):<8}{extension[:3]:<3}".encode("ascii")


def _short(name: str) -> bytes:
    stem, _, extension = name.partition(".")
    return f"{stem:<8}{extension:<3}".encode("ascii")


def _checksum(alias: bytes) -> int:
    """Ties long-name entries to their alias."""
    value = 0
    for byte in alias:
        value = ((value & 1) << 7) + (value >> 1) + byte & 0xFF
    return value


def _long_entries(name: str, alias: bytes) -> bytes:
    units = name.encode("utf-16-le")
    if len(units) > 2 * 255:
        raise FatError(f"name too long: {name}")
    if len(units) % 26:
        units += b"\0\0"
        units += b"\xff" * (-len(units) % 26)
    parts = [units[i:i + 26] for i in range(0, len(units), 26)]
    out = b""
    for number in range(len(parts), 0, -1):
        part = parts[number - 1]
        order = number | (0x40 if number == len(parts) else 0)
        out += struct.pack("<B10sBBB12sH4s", order, part[:10], ATTR_LONG_NAME, 0,
                           _checksum(alias), part[10:22], 0, part[22:26])
    return out


def _entry(alias: bytes, attributes: int, cluster: int, size: int) -> bytes:
    return struct.pack("<11sBBBHHHHHHHI", alias, attributes, 0, 0, 0, DATE, DATE,
                       cluster >> 16, 0, DATE, cluster & 0xFFFF, size)


class _Writer:
    """Lays files out one behind the other: no chain is ever fragmented."""

    def __init__(self, sectors: int, label: str, hidden: int) -> None:
        self.hidden = hidden
        self.label = f"{label[:11].upper():<11}".encode("ascii")
        self.sectors = sectors
        self.fat_sectors = -(-(sectors - RESERVED + 2) * 4 // (SECTOR + 8))
        self.data_start = RESERVED + 2 * self.fat_sectors
        self.clusters = sectors - self.data_start
        if self.clusters < MIN_CLUSTERS:
            raise FatError(f"{sectors} sectors are too few for FAT32")
        self.fat = [MEDIA | 0x0FFFFF00, END]
        self.data: dict[int, bytes] = {}

    def allocate(self, size: int) -> int:
        """A chain of neighbouring clusters; its first."""
        first, count = len(self.fat), max(1, -(-size // SECTOR))
        if first + count > self.clusters + 2:
            raise FatError("the files do not fit into the partition")
        self.fat += [*range(first + 1, first + count), END]
        return first

    def store_folder(self, folder: _Folder, cluster: int, parent: int, used: int) -> None:
        """Writes a folder's entries into its clusters, and everything below it."""
        out = b""
        if cluster == ROOT_CLUSTER:
            out = _entry(self.label, ATTR_LABEL, 0, 0)
        else:
            above = 0 if parent == ROOT_CLUSTER else parent
            out = _entry(b".          ", ATTR_FOLDER, cluster, 0)
            out += _entry(b"..         ", ATTR_FOLDER, above, 0)
        for number, (name, item) in enumerate(sorted(folder.entries.items()), 1):
            alias = _short(name) if _is_short(name) else _alias(name, number)
            if not _is_short(name):
                out += _long_entries(name, alias)
            if isinstance(item, _Folder):
                size = _folder_size(item, root=False)
                child = self.allocate(size)
                out += _entry(alias, ATTR_FOLDER, child, 0)
                self.store_folder(item, child, cluster, size)
            else:
                start = self.allocate(len(item)) if item else 0
                out += _entry(alias, ATTR_FILE, start, len(item))
                if item:
                    self.data[start] = item
        assert len(out) <= used
        self.data[cluster] = out

    def boot_sector(self, serial: int) -> bytes:
        head = struct.pack(
            "<3s8sHBHBHHBHHHIIIHHIHH12sBBBI11s8s", b"\xeb\x58\x90", b"CUPRUX  ", SECTOR, 1,
            RESERVED, 2, 0, 0, MEDIA, 0, 63, 255, self.hidden, self.sectors, self.fat_sectors, 0, 0,
            ROOT_CLUSTER, 1, 6, b"", 0x80, 0, 0x29, serial, self.label, b"FAT32   ")
        # For a BIOS that jumps here: stop (int 0x18 says "no bootable disk").
        return (head + b"\xcd\x18\xeb\xfe").ljust(510, b"\0") + b"\x55\xaa"

    def fs_info(self) -> bytes:
        free = self.clusters + 2 - len(self.fat)
        return (struct.pack("<4s480s4sII", b"RRaA", b"", b"rrAa", free, len(self.fat))
                .ljust(510, b"\0") + b"\x55\xaa")

    def sparse(self) -> dict[int, bytes]:
        """Byte offset -> contents of everything that is not zero."""
        table = struct.pack(f"<{len(self.fat)}I", *self.fat)
        serial = zlib.crc32(b"".join(self.data[k] for k in sorted(self.data)))
        out = {}
        for at in (0, 6):
            out[at * SECTOR] = self.boot_sector(serial)
            out[(at + 1) * SECTOR] = self.fs_info()
        out[RESERVED * SECTOR] = table
        out[(RESERVED + self.fat_sectors) * SECTOR] = table
        for cluster, data in self.data.items():
            out[(self.data_start + cluster - 2) * SECTOR] = data
        return out


def _folder_size(folder: _Folder, *, root: bool) -> int:
    entries = 1 if root else 2
    for name in folder.entries:
        entries += 1 if _is_short(name) else 1 + -(-len(name.encode("utf-16-le")) // 26)
    return entries * 32


def make_fat32(sectors: int, files: Mapping[str, bytes], label: str,
               hidden: int = 0) -> dict[int, bytes]:
    """A file system with `files` (path -> contents), as byte offset -> bytes; the rest is zero.

    `hidden` is the number of the disk's sectors in front of the partition.
    """
    root = _Folder()
    for path, data in sorted(files.items()):
        root.insert(path.strip("/").split("/"), data)
    writer = _Writer(sectors, label, hidden)
    size = _folder_size(root, root=True)
    writer.store_folder(root, writer.allocate(size), ROOT_CLUSTER, size)
    return writer.sparse()
