# SPDX-License-Identifier: MIT
"""`cuprux setup`: installs what a bare Debian 12 lacks, and says what it does.

When everything is there it does nothing and needs no network and no rights.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .aptroot import AptRoot, Unobtainable
from .errors import Failure
from .firmware import UBOOT_2025
from .layout import CACHE

APT_LISTS = Path("/var/lib/apt/lists")


@dataclass(frozen=True)
class Need:
    """One package; `evidence` is a command or a file that is there once it is installed."""

    package: str
    evidence: str
    purpose: str

    @property
    def met(self) -> bool:
        if self.evidence.startswith("/"):
            return Path(self.evidence).exists()
        return shutil.which(self.evidence) is not None


NEEDS = (
    Need("clang-19", "clang-19", "compiler"),
    Need("lld-19", "ld.lld-19", "linker"),
    Need("llvm-19", "llvm-objcopy-19", "object file tools"),
    Need("libclang-rt-19-dev", "/usr/lib/llvm-19/lib/clang/19/lib/linux",
         "sanitizers for the tests on the host"),
    Need("clang-format-19", "clang-format-19", "formatter"),
    Need("libcmocka-dev", "/usr/include/cmocka.h", "unit tests on the host"),
    Need("ninja-build", "ninja", "runs the build"),
    Need("console-setup-linux", "/usr/share/consolefonts/Uni2-Terminus16.psf.gz",
         "Terminus, the console's font"),
    Need("unifont", "/usr/share/unifont/unifont.hex", "the glyphs that Terminus lacks"),
    Need("qemu-system-x86", "qemu-system-x86_64", "x86_64 machines"),
    Need("qemu-system-arm", "qemu-system-aarch64", "aarch64 machines"),
    Need("qemu-system-misc", "qemu-system-riscv64", "riscv64 machines"),
    Need("ovmf", "/usr/share/OVMF/OVMF_CODE_4M.fd", "UEFI for x86_64"),
    Need("qemu-efi-aarch64", "/usr/share/AAVMF/AAVMF_CODE.fd", "UEFI for aarch64"),
    Need("u-boot-qemu", "/usr/lib/u-boot/qemu-riscv64_smode/uboot.elf", "UEFI for riscv64"),
)
# Only `cuprux gdb` wants it, and installs it on its first use.
GDB = Need("gdb-multiarch", "gdb-multiarch", "debugger")
# The same for windows: a bare system has no use for the many packages behind this one.
WINDOWS = {name: Need("qemu-system-gui",
                      f"/usr/lib/{platform.machine()}-linux-gnu/qemu/ui-{name}.so",
                      "QEMU's windows") for name in ("gtk", "sdl")}

UBOOT_RELEASE, UBOOT_VERSION = "trixie", "2025.01-3*"


def missing(needs: tuple[Need, ...] = NEEDS) -> list[Need]:
    return [need for need in needs if not need.met]


def _privileged(command: list[str]) -> list[str]:
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo"):
        return ["sudo", *command]
    raise Failure("packages are missing, and this user may not install them (not root, no sudo)",
                  f"as root, then try again:\n  apt-get update && {shlex.join(command)}")


def _apt(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Runs apt-get with its progress on our standard error; its errors are kept to judge."""
    quiet = [] if sys.stderr.isatty() else ["-q"]
    command = _privileged(["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "apt-get", *quiet,
                           *arguments])
    print(f"setup: {shlex.join(command)}", file=sys.stderr, flush=True)
    result = subprocess.run(command, stdout=sys.stderr, stderr=subprocess.PIPE, text=True,
                            check=False)
    sys.stderr.write(result.stderr)
    return result


def _explain(errors: str, packages: list[str]) -> Failure:
    """apt's failure, in terms of what a person can do."""
    if any(sign in errors for sign in ("resolv", "Failed to fetch", "Unable to connect",
                                       "Could not connect", "Connection", "timed out")):
        return Failure("apt could not reach its mirror", "check the network (and /etc/apt), then "
                       "run `./cuprux setup` again")
    if "Unable to locate package" in errors or "no installation candidate" in errors:
        return Failure("this system's apt does not know some of: " + " ".join(packages),
                       "Cuprux is built on Debian 12 (bookworm), section main; elsewhere install "
                       "the same programs by hand")
    if "lock" in errors:
        return Failure("apt is in use by another program", "wait for it and try again")
    return Failure("apt-get failed; its words are above", "run `./cuprux setup` again when fixed")


def install(needs: list[Need]) -> None:
    """Installs packages, with fresh lists where the old ones do not do."""
    packages = [need.package for need in needs]
    if not shutil.which("apt-get"):
        raise Failure("this system has no apt, so `setup` cannot install anything",
                      "install by hand the programs that Debian packages as: "
                      + " ".join(packages))
    print("setup: missing packages, to be installed by apt:", file=sys.stderr)
    for need in needs:
        print(f"setup:   {need.package:<22} {need.purpose}", file=sys.stderr)
    command = ["install", "-y", "--no-install-recommends", *packages]
    if APT_LISTS.is_dir() and any(APT_LISTS.glob("*_Packages*")):
        if _apt(command).returncode == 0:
            return
    update = _apt(["update"])
    result = _apt(command)
    if result.returncode:
        raise _explain(update.stderr + result.stderr, packages)


def fetch_uboot() -> str:
    """The second riscv64 firmware; empty if it is there, else why not.

    Debian 12's U-Boot has no framebuffer; trixie's has. Whatever needs it is skipped without.
    """
    if UBOOT_2025.is_file():
        return ""
    print(f"setup: fetching u-boot-qemu {UBOOT_VERSION} of Debian {UBOOT_RELEASE} into .cache "
          "(riscv64 firmware with a framebuffer)", file=sys.stderr, flush=True)
    CACHE.mkdir(exist_ok=True)
    try:
        AptRoot(UBOOT_RELEASE).unpack("u-boot-qemu", UBOOT_VERSION, CACHE / "u-boot-2025")
    except Unobtainable as reason:
        return str(reason)
    return "" if UBOOT_2025.is_file() else "the package does not hold the firmware"


def ensure(needs: tuple[Need, ...] = NEEDS) -> None:
    """Installs what is missing of `needs`; Failure if some of it still is afterwards."""
    if lacking := missing(needs):
        install(lacking)
        if still := missing(needs):
            raise Failure("installed, but not found: " + ", ".join(n.evidence for n in still))


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "setup", help="install what is missing (Debian packages)",
        description="Install the Debian packages that the build and the tests need, by apt (with "
                    "sudo where not root), and unpack one more firmware into .cache. Does nothing "
                    "when all is there.")
    parser.add_argument("--minimal", action="store_true",
                        help="without the second riscv64 firmware, which only some tests use")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    ensure()
    if not args.minimal and (reason := fetch_uboot()):
        print(f"setup: the second riscv64 firmware could not be had: {reason}.\n"
              "setup: all else works; the tests that need it will be counted as skipped.",
              file=sys.stderr)
    return 0
