#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the disk writer, by a reader that shares no code with it."""

from __future__ import annotations

import struct
import tempfile
import unittest
import uuid
import zlib
from pathlib import Path

from cuprux import fat32, gpt, image

SECTOR = 512
FILES = {
    "EFI/BOOT/BOOTX64.EFI": b"MZ" * 700,
    "limine.conf": b"timeout: 0\n",
    "cuprux-x86_64": bytes(range(256)) * 100,
    "empty": b"",
    "deep/er/a name of some length, 27 chars.text": b"x" * SECTOR,
    **{f"many/file number {n}": bytes([n]) for n in range(40)},
}


class Reader:
    """Reads a FAT32 file system as its specification says."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        (self.size, self.per, self.reserved, self.fats) = struct.unpack_from("<HBHB", data, 11)
        self.fat_size, = struct.unpack_from("<I", data, 36)
        self.root, = struct.unpack_from("<I", data, 44)

    def chain(self, cluster: int) -> bytes:
        out = b""
        start = self.reserved + self.fats * self.fat_size
        while cluster < 0x0FFFFFF8:
            at = (start + (cluster - 2) * self.per) * SECTOR
            out += self.data[at:at + self.per * SECTOR]
            cluster = struct.unpack_from("<I", self.data, self.reserved * SECTOR + 4 * cluster)[0]
        return out

    def files(self, cluster: int, prefix: str = "") -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        long_name = b""
        data = self.chain(cluster)
        for at in range(0, len(data), 32):
            entry = data[at:at + 32]
            if entry[0] == 0:
                break
            attributes = entry[11]
            if attributes == 0x0F:
                long_name = entry[1:11] + entry[14:26] + entry[28:32] + long_name
                continue
            name = entry[:8].decode().rstrip()
            if entry[8:11].strip():
                name += "." + entry[8:11].decode().rstrip()
            if long_name:
                name = long_name.decode("utf-16-le").split("\0")[0]
                long_name = b""
            first = struct.unpack_from("<H", entry, 20)[0] << 16 | struct.unpack_from("<H", entry,
                                                                                      26)[0]
            if attributes & 0x10 and name not in (".", ".."):
                found |= self.files(first, f"{prefix}{name}/")
            elif not attributes & 0x18:
                size, = struct.unpack_from("<I", entry, 28)
                found[prefix + name] = self.chain(first)[:size] if size else b""
        return found


class Disk(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "disk"
        image.write_disk(self.path, [image.Volume("one", FILES), image.Volume("two", {"x": b"y"})])
        self.data = self.path.read_bytes()

    def header(self, sector: int) -> tuple[int, ...]:
        raw = self.data[sector * SECTOR:sector * SECTOR + 92]
        self.assertEqual(raw[:8], b"EFI PART")
        crc = struct.unpack_from("<I", raw, 16)[0]
        self.assertEqual(crc, zlib.crc32(raw[:16] + b"\0\0\0\0" + raw[20:]))
        return struct.unpack_from("<QQQQ16xQIII", raw, 24)

    def test_both_headers(self) -> None:
        last = len(self.data) // SECTOR - 1
        for here, other in ((1, last), (last, 1)):
            mine, backup, _, _, table, count, size, crc = self.header(here)
            self.assertEqual((mine, backup), (here, other))
            self.assertEqual(zlib.crc32(self.data[table * SECTOR:][:count * size]), crc)

    def test_partition(self) -> None:
        entry = self.data[2 * SECTOR:2 * SECTOR + 128]
        self.assertEqual(uuid.UUID(bytes_le=entry[:16]), gpt.EFI_SYSTEM)
        first, last = struct.unpack_from("<QQ", entry, 32)
        self.assertEqual(first % 2048, 0)
        self.assertLess(last, len(self.data) // SECTOR - 33)
        self.assertEqual(self.data[510:512] + self.data[450:451], b"\x55\xaa\xee")

    def test_files_come_back(self) -> None:
        for number, files in enumerate((FILES, {"x": b"y"})):
            first, = struct.unpack_from("<Q", self.data, 2 * SECTOR + 128 * number + 32)
            reader = Reader(self.data[first * SECTOR:])
            self.assertEqual(reader.files(reader.root), files)

    def test_same_files_same_bytes(self) -> None:
        image.write_disk(self.path, [image.Volume("one", dict(reversed(FILES.items()))),
                                     image.Volume("two", {"x": b"y"})])
        self.assertEqual(self.path.read_bytes(), self.data)

    def test_too_much_is_an_error(self) -> None:
        with self.assertRaisesRegex(fat32.FatError, "do not fit"):
            fat32.make_fat32(70000, {"big": bytes(40 << 20)}, "X")


class Config(unittest.TestCase):
    def test_fixed_addresses(self) -> None:
        self.assertEqual(image.limine_conf("nokaslr test"), (
            "timeout: 0\nserial: yes\n\n/Cuprux\n    protocol: limine\n"
            "    kernel_path: boot():/cuprux\n    kernel_cmdline: nokaslr test\n"
            "    kaslr: no\n    randomise_hhdm_base: no\n"))


if __name__ == "__main__":
    unittest.main()
