# SPDX-License-Identifier: MIT
"""`cuprux build`: keep the ninja file up to date and run it."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .buildplan import NINJA_FILE, PLAN_FILE, Plan
from .errors import Failure
from .layout import ARCHES, BUILD, BUILDS, ROOT
from .tree import Tree, arch_impl_folder


def _write_if_changed(path: Path, text: str) -> None:
    """Leaves the time stamp alone when nothing is new, so that nothing is rebuilt."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _link(path: Path, target: Path) -> None:
    """A relative symbolic link, replaced if it points elsewhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    relative = os.path.relpath(target, path.parent)
    if path.is_symlink():
        if os.readlink(path) == relative:
            return
        path.unlink()
    path.symlink_to(relative)


def _make_include_roots(root: Path) -> None:
    """Folders that show one folder each: <abi/...> without showing the whole checkout, and
    the arch_impl of one instruction set without the rest of its headers."""
    _link(root / BUILD / "include-root/abi", root / "abi")
    for arch in ARCHES:
        _link(root / BUILD / "include-arch" / arch / "arch_impl", root / arch_impl_folder(arch))


def _compile_commands(root: Path, plan: Plan) -> str:
    """For editors: one entry per source, the first way it is compiled."""
    entries: dict[Path, dict[str, object]] = {}
    for item in plan.compiles:
        entries.setdefault(item.source, {
            "directory": str(root), "file": str(item.source), "output": str(item.output),
            "arguments": item.arguments})
    return json.dumps(list(entries.values()), indent=1) + "\n"


def make_plan(root: Path = ROOT) -> Plan:
    """Reads all module files and brings the ninja files and their helpers up to date."""
    plan = Plan(Tree(root))
    text = plan.write()
    _make_include_roots(root)
    _write_if_changed(root / PLAN_FILE, text)
    # Always written: ninja wants its manifest to be newer than what that is made from.
    (root / NINJA_FILE).write_text(plan.write_self_updating(), encoding="utf-8")
    _write_if_changed(root / BUILD / "compile_commands.json", _compile_commands(root, plan))
    return plan


def run_ninja(targets: list[str], *, root: Path = ROOT, quiet: bool = False,
              log: Path | None = None) -> None:
    """Builds targets of the plan; Failure carries ninja's exit status.

    `quiet` says nothing when nothing is to be done, and keeps standard output clean; with `log`
    everything that is said goes there.
    """
    if not shutil.which("ninja"):
        raise Failure("ninja is not installed", "run `./cuprux setup` first")
    command = ["ninja", "-f", str(PLAN_FILE), *targets]
    if quiet:
        dry = subprocess.run([*command, "-n"], cwd=root, capture_output=True, text=True,
                             check=False)
        if "no work to do" in dry.stdout:
            return
        if not sys.stderr.isatty():  # a line for each file would bury what was asked for
            print("cuprux: building", file=sys.stderr, flush=True)
            command.append("--quiet")
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w", encoding="utf-8") as file:
            result = subprocess.run(command, cwd=root, check=False, stdout=file,
                                    stderr=subprocess.STDOUT)
    else:
        result = subprocess.run(command, cwd=root, check=False,
                                stdout=sys.stderr if quiet else None)
    if result.returncode:
        raise Failure("the build failed; the first error is above", status=result.returncode)


def build(arches: list[str], builds: list[str], *, root: Path = ROOT, quiet: bool = False,
          guests: bool = False, extra: tuple[str, ...] = ()) -> Plan:
    """Builds kernels (and loaders with release builds) of the given architectures.

    `guests` adds the bare-metal test programs, `extra` further targets of the plan.
    """
    plan = make_plan(root)
    for warning in plan.tree.warnings() if not quiet else ():
        print(f"warning: {warning}", file=sys.stderr)
    wanted = [f"{a}-{b}" for a in arches for b in builds]
    wanted += [f"objects-{name}" for name in list(wanted)]
    wanted += [f"guests-{a}" for a in arches if guests and "release" in builds]
    targets = [t for t in [*wanted, *extra] if t in plan.targets]
    if targets:
        run_ninja(targets, root=root, quiet=quiet)
    return plan


def arch_list(name: str) -> list[str]:
    """`all` or one architecture, as given on the command line."""
    return list(ARCHES) if name == "all" else [name]


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "build", help="compile the kernel and the loader",
        description="Compile the kernel and, in release builds, the loader. Only what changed "
                    "is compiled again. Outputs are in build/<arch>-<build>/.")
    parser.add_argument("--arch", choices=[*ARCHES, "all"], default="x86_64",
                        help="architecture (default: %(default)s)")
    parser.add_argument("--build", choices=[*BUILDS, "all"], default="release",
                        help="release: optimised, kCFI; debug: assertions, UBSan, lock checks "
                             "(default: %(default)s)")
    parser.add_argument("--host", action="store_true",
                        help="also the unit tests and fuzz targets that run on this machine")
    parser.add_argument("--only-plan", action="store_true",
                        help=argparse.SUPPRESS)  # build/build.ninja calls it
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.only_plan:
        make_plan()
        return 0
    builds = list(BUILDS) if args.build == "all" else [args.build]
    build(arch_list(args.arch), builds, guests=True, extra=("host", "fuzz") if args.host else ())
    return 0
