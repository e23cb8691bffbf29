# SPDX-License-Identifier: MIT
"""Virtual machines: what a person asks for, and the QEMU command line that gives it.

A guest's exit code reaches the host as 2 * code + 3, on every machine, because QEMU itself
exits with 0 (powered off, or reset under -no-reboot) and 1 (could not start). On x86_64 the
device isa-debug-exit computes 2 * v + 1 from the value written, so the kernel writes code + 1;
aarch64 passes the sum to semihosting SYS_EXIT, riscv64 to the test device. decode_status()
takes it apart; docs/testing.md has the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from . import firmware
from .errors import Failure
from .layout import kernel_boot_file, kernel_flat

ROADS = ("direct", "uefi", "bios")
DEFAULT_MACHINE = {"x86_64": "q35", "aarch64": "virt", "riscv64": "virt"}
# Cuprux' machines, and those that QEMU keeps for guests of older releases (`pc-q35-7.1`).
MACHINES = {"x86_64": r"q35|pc|microvm|pc-.+", "aarch64": r"virt(-.+)?", "riscv64": r"virt"}
# In MiB: what the kernel itself, or on the other road its firmware, cannot do without.
LEAST_MEMORY = {"direct": dict.fromkeys(DEFAULT_MACHINE, 8),
                "uefi": {"x86_64": 64, "aarch64": 128, "riscv64": 200}}
DEFAULT_CPU = {"x86_64": "max", "aarch64": "max", "riscv64": "rv64"}

MAX_EXIT_CODE = 126
ICOUNT = "shift=0,sleep=off"


class End(Enum):
    """How a guest ended."""

    CODE = "ended with a code"
    OFF = "powered off or was reset without giving an exit code"
    FAILED = "QEMU could not start this machine; its words are above"
    KILLED = "QEMU was killed by a signal"
    TIMEOUT = "did not end in time"
    FLOOD = "printed without end"
    STOPPED = "was stopped by us"


@dataclass(frozen=True)
class Ending:
    """The end of one run; `code` is the guest's for CODE and the process's otherwise."""

    end: End
    code: int

    def __str__(self) -> str:
        return f"exit code {self.code}" if self.end is End.CODE else self.end.value


def decode_status(status: int) -> Ending:
    """From the status of QEMU's process to what the guest said."""
    if status < 0:
        return Ending(End.KILLED, -status)
    if status == 0:
        return Ending(End.OFF, 0)
    if status >= 3 and status % 2 == 1:
        return Ending(End.CODE, (status - 3) // 2)
    return Ending(End.FAILED, status)


def parse_memory(text: str) -> int:
    """`512`, `512M` or `5G`, in MiB."""
    match = re.fullmatch(r"(\d+)\s*([MG]?)(i?B)?", text, re.IGNORECASE)
    if not match or int(match[1]) == 0:
        raise Failure(f"--mem {text}: not a size of memory", "give MiB, or e.g. 512M or 5G")
    return int(match[1]) * (1024 if match[2].upper() == "G" else 1)


@dataclass(frozen=True)
class Spec:
    """One virtual machine and the way Cuprux is started in it."""

    arch: str = "x86_64"
    road: str = "direct"
    build: str = "release"
    machine: str = ""
    cpu: str = ""
    smp: int = 4
    mem: int = 512
    append: str = ""
    accel: str = "tcg"
    icount: str = ""
    display: str = "none"
    firmware: str = ""
    video: bool = True
    extra: tuple[str, ...] = field(default=())

    @property
    def machine_type(self) -> str:
        """The machine without its options: `microvm,acpi=off` is a microvm."""
        return (self.machine or DEFAULT_MACHINE[self.arch]).split(",")[0]

    @property
    def wants_host_exit(self) -> bool:
        return "exit=host" in self.append.split()

    def check(self) -> None:
        """Refuses what cannot be, in words, before QEMU does it in its own."""
        if self.road == "bios":
            raise Failure("--boot bios: the loader has no BIOS form yet",
                          "use --boot uefi or --boot direct")
        if self.machine_type == "microvm" and self.road == "uefi":
            raise Failure("--machine microvm --boot uefi: a microvm has no UEFI firmware",
                          "use --boot direct")
        if not re.fullmatch(MACHINES[self.arch], self.machine_type):
            raise Failure(f"--machine {self.machine_type}: Cuprux has no such {self.arch} machine",
                          {"x86_64": "there are q35, pc and microvm"}.get(
                              self.arch, "there is virt"))
        least = LEAST_MEMORY[self.road][self.arch]
        if self.mem < least:
            raise Failure(f"--mem {self.mem}M: --boot {self.road} on {self.arch} needs at least "
                          f"{least}M")
        if self.firmware and self.road == "direct":
            raise Failure(f"--firmware {self.firmware}: a direct boot uses no firmware",
                          "add --boot uefi")
        if self.smp < 1:
            raise Failure(f"--smp {self.smp}: a machine has at least one CPU")
        if self.icount and self.accel == "kvm":
            raise Failure("--icount counts emulated instructions, which KVM does not",
                          "leave out --accel kvm")


def _exit_device(spec: Spec) -> list[str]:
    if spec.arch == "x86_64":
        return ["-device", "isa-debug-exit,iobase=0xf4,iosize=4"]
    if spec.arch == "aarch64":
        return ["-semihosting-config", "enable=on,target=native"]
    return []  # riscv64: part of the machine


def _video(spec: Spec) -> list[str]:
    """The framebuffer each firmware can drive; none for direct boots but a PC's VGA."""
    if not spec.video:
        return []
    if spec.machine_type in ("q35", "pc"):
        return ["-vga", "std"]
    if spec.road == "uefi" and spec.arch == "aarch64":
        return ["-device", "ramfb"]
    if spec.road == "uefi" and spec.firmware == "u-boot-2025":
        return ["-device", "VGA"]
    return []


def _direct(spec: Spec) -> list[str]:
    kernel = (kernel_boot_file if spec.arch == "x86_64" else kernel_flat)(spec.arch, spec.build)
    if not kernel.is_file():
        raise Failure(f"there is no kernel {kernel}",
                      f"run `./cuprux build --arch {spec.arch} --build {spec.build}` first")
    return ["-kernel", str(kernel), *(["-append", spec.append] if spec.append else [])]


def _uefi(spec: Spec, disk: Path) -> list[str]:
    """The disk is opened read-only with a throw-away overlay: firmware may write to it."""
    return [*firmware.arguments(spec.arch, spec.firmware), "-snapshot",
            "-drive", f"file={disk},format=raw,if=none,id=disk",
            "-device", "virtio-blk-pci,drive=disk,bootindex=0"]


def qemu_command(spec: Spec, disk: Path | None = None) -> list[str]:
    """The command line up to, not including, where the serial port goes."""
    spec.check()
    command = [f"qemu-system-{spec.arch}", "-nodefaults", "-no-user-config",
               "-machine", spec.machine or DEFAULT_MACHINE[spec.arch],
               "-accel", spec.accel,
               "-cpu", spec.cpu or ("host" if spec.accel == "kvm" else DEFAULT_CPU[spec.arch]),
               "-smp", str(spec.smp), "-m", str(spec.mem), "-display", spec.display]
    if spec.icount:
        command += ["-icount", spec.icount]
    if spec.wants_host_exit:
        command.append("-no-reboot")  # a reset loop would hide what happened
    command += _exit_device(spec) + _video(spec)
    if spec.road == "direct":
        command += _direct(spec)
    elif disk is None:
        raise Failure("a boot through firmware needs a disk image")
    else:
        command += _uefi(spec, disk)
    return command + list(spec.extra)
