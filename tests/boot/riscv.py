# SPDX-License-Identifier: MIT
"""What only RISC-V has: depths of page tables, a first hart that may be any, old firmware."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cuprux.boottest import BootTest, kernel_tests
from cuprux.layout import guest_elf
from cuprux.machines import Spec

RISCV = Spec(arch="riscv64")
OPENSBI = Path("/usr/share/qemu/opensbi-riscv64-generic-fw_dynamic.bin")
LEVELS = {"sv39": 3, "sv48": 4, "sv57": 5}


def paging() -> list[BootTest]:
    """The hart has all modes; the kernel takes the deepest unless it is told."""
    return [kernel_tests(f"direct/riscv64/{mode}", replace(RISCV, append=f"paging={mode}"),
                         expect=(f"own page tables, {levels} levels",))
            for mode, levels in LEVELS.items()]


def more_than_fits() -> list[BootTest]:
    """Sv39 has room for 248 GiB of memory. This is more, and little of it is really touched."""
    spec = replace(RISCV, machine="virt,memory-backend=all", mem=300 * 1024, append="paging=sv39",
                   extra=("-object", "memory-backend-ram,id=all,size=300G,reserve=off"))
    return [kernel_tests("direct/riscv64/sv39-300G", spec, long=True,
                         expect=("of memory above 0x3e00000000: out of reach",))]


def boot_hart() -> list[BootTest]:
    """A program in front of OpenSBI holds back every hart but the last (tests/boot/hart)."""
    firmware = ("-bios", str(guest_elf("riscv64", "hart")),
                "-device", f"loader,file={OPENSBI},addr=0x80100000,force-raw=on")
    return [kernel_tests("direct/riscv64/hart3", replace(RISCV, smp=4, extra=firmware),
                         expect=(r"^Boot HART ID\s+: 3$", r"CPU 3: "))]


def old_firmware() -> list[BootTest]:
    """SBI 0.1 (tests/boot/sbi01): all harts enter at once, and one call ends the machine."""
    old = replace(RISCV, smp=4, extra=("-bios", str(guest_elf("riscv64", "sbi01"))))
    return [kernel_tests("direct/riscv64/sbi01", old),
            kernel_tests("direct/riscv64/seed", replace(old, cpu="rv64,zkr=on,x-epmp=on"),
                         expect=(r"^ok \d+ - cpu: random_words_differ$",)),
            BootTest("direct/riscv64/sbi01-off", replace(old, append="panic=nothing"),
                     expect=("no such way to panic",), code=None)]


TESTS = [*paging(), *more_than_fits(), *boot_hart(), *old_firmware()]
