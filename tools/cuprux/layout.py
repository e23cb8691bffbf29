# SPDX-License-Identifier: MIT
"""Where things are: the checkout, its build folder, its cache.

All build paths are relative to the checkout, and every tool is run from there:
that is what keeps absolute paths out of the outputs.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path("build")
CACHE = ROOT / ".cache"

ARCHES = ("x86_64", "aarch64", "riscv64")
BUILDS = ("release", "debug")

# The names UEFI wants on removable media, per architecture.
EFI_NAMES = {
    "x86_64": "BOOTX64.EFI",
    "aarch64": "BOOTAA64.EFI",
    "riscv64": "BOOTRISCV64.EFI",
}

# The kernel's flat form exists where a boot protocol takes one (the Image header).
FLAT_ARCHES = ("aarch64", "riscv64")


def out_dir(arch: str, build: str) -> Path:
    """Folder of one kernel build, relative to the checkout."""
    return BUILD / f"{arch}-{build}"


def kernel_elf(arch: str, build: str) -> Path:
    """The kernel with debug information: what symbolisers and gdb read."""
    return ROOT / out_dir(arch, build) / "cuprux.elf"


def kernel_boot_file(arch: str, build: str) -> Path:
    """The kernel without debug information: what goes on images."""
    return ROOT / out_dir(arch, build) / "cuprux"


def kernel_flat(arch: str, build: str) -> Path:
    """The kernel as a flat file with an Image header."""
    return ROOT / out_dir(arch, build) / "cuprux.img"


def loader_efi(arch: str) -> Path:
    """The loader is only built one way: as it ships."""
    return ROOT / out_dir(arch, "release") / "boot" / EFI_NAMES[arch]


def guest_elf(arch: str, name: str) -> Path:
    """A bare-metal test program (a module `for: guest`)."""
    return ROOT / out_dir(arch, "release") / "guest" / f"{name}.elf"
