# SPDX-License-Identifier: MIT
"""The whole road: firmware, our loader, the kernel; every firmware, ACPI and device tree."""

from __future__ import annotations

from dataclasses import replace

from cuprux.boottest import BootTest, kernel_tests
from cuprux.layout import ARCHES
from cuprux.machines import Spec

X86 = Spec(arch="x86_64", road="uefi")
ARM = Spec(arch="aarch64", road="uefi")
RISCV = Spec(arch="riscv64", road="uefi", firmware="u-boot")
RISCV_2025 = Spec(arch="riscv64", road="uefi", firmware="u-boot-2025")

# Firmware alone takes several seconds of an idle CPU.
TIMEOUT = 90.0


def uefi(name: str, spec: Spec, long: bool = False) -> BootTest:
    return kernel_tests(f"uefi/{spec.arch}/{name}", spec, timeout=TIMEOUT, long=long)


def machines() -> list[BootTest]:
    """ACPI and device tree, both interrupt controllers, both exception levels, both U-Boots."""
    return [
        uefi("q35", X86),
        uefi("pc", replace(X86, machine="pc"), long=True),
        uefi("acpi", ARM),
        uefi("devicetree", replace(ARM, machine="virt,acpi=off")),
        uefi("gicv3-el2", replace(ARM, machine="virt,gic-version=3,virtualization=on")),
        uefi("gicv3", replace(ARM, machine="virt,gic-version=3"), long=True),
        uefi("gicv2-el2", replace(ARM, machine="virt,gic-version=2,virtualization=on"), long=True),
        uefi("devicetree-el2", replace(ARM, machine="virt,acpi=off,virtualization=on"), long=True),
        uefi("cortex-a72", replace(ARM, cpu="cortex-a72"), long=True),
        uefi("u-boot-2023", RISCV),
        uefi("u-boot-2025", RISCV_2025),
    ]


def debug_builds() -> list[BootTest]:
    return [uefi("debug", replace(spec, build="debug")) for spec in (X86, ARM, RISCV)]


def nokaslr() -> list[BootTest]:
    """The fixed, documented addresses."""
    return [uefi("nokaslr", replace(spec, append="nokaslr"), long=True)
            for spec in (X86, ARM, RISCV)]


def sizes() -> list[BootTest]:
    """The least memory that each firmware runs in, and memory above 4 GiB.

    U-Boot puts a device tree at 192 MiB.
    """
    least = {"x86_64": 64, "aarch64": 128, "riscv64": 200}
    tests = []
    for spec in (X86, ARM, RISCV):
        tests += [
            uefi("little", replace(spec, mem=least[spec.arch])),
            uefi("5G", replace(spec, mem=5 * 1024), long=True),
            uefi("smp1", replace(spec, smp=1), long=True),
            uefi("smp8", replace(spec, smp=8), long=True),
        ]
    return tests


def one_disk() -> list[BootTest]:
    """The same disk for all three: each firmware finds its own partition."""
    return [kernel_tests(f"uefi/{spec.arch}/disk-of-three", spec, timeout=TIMEOUT, long=True,
                         arches=ARCHES) for spec in (X86, ARM, RISCV)]


TESTS = [*machines(), *debug_builds(), *nokaslr(), *sizes(), *one_disk()]
