# SPDX-License-Identifier: MIT
"""Writes a GUID partition table: protective MBR, header and entries, and their copies at the end.

Sectors of 512 bytes: 0 the MBR, 1 the header, 2 to 33 the 128 entries, then partitions from
sector 2048 on; the last 33 sectors mirror the entries and the header. GUIDs are derived from the
disk's name, so that the same name gives the same bytes.
"""

from __future__ import annotations

import struct
import uuid
import zlib
from dataclasses import dataclass

SECTOR = 512
ENTRIES = 128
ENTRY_SIZE = 128
TABLE_SECTORS = ENTRIES * ENTRY_SIZE // SECTOR
FIRST_PARTITION = 2048
EFI_SYSTEM = uuid.UUID("c12a7328-f81f-11d2-ba4b-00a0c93ec93b")
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "disk.cuprux")


@dataclass(frozen=True)
class Partition:
    """Sectors `first` to `last`, both included."""

    kind: uuid.UUID
    name: str
    first: int
    last: int


def disk_sectors(partition_sectors: int) -> int:
    """Size of a disk with one partition of that size."""
    return FIRST_PARTITION + partition_sectors + TABLE_SECTORS + 1


def _protective_mbr(sectors: int) -> bytes:
    """One partition of type 0xEE over the whole disk keeps old tools away."""
    entry = struct.pack("<B3sB3sII", 0, b"\x00\x02\x00", 0xEE, b"\xff\xff\xff", 1,
                        min(sectors - 1, 0xFFFFFFFF))
    return b"\0" * 446 + entry + b"\0" * 48 + b"\x55\xaa"


def _entry(disk: str, part: Partition) -> bytes:
    identity = uuid.uuid5(NAMESPACE, f"{disk}/{part.name}")
    return struct.pack("<16s16sQQQ72s", part.kind.bytes_le, identity.bytes_le, part.first,
                       part.last, 0, part.name.encode("utf-16-le"))


def _header(disk: str, sectors: int, here: int, other: int, table: int, entries: bytes) -> bytes:
    def pack(crc: int) -> bytes:
        return struct.pack("<8sIIIIQQQQ16sQIII", b"EFI PART", 0x10000, 92, crc, 0, here, other,
                           TABLE_SECTORS + 2, sectors - TABLE_SECTORS - 2,
                           uuid.uuid5(NAMESPACE, disk).bytes_le, table, ENTRIES, ENTRY_SIZE,
                           zlib.crc32(entries))

    return pack(zlib.crc32(pack(0)))


def make_gpt(sectors: int, disk: str, partitions: list[Partition]) -> dict[int, bytes]:
    """The table of a disk of that many sectors, as byte offset -> bytes."""
    entries = b"".join(_entry(disk, part) for part in partitions)
    entries = entries.ljust(ENTRIES * ENTRY_SIZE, b"\0")
    last, copy = sectors - 1, sectors - 1 - TABLE_SECTORS
    return {
        0: _protective_mbr(sectors),
        SECTOR: _header(disk, sectors, 1, last, 2, entries),
        2 * SECTOR: entries,
        copy * SECTOR: entries,
        last * SECTOR: _header(disk, sectors, last, 1, copy, entries),
    }
