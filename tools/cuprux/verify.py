# SPDX-License-Identifier: MIT
"""`cuprux verify`: is this machine ready to build, run and test Cuprux?"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from . import firmware, guest, kvm, setup, toolchain
from .boottest import clean
from .build import build
from .errors import Failure
from .layout import ARCHES, BUILD, ROOT, kernel_elf
from .machines import End, Spec, qemu_command

SPACE_NEEDED_MIB = 1024
SMOKE_TIMEOUT = 60.0

VERSIONED = (toolchain.CC, toolchain.LD, toolchain.OBJCOPY, toolchain.CLANG_FORMAT, "ninja",
             *(f"qemu-system-{arch}" for arch in ARCHES))


@dataclass(frozen=True)
class Finding:
    """One line of the report; `good` None: worth knowing, but nothing depends on it."""

    what: str
    good: bool | None
    text: str


def _version(program: str) -> str:
    """The line of `--version` that holds a number."""
    try:
        text = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20,
                              check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return next((line.strip() for line in text.splitlines() if any(c.isdigit() for c in line)),
                "")


def _tools() -> Iterator[Finding]:
    yield Finding("python3", True, platform.python_version())
    for program in VERSIONED:
        version = _version(program)
        yield Finding(program, bool(version), version or "missing")
    for need in setup.missing():
        yield Finding(need.package, False, f"missing: {need.purpose}")


def _firmware() -> Iterator[Finding]:
    for arch, choices in firmware.FIRMWARE.items():
        for index, choice in enumerate(choices):
            optional = index > 0
            good = True if choice.available else None if optional else False
            text = str(choice.path) if choice.available else "missing" + (
                "; the tests that need it are skipped" if optional else "")
            yield Finding(f"firmware {choice.name} ({arch})", good, text)


def _host() -> Iterator[Finding]:
    free = shutil.disk_usage(ROOT).free >> 20
    yield Finding("disk space", free >= SPACE_NEEDED_MIB,
                  f"{free} MiB free, {SPACE_NEEDED_MIB} wanted")
    reason = kvm.why_not(platform.machine())
    yield Finding("KVM", None if reason else True,
                  f"not used: {reason}" if reason else "works: a probe guest ran")


def _smoke(arch: str) -> Finding:
    """A debug kernel comes up and powers off with code 0."""
    what = f"smoke boot {arch}"
    try:
        build([arch], ["debug"], quiet=True)
        if not kernel_elf(arch, "debug").is_file():
            return Finding(what, None, "no kernel for it in the tree yet")
        spec = Spec(arch=arch, build="debug", append="exit=host")
        result = guest.run_captured(qemu_command(spec), SMOKE_TIMEOUT,
                                    log=ROOT / BUILD / f"run/verify-{arch}.log")
    except Failure as failure:
        return Finding(what, False, failure.what)
    good = result.ending.end is End.CODE and result.ending.code == 0
    last = clean(result.output).strip().splitlines()[-1:] or ["no output"]
    return Finding(what, good, f"{result.seconds:.1f} s" if good else
                   f"{result.ending}; last line: {last[0]}")


def findings() -> Iterator[Finding]:
    yield from _tools()
    yield from _firmware()
    yield from _host()
    for arch in ARCHES:
        yield _smoke(arch)


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "verify", help="check that this machine has all it takes",
        description="Check tools, versions, firmware and KVM, and boot each architecture once.")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    bad = 0
    for finding in findings():
        mark = {True: "ok", False: "BAD", None: "-"}[finding.good]
        print(f"{mark:<4}{finding.what:<32}{finding.text}", flush=True)
        bad += finding.good is False
    print("this machine is ready" if not bad else f"{bad} problems; `./cuprux setup` installs "
          "what is missing")
    return 1 if bad else 0
