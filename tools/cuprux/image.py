# SPDX-License-Identifier: MIT
"""`cuprux image`: a GPT disk with an EFI system partition that boots Cuprux.

A partition holds /EFI/BOOT/BOOT*.EFI (our loader), /limine.conf and the kernel. A disk for several
architectures has one such partition for each: firmware tries all of them and starts the loader
whose name it knows, and a loader reads the configuration beside it. The same inputs give the
same bytes. The configuration is in the syntax of Limine 8, so the real Limine's loaders in place
of ours boot the same disk.
"""

from __future__ import annotations

import argparse
import os
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import fat32, gpt
from .build import arch_list, build
from .errors import Failure
from .layout import ARCHES, BUILD, BUILDS, EFI_NAMES, ROOT, kernel_boot_file, loader_efi
from .machines import Spec

KERNEL = "cuprux"
ESP_SECTORS = 64 * 2048  # 64 MiB: the smallest round size that is surely FAT32


@dataclass(frozen=True)
class Volume:
    """One EFI system partition: its name in the table, and its files (path -> contents)."""

    name: str
    files: Mapping[str, bytes]


def write_disk(path: Path, volumes: list[Volume], name: str = "cuprux",
               sectors_each: int = ESP_SECTORS) -> None:
    """A disk with these partitions. Written whole or not at all."""
    sectors = gpt.disk_sectors(sectors_each * len(volumes))
    partitions = []
    pieces: dict[int, bytes] = {}
    for number, volume in enumerate(volumes):
        first = gpt.FIRST_PARTITION + number * sectors_each
        partitions.append(gpt.Partition(gpt.EFI_SYSTEM, volume.name, first,
                                        first + sectors_each - 1))
        try:
            system = fat32.make_fat32(sectors_each, volume.files, "CUPRUX", first)
        except fat32.FatError as error:
            raise Failure(f"{path}: {error}") from None
        pieces |= {first * gpt.SECTOR + offset: data for offset, data in system.items()}
    pieces |= gpt.make_gpt(sectors, name, partitions)
    _write_sparse(path, sectors * gpt.SECTOR, pieces)


def _write_sparse(path: Path, size: int, pieces: Mapping[int, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise Failure(f"{path} is a folder", "name the file to write")
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    with temporary.open("wb") as file:
        file.truncate(size)
        for offset, data in sorted(pieces.items()):
            file.seek(offset)
            file.write(data)
    temporary.replace(path)


def limine_conf(append: str, options: Mapping[str, str] | None = None) -> str:
    """The configuration of one partition: start the kernel at once."""
    lines = ["timeout: 0", "serial: yes", "", "/Cuprux", "    protocol: limine",
             f"    kernel_path: boot():/{KERNEL}"]
    if append:
        lines.append(f"    kernel_cmdline: {append}")
    if "nokaslr" in append.split():
        lines += ["    kaslr: no", "    randomise_hhdm_base: no"]
    lines += [f"    {key}: {value}" for key, value in (options or {}).items()]
    return "\n".join(lines) + "\n"


def read_output(path: Path, what: str) -> bytes:
    """A build output, or a Failure that says which is missing."""
    if not path.is_file():
        raise Failure(f"there is no {what}: {path}", "the build made none; is it in the tree yet?")
    return path.read_bytes()


def standard_files(arch: str, build_name: str, append: str) -> dict[str, bytes]:
    """What a bootable partition holds."""
    return {
        f"EFI/BOOT/{EFI_NAMES[arch]}": read_output(loader_efi(arch), "loader"),
        "limine.conf": limine_conf(append).encode(),
        KERNEL: read_output(kernel_boot_file(arch, build_name), "kernel"),
    }


def boot_image(spec: Spec) -> Path:
    """The disk for one run; its command line is in limine.conf, so each run has its own."""
    name = f"{spec.arch}-{spec.build}-{zlib.crc32(spec.append.encode()):08x}.disk"
    path = ROOT / BUILD / "run" / name
    write_disk(path, [Volume(spec.arch, standard_files(spec.arch, spec.build, spec.append))])
    return path


EPILOG = """\
The disk boots by UEFI: on a machine when written to a drive, and in QEMU, e.g.

  qemu-system-x86_64 -machine q35 -m 512 -serial stdio \\
    -bios /usr/share/ovmf/OVMF.fd \\
    -drive format=raw,file=build/cuprux-all.disk

`./cuprux run --boot uefi --print-command` shows it for each architecture.
"""


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "image", help="make a bootable disk image", epilog=EPILOG,
        description="Make a GPT disk image with an EFI system partition: loader, kernel and "
                    "limine.conf, for one architecture or all three. The same sources give the "
                    "same bytes.")
    parser.add_argument("--arch", choices=[*ARCHES, "all"], default="all",
                        help="architectures on the disk (default: %(default)s)")
    parser.add_argument("--build", choices=BUILDS, default="release",
                        help="which kernel (default: %(default)s)")
    parser.add_argument("--append", default="", metavar="WORDS",
                        help="words for the kernel's command line")
    parser.add_argument("--output", type=Path, metavar="FILE",
                        help="where to (default: build/cuprux-<arch>.disk)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    arches = arch_list(args.arch)
    build(arches, [args.build], quiet=True, extra=tuple(f"loader-{a}" for a in arches))
    path = args.output or ROOT / BUILD / f"cuprux-{args.arch}.disk"
    write_disk(path, [Volume(arch, standard_files(arch, args.build, args.append))
                      for arch in arches])
    print(path)
    return 0
