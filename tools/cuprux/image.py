# SPDX-License-Identifier: MIT
"""`cuprux image`: a GPT disk with an EFI system partition that boots Cuprux.

The disk holds /EFI/BOOT/BOOT*.EFI (our loader), /limine.conf and the kernels; one disk can serve
one architecture or all three, since each firmware looks for a loader of its own name. The same
inputs give the same bytes. The configuration is in the syntax of Limine 8, so the real Limine's
loaders in place of ours boot the same disk.
"""

from __future__ import annotations

import argparse
import os
import zlib
from collections.abc import Mapping
from pathlib import Path

from . import fat32, gpt
from .build import arch_list, build
from .errors import Failure
from .layout import ARCHES, BUILD, BUILDS, EFI_NAMES, ROOT, kernel_boot_file, loader_efi
from .machines import Spec

ESP_SECTORS = 64 * 2048  # 64 MiB: the smallest round size that is surely FAT32


def write_disk(path: Path, files: Mapping[str, bytes], name: str = "cuprux",
               esp_sectors: int = ESP_SECTORS) -> None:
    """A disk whose one partition, an ESP, holds `files`. Written whole or not at all."""
    sectors = gpt.disk_sectors(esp_sectors)
    first = gpt.FIRST_PARTITION
    esp = gpt.Partition(gpt.EFI_SYSTEM, "EFI system partition", first, first + esp_sectors - 1)
    try:
        pieces = {first * gpt.SECTOR + offset: data for offset, data in
                  fat32.make_fat32(esp_sectors, files, "CUPRUX", first).items()}
    except fat32.FatError as error:
        raise Failure(f"{path}: {error}") from None
    pieces |= gpt.make_gpt(sectors, name, [esp])
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.truncate(sectors * gpt.SECTOR)
        for offset, data in sorted(pieces.items()):
            file.seek(offset)
            file.write(data)
    temporary.replace(path)


def kernel_name(arch: str) -> str:
    return f"cuprux-{arch}"


def limine_conf(arches: list[str], append: str, *, kaslr: bool = True,
                options: Mapping[str, str] | None = None) -> str:
    """One entry per architecture; each loader takes the first that it can boot.

    Our loader skips entries whose kernel is for another machine; Limine does not, so a disk
    for it must hold one architecture.
    """
    lines = ["timeout: 0", "serial: yes", ""]
    for arch in arches:
        lines += [f"/Cuprux ({arch})" if len(arches) > 1 else "/Cuprux",
                  "    protocol: limine",
                  f"    kernel_path: boot():/{kernel_name(arch)}"]
        if append:
            lines.append(f"    kernel_cmdline: {append}")
        if not kaslr:
            lines += ["    kaslr: no", "    randomise_hhdm_base: no"]
        lines += [f"    {key}: {value}" for key, value in (options or {}).items()]
        lines.append("")
    return "\n".join(lines)


def read_output(path: Path, what: str) -> bytes:
    """A build output, or a Failure that says which is missing."""
    if not path.is_file():
        raise Failure(f"there is no {what}: {path}", "the build made none; is it in the tree yet?")
    return path.read_bytes()


def standard_files(arches: list[str], build_name: str, append: str) -> dict[str, bytes]:
    """What a bootable disk holds."""
    kaslr = "nokaslr" not in append.split()
    files = {"limine.conf": limine_conf(arches, append, kaslr=kaslr).encode()}
    for arch in arches:
        files[f"EFI/BOOT/{EFI_NAMES[arch]}"] = read_output(loader_efi(arch), "loader")
        files[kernel_name(arch)] = read_output(kernel_boot_file(arch, build_name), "kernel")
    return files


def boot_image(spec: Spec) -> Path:
    """The disk for one run; its command line is in limine.conf, so each run has its own."""
    name = f"{spec.arch}-{spec.build}-{zlib.crc32(spec.append.encode()):08x}.disk"
    path = ROOT / BUILD / "run" / name
    write_disk(path, standard_files([spec.arch], spec.build, spec.append))
    return path


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "image", help="make a bootable disk image",
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
    write_disk(path, standard_files(arches, args.build, args.append))
    print(path)
    return 0
