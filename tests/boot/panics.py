# SPDX-License-Identifier: MIT
"""Every panic that can be provoked, on every architecture, in both builds."""

from __future__ import annotations

from cuprux.layout import ARCHES, BUILDS
from cuprux.machines import Spec
from cuprux.panictest import PanicFamily

# The exceptions of each architecture, besides what is common to all.
OWN = {
    "x86_64": frozenset("divide single-step nmi breakpoint invalid-opcode floating-point "
                        "vector-unit double-fault segment stack-segment general-protection "
                        "machine-check".split()),
    "aarch64": frozenset("undefined brk svc fp sysreg alignment pc-alignment address-hole "
                         "wild-stack bus-error step".split()),
    "riscv64": frozenset("illegal breakpoint float misaligned hole-read hole-write hole-fetch "
                         "wild-stack".split()),
}
BUILD_OWN = {"release": frozenset({"cfi"}), "debug": frozenset({"ubsan"})}

# Through firmware the image is at a random address: the names must be right there too.
SLID = ("write-text", "stack-overflow")

TESTS = [
    *(PanicFamily(f"{arch}-{build}", Spec(arch=arch, build=build),
                  own=OWN[arch] | BUILD_OWN[build])
      for arch in ARCHES for build in BUILDS),
    *(PanicFamily(f"{arch}-uefi", Spec(arch=arch, road="uefi"), names=SLID, timeout=90.0)
      for arch in ARCHES),
]
