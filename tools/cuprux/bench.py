# SPDX-License-Identifier: MIT
"""`cuprux bench boot`: what a boot costs, in instructions, for every road.

The guest runs under QEMU's instruction counter (-icount, one CPU, 512 MiB, no framebuffer) with
the plugin tools/qemu/count.c, which notes how many instructions had been executed when the
kernel's first instruction was reached, when the banner was on serial (the kernel then calls
`boot_mark_banner`), and at power-off. What came before the kernel's first instruction is the
firmware's and the loader's share. The numbers are the same in every run. Wall time is taken
apart, at full speed, best of three.
"""

from __future__ import annotations

import argparse
import json
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from . import firmware, guest, profile, report
from .boottest import clean
from .build import build
from .elf import Elf
from .errors import Failure
from .image import boot_image
from .layout import ARCHES, BUILD, ROOT, kernel_elf
from .machines import ICOUNT, End, Spec, qemu_command

PLUGIN = ROOT / BUILD / "host/count.so"
BANNER_MARK = "boot_mark_banner"
MOST_TO_BANNER = 1_000_000
TIMEOUT = 180.0

# Where QEMU puts a flat kernel: its first instruction is its first word.
FLAT_ENTRY = {"aarch64": 0x40200000, "riscv64": 0x80200000}
PVH_NOTE = ("Xen", 18)

ROADS: dict[str, Spec] = {
    "x86_64 pvh q35": Spec(arch="x86_64"),
    "x86_64 pvh pc": Spec(arch="x86_64", machine="pc"),
    "x86_64 pvh microvm": Spec(arch="x86_64", machine="microvm,acpi=on"),
    "x86_64 uefi": Spec(arch="x86_64", road="uefi"),
    "aarch64 image": Spec(arch="aarch64"),
    "aarch64 uefi": Spec(arch="aarch64", road="uefi"),
    "riscv64 image": Spec(arch="riscv64"),
    "riscv64 uefi": Spec(arch="riscv64", road="uefi"),
}


@dataclass(frozen=True)
class Cost:
    """Instructions; `banner` is None for a kernel that does not mark it."""

    before: int
    banner: int | None
    power_off: int
    seconds: float


def entry_address(spec: Spec, elf: Elf) -> int:
    """The address, as the CPU sees it, of the first instruction that the road executes."""
    if spec.road != "direct":
        return elf.entry
    if spec.arch in FLAT_ENTRY:
        return FLAT_ENTRY[spec.arch]
    note = elf.note(*PVH_NOTE)
    if note is None:
        raise Failure(f"{elf.path}: has no PVH note")
    return struct.unpack_from("<I", note)[0]


def read_counts(path: Path) -> dict[str, int]:
    """The plugin's lines, `NAME COUNT`."""
    pairs = (line.split() for line in path.read_text("ascii").splitlines())
    return {name: int(count) for name, count in pairs}


def _bench_spec(spec: Spec) -> Spec:
    words = "nokaslr exit=host" if spec.road == "uefi" else "exit=host"
    return replace(spec, smp=1, mem=512, append=words, video=False, build="release")


def _run(command: list[str], what: str) -> guest.Result:
    result = guest.run_captured(command, TIMEOUT)
    if result.ending.end is not End.CODE or result.ending.code:
        raise Failure(f"{what}: {result.ending}; the last output:\n{clean(result.tail())}")
    return result


def measure(name: str, runs: int = 3, profiled: bool = False) -> Cost:
    """One road: counted once, timed `runs` times."""
    spec = _bench_spec(ROADS[name])
    elf = Elf(kernel_elf(spec.arch, spec.build))
    disk = boot_image(spec) if spec.road == "uefi" else None
    marks = {"entry": entry_address(spec, elf)}
    if BANNER_MARK in elf.symbols:
        marks["banner"] = elf.symbol(BANNER_MARK)
    with tempfile.TemporaryDirectory(prefix="cuprux-") as folder:
        out = Path(folder) / "counts"
        sites = Path(folder) / "sites"
        wanted = [f"profile={sites}"] if profiled else []
        plugin = [f"{PLUGIN},out={out}", *wanted, *(f"mark={n}:{a:#x}" for n, a in marks.items())]
        counted = qemu_command(replace(spec, icount=ICOUNT), disk)
        _run([*counted, "-plugin", ",".join(plugin)], name)
        counts = read_counts(out)
        if profiled:
            print(f"{name}: where the kernel's instructions go\n"
                  f"{profile.table(profile.by_function(sites, elf))}\n", flush=True)
    if "entry" not in counts:
        raise Failure(f"{name}: the kernel's entry at {marks['entry']:#x} was never reached")
    seconds = min((_run(qemu_command(spec, disk), name).seconds for _ in range(runs)), default=0)
    before = counts["entry"]
    banner = counts["banner"] - before if "banner" in counts else None
    return Cost(before, banner, counts["end"] - before, seconds)


def problem(cost: Cost) -> str:
    """What is wrong with a road's cost; empty if it keeps its promise."""
    if cost.banner is None:
        return f"the kernel has no `{BANNER_MARK}`, or never called it"
    if cost.banner > MOST_TO_BANNER:
        return f"{cost.banner:,} instructions to the banner, more than {MOST_TO_BANNER:,}"
    return ""


def available(name: str) -> str:
    """Empty if a road can be measured here; otherwise why not."""
    spec = ROADS[name]
    if spec.road == "uefi" and not firmware.find(spec.arch, spec.firmware).available:
        return "its firmware is not installed"
    return ""


def version() -> str:
    text = subprocess.run(["qemu-system-x86_64", "--version"], capture_output=True, text=True,
                          check=False).stdout
    return text.splitlines()[0] if text else "no QEMU"


def test_name(road: str) -> str:
    return f"bench/{road.replace(' ', '-')}"


def run_as_test(name: str, to: report.Report) -> None:
    """The promise about a road, as one test: the banner is on serial soon enough."""
    full = test_name(name)
    if reason := available(name):
        to.skipped(full, reason)
        return
    try:
        cost = measure(name, runs=0)
    except Failure as failure:
        to.failed(full, str(failure))
        return
    if wrong := problem(cost):
        to.failed(full, wrong)
    else:
        to.passed(full, f"{cost.banner:,} instructions to the banner")


def _costs(names: list[str], profiled: bool) -> Iterator[tuple[str, Cost | None]]:
    for name in names:
        reason = available(name)
        if reason:
            print(f"{name:<22}{reason}", flush=True)
            yield name, None
        else:
            yield name, measure(name, profiled=profiled)


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "bench", help="measure", description="Measure Cuprux. `boot`: instructions from the "
        "kernel's first instruction to the banner on serial and to power-off, per road; those "
        "before it (firmware, loader) apart; and wall time.")
    parser.add_argument("what", choices=("boot",), help="from entry to banner, and to power-off")
    parser.add_argument("--only", default="", metavar="WORD", help="only roads with this in them")
    parser.add_argument("--arch", choices=[*ARCHES, "all"], default="all",
                        help="only this architecture")
    parser.add_argument("--profile", action="store_true",
                        help="also list the kernel's functions by instructions executed")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    names = [n for n, s in ROADS.items()
             if args.only in n and args.arch in ("all", s.arch)]
    arches = sorted({ROADS[n].arch for n in names})
    build(arches, ["release"], quiet=True, extra=("qemu-plugin",))
    if args.json:
        costs = {n: vars(measure(n)) for n in names if not available(n)}
        print(json.dumps(costs, indent=1))
        return 0
    print(f"{version()}; release, 1 CPU, 512 MiB, no framebuffer; instructions\n")
    print(f"{'road':<22}{'before the kernel':>18}{'to the banner':>15}{'to power-off':>14}"
          f"{'wall':>9}")
    status = 0
    for name, cost in _costs(names, args.profile):
        if cost is None:
            continue
        banner = "-" if cost.banner is None else f"{cost.banner:,}"
        print(f"{name:<22}{cost.before:>18,}{banner:>15}{cost.power_off:>14,}"
              f"{cost.seconds:>7.2f} s", flush=True)
        if wrong := problem(cost):
            print(f"{'':<22}{wrong}")
            status = 1
    return status
