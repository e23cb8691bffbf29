# SPDX-License-Identifier: MIT
"""The firmware that boots an image, per architecture: where it is, how QEMU takes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .errors import Failure
from .layout import CACHE

UBOOT_2025 = CACHE / "u-boot-2025/usr/lib/u-boot/qemu-riscv64_smode/uboot.elf"


@dataclass(frozen=True)
class Firmware:
    """One firmware file; `package` is what a person installs to get it."""

    name: str
    path: Path
    package: str
    pflash: bool

    @property
    def available(self) -> bool:
        return self.path.is_file()


# The first of an architecture is its default.
FIRMWARE: dict[str, tuple[Firmware, ...]] = {
    "x86_64": (Firmware("ovmf", Path("/usr/share/OVMF/OVMF_CODE_4M.fd"), "ovmf", True),),
    "aarch64": (Firmware("aavmf", Path("/usr/share/AAVMF/AAVMF_CODE.fd"), "qemu-efi-aarch64",
                         True),),
    "riscv64": (
        Firmware("u-boot", Path("/usr/lib/u-boot/qemu-riscv64_smode/uboot.elf"), "u-boot-qemu",
                 False),
        Firmware("u-boot-2025", UBOOT_2025, "", False),
    ),
}

NAMES = tuple(f.name for choices in FIRMWARE.values() for f in choices)


def find(arch: str, name: str = "") -> Firmware:
    """The named firmware of an architecture, or its default; it need not be installed."""
    choices = FIRMWARE[arch]
    for choice in choices:
        if name in ("", choice.name):
            return choice
    raise Failure(f"--firmware {name}: {arch} has no such firmware",
                  "one of: " + ", ".join(c.name for c in choices))


def arguments(arch: str, name: str = "") -> list[str]:
    """QEMU's options for a firmware that is there; Failure says how to get it otherwise."""
    chosen = find(arch, name)
    if not chosen.available:
        raise Failure(f"the firmware {chosen.name} is missing: no file {chosen.path}",
                      "run `./cuprux setup`, which installs it")
    if chosen.pflash:
        return ["-drive", f"if=pflash,format=raw,readonly=on,file={chosen.path}"]
    return ["-kernel", str(chosen.path)]
