# SPDX-License-Identifier: MIT
"""The kernel started by QEMU itself: PVH on x86_64, the Image header elsewhere."""

from __future__ import annotations

from dataclasses import replace

from cuprux.boottest import BootTest, kernel_tests
from cuprux.machines import Spec

X86 = Spec(arch="x86_64")
ARM = Spec(arch="aarch64")
RISCV = Spec(arch="riscv64")


def machines() -> list[BootTest]:
    """Every kind of machine, with the release kernel."""
    x86 = {"q35": "q35", "pc": "pc", "microvm": "microvm,acpi=on",
           "microvm-noacpi": "microvm,acpi=off"}
    arm = {"virt": "virt", "gicv2": "virt,gic-version=2", "gicv3": "virt,gic-version=3",
           "el2": "virt,virtualization=on", "el2-gicv3": "virt,gic-version=3,virtualization=on",
           "acpi-off": "virt,acpi=off"}
    return ([kernel_tests(f"direct/x86_64/{name}", replace(X86, machine=machine))
             for name, machine in x86.items()]
            + [kernel_tests(f"direct/aarch64/{name}", replace(ARM, machine=machine),
                            long=name in ("gicv2", "acpi-off", "el2-gicv3"))
               for name, machine in arm.items()]
            + [kernel_tests("direct/riscv64/virt", RISCV)])


def debug_builds() -> list[BootTest]:
    """The debug kernel checks itself far more; once per architecture."""
    return [kernel_tests(f"direct/{s.arch}/debug", replace(s, build="debug"))
            for s in (X86, ARM, RISCV)]


def sizes() -> list[BootTest]:
    """Little memory, and memory above 4 GiB; one CPU, and many."""
    tests = []
    for spec in (X86, ARM, RISCV):
        tests += [
            kernel_tests(f"direct/{spec.arch}/64M", replace(spec, mem=64)),
            kernel_tests(f"direct/{spec.arch}/5G", replace(spec, mem=5 * 1024)),
            kernel_tests(f"direct/{spec.arch}/smp1", replace(spec, smp=1), long=True),
            kernel_tests(f"direct/{spec.arch}/smp8", replace(spec, smp=8), long=True),
        ]
    return tests


TESTS = [*machines(), *debug_builds(), *sizes()]
