#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the seeds of lib/fw's fuzz targets, which are binary, from a description of them.

	fwseeds.py [--check] tests/fuzz/seeds

Trees and tables are small cousins of what common machines have: enough for the fuzzer to see
each name and each kind of table once. --check compares with what is there instead.
"""

import struct
import sys

import seedfiles

# --- device trees ---------------------------------------------------------------------


class Tree:
    """A flattened device tree in the making; a node is a `with`."""

    def __init__(self) -> None:
        self.structure = b""
        self.strings = b""

    @staticmethod
    def _pad(data: bytes) -> bytes:
        return data + b"\0" * (-len(data) % 4)

    def node(self, name: str) -> "Tree":
        self.structure += struct.pack(">I", 1) + self._pad(name.encode() + b"\0")
        return self

    def __enter__(self) -> "Tree":
        return self

    def __exit__(self, *_) -> None:
        self.structure += struct.pack(">I", 2)

    def put(self, name: str, *values: int | str | bytes) -> None:
        """A property: numbers are cells, texts are terminated, bytes are themselves."""
        data = b""
        for value in values:
            if isinstance(value, int):
                data += struct.pack(">I", value)
            else:
                data += value.encode() + b"\0" if isinstance(value, str) else value
        at = (b"\0" + self.strings).find(b"\0" + name.encode() + b"\0")
        if at < 0:
            at = len(self.strings)
            self.strings += name.encode() + b"\0"
        self.structure += struct.pack(">III", 3, len(data), at) + self._pad(data)

    def blob(self) -> bytes:
        structure = self.structure + struct.pack(">I", 9)
        reserved = struct.pack(">QQQQ", 0x80000000, 0x1000, 0, 0)
        at = 40 + len(reserved)
        header = struct.pack(
            ">10I", 0xD00DFEED, at + len(structure) + len(self.strings), at,
            at + len(structure), 40, 17, 16, 0, len(self.strings), len(structure))
        return header + reserved + structure + self.strings


def root(tree: Tree, interrupt_parent: int) -> None:
    tree.put("#address-cells", 2)
    tree.put("#size-cells", 2)
    tree.put("interrupt-parent", interrupt_parent)
    tree.put("model", "seed")


def device(tree: Tree, name: str, base: int, size: int, *compatible: str) -> Tree:
    tree.node(name)
    tree.put("compatible", *compatible)
    tree.put("reg", 0, base, 0, size)
    return tree


def chosen(tree: Tree, console: str) -> None:
    with tree.node("chosen"):
        tree.put("stdout-path", console)
        tree.put("bootargs", "test log=debug")
        tree.put("linux,initrd-start", 0x84000000)
        tree.put("linux,initrd-end", 0, 0x84001000)
        tree.put("rng-seed", b"0123456789abcdef")
        tree.put("kaslr-seed", 1, 2)


def memory(tree: Tree, base: int) -> None:
    with tree.node(f"memory@{base:x}"):
        tree.put("device_type", "memory")
        tree.put("reg", 0, base, 0, 0x8000000)
        tree.put("numa-node-id", 0)
    with tree.node("reserved-memory"):
        tree.put("#address-cells", 2)
        tree.put("#size-cells", 2)
        tree.put("ranges")
        with tree.node(f"firmware@{base:x}"):
            tree.put("reg", 0, base, 0, 0x40000)
            tree.put("no-map")


def gic_tree() -> bytes:
    tree = Tree()
    with tree.node(""):
        root(tree, 1)
        with tree.node("aliases"):
            tree.put("serial0", "/pl011@9000000")
        chosen(tree, "serial0:115200n8")
        memory(tree, 0x40000000)
        with tree.node("psci"):
            tree.put("compatible", "arm,psci-1.0", "arm,psci")
            tree.put("method", "hvc")
        with tree.node("cpus"):
            tree.put("#address-cells", 1)
            tree.put("#size-cells", 0)
            with tree.node("cpu@0"):
                tree.put("device_type", "cpu")
                tree.put("enable-method", "psci")
                tree.put("reg", 0)
            with tree.node("cpu@1"):
                tree.put("device_type", "cpu")
                tree.put("enable-method", "spin-table")
                tree.put("cpu-release-addr", 0, 0x40000FF8)
                tree.put("status", "disabled")
                tree.put("reg", 1)
        with tree.node("intc@8000000"):
            tree.put("compatible", "arm,gic-v3")
            tree.put("phandle", 1)
            tree.put("#interrupt-cells", 3)
            tree.put("#address-cells", 2)
            tree.put("#size-cells", 2)
            tree.put("#redistributor-regions", 1)
            tree.put("ranges")
            tree.put("reg", 0, 0x8000000, 0, 0x10000, 0, 0x80A0000, 0, 0xF60000)
            with device(tree, "its@8080000", 0x8080000, 0x20000, "arm,gic-v3-its"):
                pass
        with tree.node("timer"):
            tree.put("compatible", "arm,armv8-timer")
            tree.put("interrupts", 1, 13, 4, 1, 14, 4, 1, 11, 4, 1, 10, 4)
            tree.put("always-on")
        with device(tree, "pl011@9000000", 0x9000000, 0x1000, "arm,pl011", "arm,primecell"):
            tree.put("interrupts", 0, 1, 4)
            tree.put("clocks", 7)
        with tree.node("clock"):
            tree.put("phandle", 7)
            tree.put("clock-frequency", 24000000)
        with device(tree, "pcie@10000000", 0x10000000, 0x1000000, "pci-host-ecam-generic"):
            tree.put("bus-range", 0, 15)
            tree.put("ranges", 0x1000000, 0, 0, 0, 0x3EFF0000, 0, 0x10000,
                     0x42000000, 0, 0x10000000, 0, 0x10000000, 0, 0x2EFF0000)
    return tree.blob()


def gic2_tree() -> bytes:
    tree = Tree()
    with tree.node(""):
        root(tree, 1)
        with tree.node("intc@8000000"):
            tree.put("compatible", "arm,cortex-a15-gic")
            tree.put("reg", 0, 0x8000000, 0, 0x10000, 0, 0x8010000, 0, 0x10000)
            tree.put("#address-cells", 2)
            tree.put("#size-cells", 2)
            tree.put("ranges")
            with device(tree, "v2m@8020000", 0x8020000, 0x1000, "arm,gic-v2m-frame"):
                tree.put("arm,msi-base-spi", 80)
                tree.put("arm,msi-num-spis", 64)
    return tree.blob()


def harts(tree: Tree) -> None:
    with tree.node("cpus"):
        tree.put("#address-cells", 1)
        tree.put("#size-cells", 0)
        tree.put("timebase-frequency", 10000000)
        for hart in range(2):
            with tree.node(f"cpu@{hart}"):
                tree.put("device_type", "cpu")
                tree.put("reg", hart)
                tree.put("riscv,isa", "rv64imac_zicsr_sstc")
                tree.put("riscv,isa-base", "rv64i")
                tree.put("riscv,isa-extensions", "i", "m", "svpbmt")
                with tree.node("interrupt-controller"):
                    tree.put("phandle", 11 + hart)
                    tree.put("interrupt-controller")
                    tree.put("#interrupt-cells", 1)


def plic_tree() -> bytes:
    tree = Tree()
    with tree.node(""):
        root(tree, 1)
        chosen(tree, "/soc/serial@10000000")
        memory(tree, 0x80000000)
        harts(tree)
        with tree.node("soc"):
            tree.put("#address-cells", 2)
            tree.put("#size-cells", 2)
            tree.put("ranges", 0, 0, 0, 0, 0, 0x80000000)
            with device(tree, "plic@c000000", 0xC000000, 0x600000,
                        "sifive,plic-1.0.0", "riscv,plic0"):
                tree.put("phandle", 1)
                tree.put("#interrupt-cells", 1)
                tree.put("riscv,ndev", 96)
                tree.put("interrupts-extended", 11, 11, 11, 9, 12, 11, 12, 9)
            with device(tree, "serial@10000000", 0x10000000, 0x100, "ns16550a"):
                tree.put("interrupts", 10)
                tree.put("clock-frequency", 3686400)
                tree.put("reg-shift", 0)
                tree.put("reg-io-width", 1)
            with device(tree, "test@100000", 0x100000, 0x1000, "sifive,test1", "syscon"):
                tree.put("phandle", 5)
            for name, value in (("poweroff", 0x5555), ("reboot", 0x7777)):
                with tree.node(name):
                    tree.put("compatible", f"syscon-{name}")
                    tree.put("regmap", 5)
                    tree.put("offset", 0)
                    tree.put("value", value)
                    tree.put("mask", 0xFFFF)
    return tree.blob()


def imsic_tree() -> bytes:
    tree = Tree()
    with tree.node(""):
        root(tree, 21)
        harts(tree)
        for base, parent in ((0xC000000, 20), (0xD000000, 21)):
            with device(tree, f"aplic@{base:x}", base, 0x8000, "riscv,aplic"):
                tree.put("msi-parent", parent)
                tree.put("#interrupt-cells", 2)
                tree.put("riscv,num-sources", 96)
        for base, phandle, cause in ((0x24000000, 20, 11), (0x28000000, 21, 9)):
            with device(tree, f"imsics@{base:x}", base, 0x8000, "riscv,imsics"):
                tree.put("phandle", phandle)
                tree.put("riscv,num-ids", 255)
                tree.put("riscv,guest-index-bits", 1)
                tree.put("riscv,group-index-shift", 24)
                tree.put("interrupts-extended", 11, cause, 12, cause)
    return tree.blob()


# --- ACPI tables ----------------------------------------------------------------------


def fields(size: int, **values: tuple[str, int]) -> bytes:
    """Contents of a table of that size: _OFFSET=(format, value), offsets from its header."""
    data = bytearray(size)
    for place, (form, value) in values.items():
        struct.pack_into("<" + form, data, int(place[1:]), value)
    return bytes(data[36:])


def gas(space: int, width: int, access: int, address: int) -> bytes:
    return struct.pack("<BBBBQ", space, width, 0, access, address)


def place(data: bytes, at: int, piece: bytes) -> bytes:
    at -= 36
    return data[:at] + piece + data[at + len(piece):]


def tables(*parts: tuple[str, int, bytes]) -> bytes:
    """The fuzz target's second form of input."""
    out = b"\1"
    for signature, revision, contents in parts:
        out += signature.encode() + struct.pack("<BH", revision, len(contents)) + contents
    return out


S5 = b"\x10\x10\x5c\x00\x08_S5_\x12\x06\x04\x0a\x05\x0a\x05"


def pc_tables() -> bytes:
    fadt = fields(268, _46=("H", 9), _48=("I", 0xB2), _52=("B", 2), _64=("I", 0x604),
                  _76=("I", 0x608), _89=("B", 2), _91=("B", 4), _109=("H", 2),
                  _112=("I", 1 << 8 | 1 << 10), _128=("B", 15))
    fadt = place(fadt, 116, gas(1, 8, 1, 0xCF9))
    madt = fields(44, _36=("I", 0xFEE00000), _40=("I", 1))
    madt += struct.pack("<BBBBI", 0, 8, 0, 0, 1) + struct.pack("<BBBBI", 0, 8, 1, 1, 2)
    madt += struct.pack("<BBHIII", 9, 16, 0, 0x100, 1, 2)
    madt += struct.pack("<BBBBII", 1, 12, 0, 0, 0xFEC00000, 0)
    madt += struct.pack("<BBBBIH", 2, 10, 0, 9, 9, 13)
    madt += struct.pack("<BBHQ", 5, 12, 0, 0xFEE00000)
    srat = fields(48) + struct.pack("<BBBBIII", 0, 16, 0, 0, 1, 0, 0)
    srat += struct.pack("<BBIHQQIIQ", 1, 40, 1, 0, 0x100000, 0x1000000, 0, 3, 0)
    srat += struct.pack("<BBHIIIII", 2, 24, 0, 1, 0x100, 1, 0, 0)
    mcfg = fields(44) + struct.pack("<QHBBI", 0xB0000000, 0, 0, 255, 0)
    hpet = place(fields(56, _53=("H", 100)), 40, gas(0, 64, 0, 0xFED00000))
    spcr = fields(88, _52=("B", 1), _53=("B", 4), _58=("B", 7))
    spcr = place(spcr, 40, gas(1, 8, 1, 0x3F8))
    return tables(("DSDT", 2, S5), ("FACP", 5, fadt), ("APIC", 4, madt), ("SRAT", 3, srat),
                  ("MCFG", 1, mcfg), ("HPET", 1, hpet), ("SPCR", 2, spcr))


def gic_tables() -> bytes:
    fadt = fields(276, _112=("I", 1 << 20), _129=("H", 3))
    fadt = place(place(fadt, 244, gas(0, 8, 1, 0x9090000)), 256, gas(0, 8, 1, 0x9090001))
    madt = fields(44)
    gicc = bytearray(82)
    struct.pack_into("<BBHIII", gicc, 0, 11, 82, 0, 0, 0, 1)
    struct.pack_into("<Q", gicc, 32, 0x8010000)
    struct.pack_into("<QQ", gicc, 60, 0x80A0000, 0x80000001)
    madt += bytes(gicc)
    madt += struct.pack("<BBHIQIBBH", 12, 24, 0, 0, 0x8000000, 0, 3, 0, 0)
    madt += struct.pack("<BBHQI", 14, 16, 0, 0x80A0000, 0xF60000)
    madt += struct.pack("<BBHIQI", 15, 20, 0, 0, 0x8080000, 0)
    madt += struct.pack("<BBHIQIHH", 13, 24, 0, 0, 0x8020000, 1, 64, 80)
    gtdt = fields(104, _48=("I", 29), _56=("I", 30), _60=("I", 6), _64=("I", 27), _72=("I", 26))
    srat = fields(48) + struct.pack("<BBIIII", 3, 18, 1, 0, 1, 0)
    spcr = place(fields(80, _36=("B", 3), _52=("B", 8), _54=("I", 33)), 40,
                 gas(0, 32, 3, 0x9000000))
    return tables(("FACP", 6, fadt), ("APIC", 5, madt), ("GTDT", 3, gtdt), ("SRAT", 3, srat),
                  ("SPCR", 2, spcr))


def rintc_tables() -> bytes:
    madt = fields(44)
    for hart in range(2):
        madt += struct.pack("<BBBBIQIIQI", 24, 36, 1, 0, 1, hart, hart,
                            0x01000000 + 2 * hart + 1, 0x28000000 + 4096 * hart, 4096)
    madt += struct.pack("<BBBBIHHBBBB", 25, 16, 1, 0, 0, 255, 0, 0, 1, 0, 24)
    madt += struct.pack("<BBBBIQHHIQI", 26, 36, 1, 1, 0, 0, 0, 96, 0, 0xD000000, 0x8000)
    madt += struct.pack("<BBBBQHHIIQI", 27, 36, 1, 2, 0, 96, 7, 0, 0x600000, 0xC000000, 0)
    isa = b"rv64imac_sstc\0"
    rhct = fields(56, _40=("Q", 10000000), _48=("I", 1), _52=("I", 56))
    rhct += struct.pack("<HHHH", 0, 8 + len(isa), 1, len(isa)) + isa
    srat = fields(48) + struct.pack("<BBHIIII", 7, 20, 0, 1, 0, 1, 0)
    spcr = place(fields(80, _36=("B", 0x12)), 40, gas(0, 32, 1, 0x10000000))
    return tables(("APIC", 6, madt), ("RHCT", 1, rhct), ("SRAT", 3, srat), ("SPCR", 4, spcr))


def summed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([-(sum(data) - data[at]) & 255]) + data[at + 1:]


def raw_memory() -> bytes:
    """The first form: memory from its root pointer on, with an RSDT and one small table."""
    base = 0x7FE0000
    hpet = summed(struct.pack("<4sIBB26x", b"HPET", 56, 1, 0) +
                  place(fields(56), 40, gas(0, 64, 0, 0xFED00000)), 9)
    rsdt = summed(struct.pack("<4sIBB26xI", b"RSDT", 40, 1, 0, base + 80), 9)
    rsdp = summed(struct.pack("<8sB6sBI", b"RSD PTR ", 0, b"SEED  ", 0, base + 32), 8)
    return b"\0" + rsdp.ljust(32, b"\0") + rsdt.ljust(48, b"\0") + hpet


# --------------------------------------------------------------------------------------

# The target takes the last 8 bytes for itself: which cell to change, and into what.
CHANGE = struct.pack("<II", 100, 0x01000000)

SEEDS = {
    "fdt_fuzz/gic": gic_tree() + CHANGE,
    "fdt_fuzz/gic2": gic2_tree() + CHANGE,
    "fdt_fuzz/plic": plic_tree() + CHANGE,
    "fdt_fuzz/imsic": imsic_tree() + CHANGE,
    "acpi_fuzz/pc": pc_tables(),
    "acpi_fuzz/gic": gic_tables(),
    "acpi_fuzz/rintc": rintc_tables(),
    "acpi_fuzz/raw": raw_memory(),
}


if __name__ == "__main__":
    sys.exit(seedfiles.main(SEEDS, sys.argv))
