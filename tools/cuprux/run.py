# SPDX-License-Identifier: MIT
"""`cuprux run`: one guest, on the terminal or captured, ending with the guest's status."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from dataclasses import replace
from pathlib import Path

from . import firmware, guest, kvm, setup, terminal
from .build import build
from .errors import Failure
from .layout import ARCHES, BUILD, BUILDS, ROOT
from .machines import ICOUNT, ROADS, End, Ending, Spec, parse_memory, qemu_command
from .options import seconds

SERIAL_LOG = ROOT / BUILD / "run/serial.log"
KERNEL_NOTE = SERIAL_LOG.with_suffix(".kernel")
# Tests and provoked panics end by themselves; a person at the keyboard takes as long as it takes.
UNATTENDED_TIMEOUT = 180.0
HINT = "cuprux: to leave the guest press Ctrl-A, then X (Ctrl-A H tells more)"

PRESETS: dict[str, dict[str, object]] = {
    "single": {"smp": 1},
    "smp2": {"smp": 2},
    "smp4": {"smp": 4},
    "smp8": {"smp": 8},
    "debug": {"build": "debug", "smp": 2,
              "extra": ("-d", "guest_errors,unimp,cpu_reset", "-D", "build/run/qemu.log")},
}

EPILOG = """\
examples:
  ./cuprux run                               x86_64, on this terminal
  ./cuprux run --arch riscv64 --boot uefi    through firmware and our loader
  ./cuprux run --append test                 the tests inside the kernel
  ./cuprux run --append panic=null-read      provoke a panic, to see one
  ./cuprux run --append "panic=?"            what can be provoked
  ./cuprux run --arch aarch64 --machine virt,gic-version=3,virtualization=on

The exit status is the guest's: 0 all is well, 1 a test failed, 2 panic.
124: it did not end in time; 125: it powered off or was reset without the
exit code it was asked for; 1 with a message: it never started.
"""


def add_machine_options(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    """The options that describe a machine; shared by run and gdb."""
    add = parser.add_argument
    add("--arch", choices=[*ARCHES, "all"] if several else ARCHES, default="x86_64",
        help="architecture (default: %(default)s)"
             + ("; all: one after the other, unattended" if several else ""))
    add("--boot", choices=ROADS, default="direct", dest="road",
        help="direct: QEMU loads the kernel; uefi: firmware and our loader (default: %(default)s)")
    add("--build", choices=BUILDS, help="which kernel (default: release)")
    add("--machine", default="", metavar="TYPE[,OPTION...]",
        help="q35, pc, microvm, virt, with QEMU's options, e.g. microvm,acpi=off or "
             "virt,gic-version=3 (default: q35 or virt)")
    add("--cpu", default="", metavar="MODEL",
        help="QEMU's CPU model (default: the best it emulates)")
    add("--smp", type=int, metavar="N", help="number of CPUs (default: 4)")
    add("--mem", default="512M", metavar="SIZE",
        help="memory, e.g. 64M or 5G (default: %(default)s)")
    add("--preset", choices=PRESETS,
        help="single, smp2, smp4, smp8: that many CPUs; debug: debug build, 2 CPUs and QEMU's "
             "own log in build/run/qemu.log")
    add("--append", default="", metavar="WORDS", help="words for the kernel's command line")
    add("--firmware", default="", choices=["", *firmware.NAMES], metavar="NAME",
        help="for --boot uefi: " + ", ".join(firmware.NAMES))
    add("--icount", nargs="?", const=ICOUNT, default="", metavar="SETTING",
        help="count instructions instead of time: repeatable; needs one CPU to be exact "
             f"(default setting: {ICOUNT})")
    add("--accel", choices=("auto", "tcg", "kvm"), default="auto",
        help="auto: KVM if a probe guest ran under it, else emulation (default: %(default)s)")
    add("--display", default="none", metavar="WAY",
        help="a screen: gtk, sdl, vnc=:1 ... (default: none)")


def spec_from(args: argparse.Namespace) -> Spec:
    """The machine that the options ask for; what is said outright beats the preset."""
    preset = PRESETS.get(args.preset or "", {})
    spec = Spec(arch=args.arch, road=args.road, machine=args.machine, cpu=args.cpu,
                mem=parse_memory(args.mem), append=args.append, icount=args.icount,
                display=args.display, firmware=args.firmware)
    spec = replace(spec, **preset)  # type: ignore[arg-type]
    if args.smp is not None:
        spec = replace(spec, smp=args.smp)
    if args.build:
        spec = replace(spec, build=args.build)
    spec = replace(spec, accel=kvm.choose(args.accel, spec))
    spec.check()
    return spec


def check_display(display: str) -> None:
    """A window needs a desktop to be on, and a part of QEMU that is else not installed."""
    need = setup.WINDOWS.get(display.split(",")[0])
    if need is None:
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise Failure(f"--display {display}: there is no desktop to open a window on",
                      "use --display vnc=:1 and a VNC viewer on port 5901")
    setup.ensure((need,))


def prepare(spec: Spec) -> list[str]:
    """Builds what the guest needs; the QEMU command that boots it."""
    check_display(spec.display)
    extra = (f"loader-{spec.arch}",) if spec.road == "uefi" else ()
    build([spec.arch], [spec.build], quiet=True, extra=extra)
    disk: Path | None = None
    if spec.road == "uefi":
        from .image import boot_image
        disk = boot_image(spec)
    return qemu_command(spec, disk)


def note_kernel(spec: Spec) -> None:
    """Which kernel wrote the serial log, for who reads it later."""
    KERNEL_NOTE.parent.mkdir(parents=True, exist_ok=True)
    KERNEL_NOTE.write_text(f"{spec.arch} {spec.build}\n", encoding="ascii")


def ends_by_itself(append: str) -> bool:
    """Runs that a person does not take part in, even at a terminal."""
    return any(word.partition("=")[0] in ("test", "panic") for word in append.split())


def exit_status(ending: Ending, asked_for_code: bool) -> int:
    """The status of `cuprux run`, with a word to the person where it is not the guest's own."""
    if ending.end is End.CODE:
        return ending.code
    if ending.end is End.OFF and not asked_for_code:
        return 0
    subject = "cuprux:" if ending.end in (End.FAILED, End.KILLED) else "cuprux: the guest"
    log = f"\n  all it said is in {SERIAL_LOG.relative_to(ROOT)}"
    log = "" if ending.end is End.FAILED else log
    print(f"{subject} {ending}{log}", file=sys.stderr)
    return {End.OFF: 125, End.TIMEOUT: 124, End.FLOOD: 124}.get(ending.end, 1)


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "run", help="boot Cuprux in a virtual machine", epilog=EPILOG,
        description="Build what is needed and boot it in QEMU.")
    add_machine_options(parser, several=True)
    parser.add_argument("--timeout", type=seconds, metavar="SECONDS",
                        help="stop a guest that takes longer (default: none on a terminal, "
                             f"{UNATTENDED_TIMEOUT:.0f} otherwise)")
    parser.add_argument("--print-command", action="store_true",
                        help="print QEMU's command line and do not run it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.arch != "all":
        return _run_one(args)
    statuses = []
    for arch in ARCHES:
        print(f"cuprux: {arch}", file=sys.stderr, flush=True)
        statuses.append(_run_one(argparse.Namespace(**{**vars(args), "arch": arch}),
                                 unattended=True))
    return next(filter(None, statuses), 0)


def _run_one(args: argparse.Namespace, *, unattended: bool = False) -> int:
    spec = spec_from(args)
    interactive = (sys.stdin.isatty() and sys.stdout.isatty() and not unattended
                   and not ends_by_itself(spec.append))
    if args.print_command:
        print(shlex.join([*prepare(spec), "-serial", "mon:stdio"]))
        return 0
    if not interactive and not spec.wants_host_exit:
        spec = replace(spec, append=f"{spec.append} exit=host".strip())
    command = prepare(spec)
    note_kernel(spec)
    ending = (_on_terminal(command, args.timeout) if interactive else
              _captured(command, args.timeout or UNATTENDED_TIMEOUT))
    return exit_status(ending, spec.wants_host_exit)


def _on_terminal(command: list[str], timeout: float | None) -> Ending:
    return guest.run_interactive(command, timeout, SERIAL_LOG, HINT)


def _captured(command: list[str], timeout: float) -> Ending:
    screen = terminal.Screen()

    def show(text: str) -> bool:
        screen.show(text)
        return False

    result = guest.run_captured(command, timeout, log=SERIAL_LOG, watch=show)
    if result.ending.end is End.TIMEOUT:
        if not result.output.strip():
            raise Failure(f"the guest printed nothing in {timeout:.0f} s and was stopped",
                          "try --preset debug and read build/run/qemu.log, or `cuprux gdb`", 124)
        print(f"\ncuprux: stopped after {timeout:.0f} s; the last output:\n{result.tail(5)}",
              file=sys.stderr)
    return result.ending
