#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the seeds of the loader's fuzz targets: small kernels, and configurations.

    bootseeds.py [--check] tests/fuzz/seeds

A kernel is a header, text and data; its data hold relocations of all three kinds, symbols and
boot requests, so that the fuzzer starts from a file that passes every check.
"""

import struct
import sys

import seedfiles

MAGIC = (0xC7B1DD30DF4C8B88, 0x0A82E883A194F07B)
REVISION = (0xF9562B2D5C95A6C8, 0x6A7B384944536BDC)
START = (0xF6B8F4B39DE7D1AE, 0xFAB91A6940FCB9CF, 0x785C6ED015D3E316, 0x181E920A7852B9D9)
END = (0xADC0E0531BB10D03, 0x9572709F31764C62)
HHDM = (0x48DCF1CB8AD2B852, 0x63984E959A98244B)
PAGING = (0x95C1A0EDAB0944CB, 0xA4E5CB3842F7488A)
# Those with something in them, and those with the longest answers.
MEMMAP = (0x67CF3D9D378A806F, 0xE304ACDFC50C3C62)
MP = (0x95A67B819A1B857E, 0xA0B61B723B6A73E0)
STACK_SIZE = (0x224EF0460A8E8926, 0xE1CB0FC25F46EA3D)
ENTRY_POINT = (0x13D86C035A1CD3E1, 0x2B0CAA89D8F3026A)
MODULE = (0x3E7E279702BE32AF, 0xCA1C4F3BD1280CEE)
FRAMEBUFFER = (0x9D5827DCD881DD75, 0xA3148604F6FAB11B)
FILE = (0xAD97E90E83F1ED67, 0x31EB5D1C5FF23B69)
ENTROPY = (0x65EA80255D5682C5, 0x9117240723F493EB)

DT_RELA, DT_RELASZ, DT_RELAENT, DT_SYMTAB = 7, 8, 9, 6
DT_JMPREL, DT_PLTRELSZ, DT_RELR, DT_RELRSZ, DT_RELRENT = 23, 2, 36, 35, 37

# machine number, RELATIVE, absolute symbol
MACHINES = {"x86_64": (62, 8, 1), "aarch64": (183, 1027, 257), "riscv64": (243, 3, 2)}
ET_EXEC, ET_DYN = 2, 3
TEXT, DATA, END_OF_FILE = 0x1000, 0x1400, 0x1800
HIGH = 0xFFFFFFFF80000000


def words(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}Q", *values)


def requests(revision: int) -> bytes:
    return (words(*START) + words(*REVISION, revision) + words(*MAGIC, *HHDM, 0, 0)
            + words(*MAGIC, *PAGING, 1, 0, 0, 1, 0) + words(*END))


def all_requests(revision: int, at: int) -> bytes:
    """As they would stand at the address `at`; the module they ask for is the kernel itself."""
    data = words(*START) + words(*REVISION, revision)
    for feature in (HHDM, MEMMAP, FRAMEBUFFER, FILE):
        data += words(*MAGIC, *feature, 0, 0)
    data += words(*MAGIC, *MP, 0, 0, 1) + words(*MAGIC, *STACK_SIZE, 0, 0, 0x20000)
    data += words(*MAGIC, *ENTROPY, 0, 0, 4) + words(*MAGIC, *PAGING, 1, 0, 1, 1, 0)
    data += words(*MAGIC, *ENTRY_POINT, 0, 0, HIGH + 0x10)
    listed = at + len(data) + 64 + 16
    data += words(*MAGIC, *MODULE, 1, 0, 1, listed) + words(*END)
    return data + words(listed + 8, listed + 32, listed + 34, 0) + b"k\0own\0\0\0"


def asking_kernel(revision: int) -> bytes:
    """Text, and data that hold all requests: a kernel that can be booted."""
    data = all_requests(revision, HIGH + 0x1000)
    headers = header(62, ET_DYN, HIGH - TEXT + 0x10, 2)
    for flags, where, size in ((5, 0, 64), (6, 0x1000, len(data))):
        headers += struct.pack("<IIQQQQQQ", 1, flags, 0x1000 + where, HIGH + where, HIGH + where,
                               size, size + 0x800, 0x1000)
    return headers.ljust(0x1000, b"\0") + bytes(0x1000) + data


def header(machine: int, kind: int, base: int, count: int) -> bytes:
    ident = b"\x7fELF\2\1\1".ljust(16, b"\0")
    return struct.pack("<16sHHIQQQIHHHHHH", ident, kind, machine, 1, base + TEXT, 64, 0, 0,
                       64, 56, count, 0, 0, 0)


def segment(kind: int, flags: int, at: int, base: int, size: int, more: int = 0) -> bytes:
    return struct.pack("<IIQQQQQQ", kind, flags, at, base + at, base + at, size, size + more, 0x400)


def kernel(arch: str, kind: int, base: int, revision: int) -> bytes:
    """Text and data may share a page of the file: alignment is 1 KiB, pages are kept apart."""
    machine, relative, symbolic = MACHINES[arch]
    where = base + 0x2000  # the data's address: a page of its own
    relas, relr, symbols, asked = 0x100, 0x180, 0x1A0, 0x200
    dynamic = words(DT_RELA, where + relas, DT_RELASZ, 48, DT_RELAENT, 24, DT_SYMTAB,
                    where + symbols, DT_RELR, where + relr, DT_RELRSZ, 16, DT_RELRENT, 8, 0, 0)
    data = bytearray(END_OF_FILE - DATA)
    data[0:len(dynamic)] = dynamic
    data[relas:relas + 48] = words(where + 0x90, relative, base + TEXT,
                                   where + 0x98, 1 << 32 | symbolic, 4)
    data[relr:relr + 16] = words(where + 0xA0, 0b11)
    data[symbols:symbols + 48] = bytes(24) + struct.pack("<IBBHQQ", 0, 0x10, 0, 1, base + TEXT, 4)
    data[asked:asked + len(requests(revision))] = requests(revision)
    headers = header(machine, kind, base, 3)
    headers += segment(1, 5, TEXT, base, 0x400)
    headers += struct.pack("<IIQQQQQQ", 1, 6, DATA, where, where, len(data), len(data) + 0x800,
                           0x400)
    headers += struct.pack("<IIQQQQQQ", 2, 6, DATA, where, where, len(dynamic), len(dynamic), 8)
    # The target takes the machine from the last byte, which nothing else reads.
    data[-1] = list(MACHINES).index(arch)
    return headers.ljust(TEXT, b"\0") + bytes(0x400) + bytes(data)


PLAIN = b"""\
# what most people have
timeout: 0
serial: yes
/Cuprux
    protocol: limine
    kernel_path: boot():/cuprux
    kernel_cmdline: test log=debug
    module_path: boot():/mod.txt
    module_cmdline: text
    kaslr: no
"""
FOLDERS = (b"\xef\xbb\xbf/+ Systems\r\n//One\r\nPROTOCOL:limine\r\n"
           b" kernel_path: boot(2):/../a/./b\r\n//Two\r\nkernel_path: hdd(0:1):/x\r\n"
           b"/Last\r\nprotocol:\r\n")
HASHED = b"/Checked\nkernel_path: boot():/k#" + b"0123456789abcdef" * 8 + b"\npaging_mode: sv57\n"

BOOT = b"/T\nprotocol: limine\nkernel_path: boot():/k\nmodule_path: boot():/k\nkaslr: no\n\0"

SEEDS = {
    "elf_fuzz/x86_64-movable": kernel("x86_64", ET_DYN, 0, 6),
    "elf_fuzz/x86_64-fixed": kernel("x86_64", ET_EXEC, HIGH, 2),
    "elf_fuzz/aarch64-movable": kernel("aarch64", ET_DYN, HIGH, 6),
    "elf_fuzz/riscv64-movable": kernel("riscv64", ET_DYN, 0x80000000, 2),
    "config_fuzz/plain": PLAIN,
    "config_fuzz/folders": FOLDERS,
    "config_fuzz/hashed": HASHED,
    # The targets' own words: how memory is cut up; the configuration in front of the kernel.
    "scan_fuzz/one": b"\0\0" + all_requests(6, HIGH),
    "scan_fuzz/two": b"\x20\x40" + all_requests(2, HIGH),
    "boot_fuzz/asks": b"\0" + asking_kernel(6),
    "boot_fuzz/configured": BOOT + asking_kernel(2),
    "boot_fuzz/relocated": BOOT + kernel("x86_64", ET_DYN, 0, 6),
}

if __name__ == "__main__":
    sys.exit(seedfiles.main(SEEDS, sys.argv))
