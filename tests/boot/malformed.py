# SPDX-License-Identifier: MIT
"""Broken kernels, configurations and modules: each a sentence, none a hang.

The loader's own `cuprux_check` takes every entry of a configuration to the point where it would
leave the firmware, prints a verdict, and turns the machine off: many broken files to one boot. A
few boots show what happens outside of it: no configuration, none that can be read, no kernel.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from cuprux.boottest import BootTest, Files
from cuprux.layout import EFI_NAMES
from cuprux.machines import Spec

ARCHES = {"x86_64": 62, "aarch64": 183, "riscv64": 243}
RELATIVE = {"x86_64": 8, "aarch64": 1027, "riscv64": 3}
BASE = 0xFFFFFFFF80000000
PAGE = 4096
TIMEOUT = 120.0

MAGIC = (0xC7B1DD30DF4C8B88, 0x0A82E883A194F07B)
TAG = (0xF9562B2D5C95A6C8, 0x6A7B384944536BDC)
HHDM = (0x48DCF1CB8AD2B852, 0x63984E959A98244B)
STACK_SIZE = (0x224EF0460A8E8926, 0xE1CB0FC25F46EA3D)
ENTRY_POINT = (0x13D86C035A1CD3E1, 0x2B0CAA89D8F3026A)
PAGING_MODE = (0x95C1A0EDAB0944CB, 0xA4E5CB3842F7488A)
MODULE = (0x3E7E279702BE32AF, 0xCA1C4F3BD1280CEE)


def words(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}Q", *(value % 2**64 for value in values))


def request(feature: tuple[int, int], *fields: int, revision: int = 0) -> bytes:
    return words(*MAGIC, *feature, revision, 0, *fields)


def revision(number: int) -> bytes:
    return words(*TAG, number)


# --- Kernels -------------------------------------------------------------------------------------


@dataclass
class Segment:
    """A program header and its content."""

    at: int
    flags: int
    data: bytes
    kind: int = 1
    more: int = 0  # memory beyond the file's part
    align: int = PAGE
    offset: int | None = None


@dataclass
class Kernel:
    """An ELF file; every field can be a lie."""

    arch: str
    segments: list[Segment]
    machine: int | None = None
    kind: int = 3
    ident: bytes = b"\x7fELF\2\1\1"
    entry: int = BASE + 16
    phoff: int = 64
    phentsize: int = 56
    cut: int | None = None
    extra: list[bytes] = field(default_factory=list)

    def file(self) -> bytes:
        offset, headers, content = PAGE, b"", b""
        for s in self.segments:
            where = offset if s.offset is None else s.offset
            headers += struct.pack("<IIQQQQQQ", s.kind, s.flags, where, s.at, s.at, len(s.data),
                                   (len(s.data) + s.more) % 2**64, s.align)
            padded = s.data + bytes(-len(s.data) % PAGE)
            content += padded
            offset += len(padded)
        head = struct.pack("<16sHHIQQQIHHHHHH", self.ident, self.kind,
                           ARCHES[self.arch] if self.machine is None else self.machine, 1,
                           self.entry, self.phoff, 0, 0, 64, self.phentsize, len(self.segments),
                           0, 0, 0)
        return ((head + headers).ljust(PAGE, b"\0") + content)[:self.cut]


def good(arch: str, data: bytes = b"", **lies: object) -> Kernel:
    """Code, and data with a revision tag and whatever else is asked for."""
    segments = [Segment(BASE, 5, bytes(64)),
                Segment(BASE + PAGE, 6, revision(6) + data, more=2 * PAGE)]
    return Kernel(arch, segments, **lies)  # type: ignore[arg-type]


def dynamic(arch: str, *table: int, rest: bytes = b"") -> Kernel:
    """With a dynamic table in its data, and what it points to 0x100 behind it."""
    kernel = good(arch)
    data = words(*table, 0, 0).ljust(0x100, b"\0") + rest
    kernel.segments.append(Segment(BASE + 4 * PAGE, 6, data))
    kernel.segments.append(Segment(BASE + 4 * PAGE, 6, bytes(0x100), kind=2))
    return kernel


def changed(kernel: Kernel, index: int, **lies: object) -> Kernel:
    for name, value in lies.items():
        setattr(kernel.segments[index], name, value)
    return kernel


def tagged(arch: str, tag: bytes) -> Kernel:
    return changed(good(arch), 1, data=tag)


def kernels(arch: str) -> dict[str, tuple[bytes, str]]:
    """Name -> file, and what the verdict must say."""
    relocation = BASE + 4 * PAGE + 0x100
    cases: dict[str, tuple[Kernel | bytes, str]] = {
        "empty": (b"", "it has only 0 bytes"),
        "text": (b"hello\n" * 100, "it is not an ELF file"),
        "zeros": (bytes(100000), "it is not an ELF file"),
        "32-bit": (good(arch, ident=b"\x7fELF\1\1\1"), "not a 64-bit little-endian ELF"),
        "big-endian": (good(arch, ident=b"\x7fELF\2\2\1"), "not a 64-bit little-endian ELF"),
        "version": (good(arch, ident=b"\x7fELF\2\1\2"), "its ELF version is not 1"),
        "other-machine": (good(arch, machine=40), "it is for ELF machine 40"),
        "object": (good(arch, kind=1), "its ELF type is 1"),
        "headers": (good(arch, phoff=1 << 40), "beyond the end of the file"),
        "header-size": (good(arch, phentsize=32), "32 bytes, not 56"),
        "no-segments": (Kernel(arch, []), "no segment to load"),
        "truncated": (good(arch, cut=2 * PAGE + 8), "beyond the end of the file"),
        "file-larger": (changed(good(arch), 0, more=-1), "larger in the file than in memory"),
        "wraps": (changed(good(arch), 1, more=1 << 62), "over the end of the address space"),
        "huge": (changed(good(arch), 1, more=0x78000000), "MiB do not fit below"),
        "alignment": (changed(good(arch), 1, align=3), "no power of two"),
        "aligned-to-all": (changed(good(arch), 1, align=1 << 41), "more than 1 GiB"),
        "overlap": (changed(good(arch), 1, at=BASE + 32), "overlap"),
        "shared-page": (changed(good(arch), 1, at=BASE + 64), "share a page"),
        "two-halves": (changed(good(arch), 0, at=PAGE), "both halves"),
        "fixed-low": (good(arch, kind=2, entry=BASE - PAGE + 16), "cannot be moved"),
        "entry": (good(arch, entry=BASE + PAGE), "is not in executable memory"),
        "interpreter": (changed(good(arch), 0, kind=3), "asks for an interpreter"),
        "library": (dynamic(arch, 1, 1), "needs a shared library"),
        "relocation-outside": (dynamic(arch, 7, relocation, 8, 24, rest=words(
            BASE + (1 << 32), RELATIVE[arch], 0)), "outside of the image"),
        "relocation-unknown": (dynamic(arch, 7, relocation, 8, 24, rest=words(
            BASE + 4 * PAGE, 999, 0)), "relocation of type 999"),
        "relocation-undefined": (dynamic(arch, 7, relocation, 8, 24, rest=words(
            BASE, 1 << 32 | {"x86_64": 1, "aarch64": 257, "riscv64": 2}[arch], 0)), "symbol 1"),
        "relocations-endless": (dynamic(arch, 7, relocation, 8, 1 << 60), "outside of the image"),
        "packed-outside": (dynamic(arch, 36, BASE - PAGE, 35, 8), "outside of the image"),
        "no-tag": (tagged(arch, bytes(64)), "no revision tag"),
        "revision-0": (tagged(arch, revision(0)), "base revision 0"),
        "revision-7": (tagged(arch, revision(7)), "base revision 7"),
        "two-tags": (good(arch, revision(6)), "two base revision tags"),
        "twice": (good(arch, request(HHDM) + request(HHDM)), "twice"),
        "cut-off": (changed(good(arch, request(HHDM)[:40]), 1, more=0), "cut off"),
        "entry-request": (good(arch, request(ENTRY_POINT, 0x1000)), "entry point it asks for"),
        "paging": (good(arch, request(PAGING_MODE, 9, 9, 9, revision=1)), "paging mode from 9"),
        "paging-empty": (good(arch, request(PAGING_MODE, 0, 0, 1, revision=1)), "paging mode"),
        "stack": (good(arch, request(STACK_SIZE, 1 << 50)), "no memory for a stack"),
        "stack-wraps": (good(arch, request(STACK_SIZE, 2**64 - 1)), "no memory for a stack"),
        "modules": (good(arch, request(MODULE, 2**64 - 1, BASE, revision=1)), "modules"),
        "module-list": (good(arch, request(MODULE, 1, 0x1000, revision=1)), "list of modules"),
        "module-name": (good(arch, request(MODULE, 1, BASE + PAGE, revision=1)), "modules"),
    }
    cases["fixed-low"][0].segments[0].at = BASE - PAGE  # type: ignore[union-attr]
    return {name: (kernel if isinstance(kernel, bytes) else kernel.file(), says)
            for name, (kernel, says) in cases.items()}


# --- Configurations ------------------------------------------------------------------------------

HEAD = "protocol: limine\nkernel_path: boot():/good\n"
LONG = "x" * 300

# Entries of one configuration, and what each verdict must say; empty: it is ready.
ENTRIES = {
    "good": (HEAD, ""),
    "unknown keys": (f"{HEAD}colour: blue\njunk\nKASLR: No\n", ""),
    "nothing": ("", "says no `protocol`"),
    "no protocol": ("kernel_path: boot():/good\n", "says no `protocol`"),
    "protocol": (HEAD.replace("limine", "linux", 1), "boots `protocol: limine` only"),
    "no kernel": ("protocol: limine\n", "says no `kernel_path`"),
    "absent": (HEAD.replace("good", "absent"), "no such file"),
    "folder": (HEAD.replace("/good", "/EFI"), "a folder, not a file"),
    "path": (HEAD.replace("boot():", ""), "must begin like"),
    "volume": (HEAD.replace("boot()", "tftp()"), "`tftp\\(\\)` are not supported"),
    "partition": (HEAD.replace("boot()", "boot(x)"), "no partition number"),
    "long path": (HEAD.replace("good", LONG), "longer than 255"),
    "short hash": (HEAD.replace("good", "good#abc"), "has 3 digits"),
    "wrong hash": (HEAD.replace("good", "good#" + "ab" * 64), "does not match its hash"),
    "kaslr": (f"{HEAD}kaslr: perhaps\n", "neither yes nor no"),
    "mode": (f"{HEAD}paging_mode: 3level\n", "unknown on this machine"),
    "resolution": (f"{HEAD}resolution: large\n", "not like 1024x768x32"),
    "device tree": (f"{HEAD}dtb_path: boot():/good\n", "is no device tree"),
    "module": (f"{HEAD.replace('good', 'modules')}module_path: boot():/absent\n", "no such file"),
    "module path": (f"{HEAD.replace('good', 'modules')}module_path: absent\n", "must begin like"),
}

# Whole files, as `cuprux_check_config`.
CONFIGS = {
    "utf16.conf": ("/A\n".encode("utf-16"), "UTF-16"),
    "binary.conf": (bytes(range(1, 256)) + b"\0/A\n", "binary data"),
    "empty.conf": (b"", None),
    "slashes.conf": (b"/" * 5000, "says no `protocol`"),
    "bom.conf": (b"\xef\xbb\xbf/A\r\nprotocol: limine\r\nkernel_path: boot():/good\r\n", ""),
    "no-such.conf": (None, "no such file"),
}


def verdicts(expected: list[str]) -> Callable[[str], str]:
    """Checks the loader's lines against the list; empty: ready."""
    def check(text: str) -> str:
        found = re.findall(r"^check (\d+) (ready|refused): (.*)$", text, re.MULTILINE)
        if len(found) != len(expected):
            return f"{len(found)} verdicts instead of {len(expected)}"
        for (number, verdict, says), wanted in zip(found, expected, strict=True):
            if verdict != ("refused" if wanted else "ready"):
                return f"check {number} should not be {verdict}: {says}"
            if wanted and not re.search(wanted, says):
                return f"check {number} does not say `{wanted}`: {says}"
            if wanted and says.count(". ") < 1:
                return f"check {number} gives no advice: {says}"
        return ""
    return check


# What follows is the same code on all machines: every day it is shown on one of them.
DAILY = "x86_64"


def boot_test(name: str, arch: str, files: Files, **more: object) -> BootTest:
    loader = f"EFI/BOOT/{EFI_NAMES[arch]}"
    spec = Spec(arch=arch, road="uefi", append="exit=host")
    return BootTest(f"malformed/{arch}/{name}", spec, code=None, timeout=TIMEOUT,
                    files=lambda usual: {loader: usual[loader], **files},
                    **more)  # type: ignore[arg-type]


def kernel_tests(arch: str) -> BootTest:
    cases = kernels(arch)
    conf = "cuprux_check: yes\n" + "".join(
        f"/{name}\nprotocol: limine\nkernel_path: boot():/bad/{name}\nkaslr: no\n"
        for name in cases)
    files = {f"bad/{name}": file for name, (file, _) in cases.items()}
    return boot_test("kernels", arch, files | {"limine.conf": conf.encode()},
                     expect=(rf"check done: 0 of {len(cases)} ready",),
                     check=verdicts([says for _, says in cases.values()]))


def config_tests(arch: str) -> BootTest:
    conf = "cuprux_check: yes\n" + "".join(f"cuprux_check_config: boot():/{n}\n" for n in CONFIGS)
    conf += "".join(f"/{title}\n{body}" for title, (body, _) in ENTRIES.items())
    expected = [says for _, says in ENTRIES.values()]
    expected += [says for _, says in CONFIGS.values() if says is not None]
    files = {name: content for name, (content, _) in CONFIGS.items() if content is not None}
    files |= {"limine.conf": conf.encode(), "good": good(arch).file(),
              "modules": good(arch, request(MODULE)).file()}
    return boot_test("configurations", arch, files, check=verdicts(expected),
                     expect=(r"check done: \d+ of \d+ ready",))


def failures(arch: str) -> list[BootTest]:
    """Outside of the check: what a person would see, and that it ends."""
    off = "cuprux_on_failure: poweroff\n"
    long = arch != DAILY
    return [
        boot_test("no-entry", arch, {"limine.conf": off.encode()}, long=long,
                  expect=("Cannot boot", "has no entry number 1. Add one")),
        boot_test("default-entry", arch, {"limine.conf": f"{off}default_entry: 9\n/A\n".encode()},
                  long=long,
                  expect=("Cannot boot", "has no entry number 9")),
        boot_test("no-kernel", arch, {"limine.conf": f"{off}/A\n{HEAD}".encode()}, long=long,
                  expect=("Cannot boot", r'entry "A" \(line 2\): kernel /good: there is no such')),
        # Another machine's entry is passed over; if there is no other, that is the reason.
        boot_test("other-machine", arch,
                  {"limine.conf": f"{off}/A\n{HEAD}".encode(),
                   "good": good(arch, machine=40).file()}, long=long,
                  expect=("Cannot boot", "it is for ELF machine 40")),
    ]


def stops() -> list[BootTest]:
    """Without a configuration nobody has said what to do: the loader waits for a person."""
    return [BootTest(f"malformed/{arch}/{name}", Spec(arch=arch, road="uefi"),
                     files=lambda usual, conf=conf: {
                         path: data for path, data in usual.items() if path.startswith("EFI/")
                     } | conf,
                     expect=("Cannot boot", says), stop_at="Press any key to return",
                     timeout=TIMEOUT, long=arch != DAILY)
            for arch in ARCHES
            for name, conf, says in (
                ("no-config", {}, "there is no limine.conf"),
                ("binary-config", {"limine.conf": b"/A\0"}, "holds binary data"))]


TESTS = [test for arch in ARCHES for test in (kernel_tests(arch), config_tests(arch))]
TESTS += [test for arch in ARCHES for test in failures(arch)] + stops()
