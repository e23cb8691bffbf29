# SPDX-License-Identifier: MIT
"""Our loader against the boot protocol: the conformance kernel at base revisions 2 and 6.

tests/boot/conformance asks for everything and checks every answer. Its command line tells it what
the table knows of the machine: what must be there, and which addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from cuprux.boottest import BootTest, Files
from cuprux.layout import EFI_NAMES, guest_elf
from cuprux.machines import Spec

REVISIONS = (2, 6)
TIMEOUT = 120.0

X86 = Spec(arch="x86_64", road="uefi", append="exit=host")
ARM = Spec(arch="aarch64", road="uefi", append="exit=host")
RISCV = Spec(arch="riscv64", road="uefi", append="exit=host", firmware="u-boot")
RISCV_2025 = replace(RISCV, firmware="u-boot-2025")

# What the firmwares offer. U-Boot has no clock; device trees bring a seed, RDRAND and RNDR words.
PC = "acpi=1 dtb=0 screen=1 date=1 smbios=1"
SERVER = "acpi=1 dtb=0 screen=1 date=1 smbios=1"
BOARD = "acpi=0 dtb=1 smbios=1"


@dataclass(frozen=True)
class Case:
    """One machine and configuration; `words` say what the kernel shall find."""

    name: str
    spec: Spec
    words: str
    lines: tuple[str, ...] = ()
    revisions: tuple[int, ...] = REVISIONS
    long: bool = True


def module(path: str, size: int) -> bytes:
    """What the kernel expects in a module: its path, and bytes that tell their own place."""
    head = f"{path}\n".encode()
    return head + bytes((i * 7 + 3) % 256 for i in range(len(head), size))


# Sizes: a whole page, more than a page, next to nothing.
MODULES = {"/mods/page": 4096, "/mods/large": 70001, "/mods/small": 20}


def configuration(case: Case, revision: int) -> str:
    kernel = f"/conformance/r{revision}.elf"
    lines = ["timeout: 0", "cuprux_on_failure: poweroff", "/Conformance", "protocol: limine",
             f"kernel_path: boot():{kernel}",
             f"kernel_cmdline: path={kernel} modules={len(MODULES)} cpus={case.spec.smp} "
             f"partition=1 {case.words}"]
    for path in MODULES:
        lines += [f"module_path: boot():{path}", f"module_cmdline: string of {path}"]
    return "\n".join([*lines, *case.lines, ""])


def files_for(case: Case, revision: int) -> Callable[[dict[str, bytes]], Files]:
    def files(usual: dict[str, bytes]) -> Files:
        loader = f"EFI/BOOT/{EFI_NAMES[case.spec.arch]}"
        elf = guest_elf(case.spec.arch, f"conformance-r{revision}")
        disk = {loader: usual[loader], f"conformance/r{revision}.elf": elf.read_bytes(),
                "conformance/internal.bin": module("/conformance/internal.bin", 5000),
                "limine.conf": configuration(case, revision).encode()}
        return disk | {path[1:]: module(path, size) for path, size in MODULES.items()}
    return files


def tests_of(case: Case) -> list[BootTest]:
    return [BootTest(f"conformance/{case.spec.arch}/{case.name}-r{revision}", case.spec, tap=True,
                     files=files_for(case, revision), timeout=TIMEOUT, long=case.long)
            for revision in case.revisions]


def pcs() -> list[Case]:
    return [
        Case("plain", X86, PC, long=False),
        Case("fixed", X86, f"{PC} kaslr=0", ("kaslr: no",)),
        Case("la57", X86, f"{PC} mode=1", ("paging_mode: 5level",)),
        Case("la57-fixed", X86, f"{PC} mode=1 kaslr=0", ("paging_mode: 5level", "kaslr: no")),
        Case("pc", replace(X86, machine="pc"), PC),
        Case("no-rdrand", replace(X86, cpu="qemu64"), f"{PC} entropy=0"),
        Case("vt-d", replace(X86, extra=("-device", "intel-iommu")), PC),
        Case("amd-vi", replace(X86, extra=("-device", "amd-iommu")), PC),
        Case("resolution", X86, f"{PC} width=1024 height=768", ("resolution: 1024x768x32",)),
        Case("64M", replace(X86, mem=64), PC),
        Case("5G", replace(X86, mem=5 * 1024), PC),
        Case("smp1", replace(X86, smp=1), PC),
        Case("smp8", replace(X86, smp=8), PC),
    ]


def arms() -> list[Case]:
    el2 = "virt,gic-version=3,virtualization=on"
    tree = "acpi=0 dtb=1 screen=1 date=1"
    return [
        Case("plain", ARM, SERVER, long=False),
        Case("fixed", ARM, f"{SERVER} kaslr=0", ("kaslr: no",)),
        Case("devicetree", replace(ARM, machine="virt,acpi=off"), tree),
        Case("gicv3", replace(ARM, machine="virt,gic-version=3"), SERVER),
        # Host extensions: revision 6 is entered at EL2; revision 2 never is.
        Case("el2", replace(ARM, machine=el2), f"{SERVER} el=1", revisions=(2,)),
        Case("el2", replace(ARM, machine=el2), f"{SERVER} el=2", revisions=(6,), long=False),
        Case("el2-devicetree", replace(ARM, machine=f"{el2},acpi=off"), f"{tree} el=2",
             revisions=(6,)),
        # No host extensions, and no instruction for random numbers.
        Case("a72", replace(ARM, cpu="cortex-a72"), f"{SERVER} entropy=0"),
        Case("a72-el2", replace(ARM, machine=el2, cpu="cortex-a72"), f"{SERVER} entropy=0 el=1"),
        Case("128M", replace(ARM, mem=128), SERVER),
        Case("5G", replace(ARM, mem=5 * 1024), SERVER),
        Case("smp1", replace(ARM, smp=1), SERVER),
        Case("smp8", replace(ARM, smp=8), SERVER),
    ]


def riscvs() -> list[Case]:
    cases = [
        Case("plain", RISCV, BOARD, long=False),
        Case("u-boot-2025", RISCV_2025, f"{BOARD} screen=1"),
        Case("256M", replace(RISCV, mem=256), BOARD),
        Case("5G", replace(RISCV, mem=5 * 1024), BOARD),
        Case("smp1", replace(RISCV, smp=1), BOARD),
        Case("smp8", replace(RISCV, smp=8), BOARD),
    ]
    for mode, name in enumerate(("sv39", "sv48", "sv57")):
        cases += [Case(name, RISCV, f"{BOARD} mode={mode}", (f"paging_mode: {name}",)),
                  Case(f"{name}-fixed", RISCV, f"{BOARD} mode={mode} kaslr=0",
                       (f"paging_mode: {name}", "kaslr: no"))]
    return cases


TESTS = [test for case in (*pcs(), *arms(), *riscvs()) for test in tests_of(case)]
