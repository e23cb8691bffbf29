# SPDX-License-Identifier: MIT
"""`cuprux test`: everything that can be tested, in one run with one closing line.

Order: the rules of the tree, the tests of the tools, all builds; then, as many at a time as
there are CPUs, unit tests, fuzzers, the reproducibility test and the boot tests.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from . import bench, boottest, check, hosttests
from .build import make_plan, run_ninja
from .buildplan import Plan
from .errors import Failure
from .layout import ARCHES, BUILDS
from .report import LOGS, Report, log_path

Job = Callable[[], None]

EPILOG = """\
examples:
  ./cuprux test                         what `make test` does
  ./cuprux test --long                  the full matrix
  ./cuprux test --only boot/direct      one family of tests
  ./cuprux test --only unit/ --only fuzz/fdt
  ./cuprux test --list                  the names

Logs and pictures are in build/test/. docs/testing.md says how to add a test.
"""


def _check_job(to: Report) -> None:
    found = list(check.problems(make_plan().tree))
    if found:
        to.failed("check", f"{len(found)} problems", output="\n".join(found))
    else:
        to.passed("check", "all rules hold")


def _build(plan: Plan, arches: list[str], needed: set[str], to: Report) -> set[str]:
    """Builds what is wanted, and what the wanted tests need; each kernel is a test of its own.

    What could not be built is reported and returned.
    """
    broken = set()
    targets = [(f"build/{a}-{b}", [f"{a}-{b}", f"objects-{a}-{b}", f"loader-{a}"])
               for a in ARCHES for b in BUILDS if a in arches or f"build/{a}-{b}" in needed]
    targets += [("build/guests", [f"guests-{a}" for a in arches]),
                ("build/host", ["host", "fuzz", "qemu-plugin"])]
    for name, wanted in targets:
        if not to.wants(name) and name not in needed:
            continue
        begin = time.monotonic()
        log = log_path(name)
        try:
            run_ninja([t for t in wanted if t in plan.targets], log=log)
        except Failure:
            broken.add(name)
            to.failed(name, "does not build", output=log.read_text("utf-8"), log=log)
        else:
            to.passed(name, f"{time.monotonic() - begin:.1f} s")
    return broken


def _needed(plan: Plan, tests: list[boottest.Bootable], roads: list[str],
            to: Report) -> set[str]:
    """The builds that the wanted tests run."""
    needed = {f"build/{arch}-{build}" for t in tests for arch, build in t.kernels}
    needed |= {f"build/{bench.ROADS[road].arch}-release" for road in roads}
    # A test that makes its own disk may put a bare-metal program on it; others start one.
    needed |= {"build/guests" for t in tests
               if getattr(t, "files", None) or any("/guest/" in word for word in t.spec.extra)}
    names = [*map(hosttests.unit_name, plan.host_tests), *(f"fuzz/{b.name}" for b in plan.fuzzers)]
    return needed | ({"build/host"} if roads or any(map(to.wants, names)) else set())


def _jobs(plan: Plan, tests: list[boottest.Bootable], broken: set[str], args: argparse.Namespace,
          to: Report) -> list[tuple[str, Job]]:
    """What runs side by side, the slowest first so that nothing long starts last."""
    jobs: list[tuple[str, Job]] = []
    if not broken:
        jobs.append(("build/reproducible", lambda: hosttests.run_reproducible(to)))
        if len(args.arches) == len(ARCHES):
            jobs.append((hosttests.DOCUMENTED, lambda: hosttests.run_documented(to)))
    if "build/host" not in broken:
        jobs += [(f"fuzz/{b.name}", lambda b=b: hosttests.run_fuzzer(b, to, long=args.long))
                 for b in plan.fuzzers]
    for test in sorted(tests, key=lambda t: t.spec.road == "direct"):
        if broken & {f"build/{arch}-{build}" for arch, build in test.kernels}:
            to.skipped(test.full_name, "its kernel did not build")
        else:
            jobs.append((test.full_name, lambda t=test: t.execute(to, args.patience)))
    for road in _roads(args, to):
        if not broken & {"build/host", f"build/{bench.ROADS[road].arch}-release"}:
            jobs.append((bench.test_name(road), lambda r=road: bench.run_as_test(r, to)))
    if "build/host" not in broken:
        jobs += [(hosttests.unit_name(b), lambda b=b: hosttests.run_unit_test(b, to))
                 for b in plan.host_tests]
    return [(name, job) for name, job in jobs if to.wants(name)]


def _roads(args: argparse.Namespace, to: Report) -> list[str]:
    """The roads to measure: through firmware only in the full matrix, it takes its time."""
    return [road for road, spec in bench.ROADS.items()
            if spec.arch in args.arches and (args.long or spec.road == "direct")
            and to.wants(bench.test_name(road))]


def _guarded(name: str, job: Job, to: Report) -> None:
    """A mistake in a test must not end the others."""
    try:
        job()
    except Exception as error:  # noqa: BLE001  (reported, not hidden)
        to.failed(name, f"{type(error).__name__}: {error}", output=traceback.format_exc())


def _selected(args: argparse.Namespace) -> list[boottest.Bootable]:
    return [t for t in boottest.load_tables()
            if t.spec.arch in args.arches and (args.long or not t.long)]


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "test", help="run the tests", epilog=EPILOG,
        description="Run the tests of Cuprux and end with one line: N passed, N failed, "
                    "N skipped. The exit status is 0 only if nothing failed.")
    add = parser.add_argument
    add("--long", action="store_true", help="the full matrix instead of the daily part")
    add("--only", action="append", default=[], metavar="PATTERN",
        help="only tests whose name holds this regular expression; may be repeated")
    add("--arch", choices=[*ARCHES, "all"], default="all", help="only this architecture")
    add("--jobs", type=int, default=os.cpu_count() or 1, metavar="N",
        help="how many at a time (default: one per CPU)")
    add("--patience", type=float, default=1.0, metavar="FACTOR",
        help="stretches all time limits, for slow machines")
    add("--list", action="store_true", help="print the names of the tests and stop")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    args.arches = list(ARCHES) if args.arch == "all" else [args.arch]
    to = Report("|".join(f"(?:{p})" for p in args.only))
    tests = [t for t in _selected(args) if to.wants(t.full_name)]
    plan = make_plan()
    if args.list:
        names = ["check", *(f"tools/{p.stem}" for p in hosttests.python_tests()),
                 *map(hosttests.unit_name, plan.host_tests),
                 *(f"fuzz/{b.name}" for b in plan.fuzzers), "build/reproducible",
                 hosttests.DOCUMENTED,
                 *map(bench.test_name, _roads(args, to)),
                 *(t.full_name for t in tests)]
        print("\n".join(n for n in names if to.wants(n)))
        return 0
    if not args.only:
        shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True, exist_ok=True)
    if to.wants("check"):
        _check_job(to)
    for path in hosttests.python_tests():
        if to.wants(f"tools/{path.stem}"):
            hosttests.run_python_test(path, to)
    broken = _build(plan, args.arches, _needed(plan, tests, _roads(args, to), to), to)
    jobs = _jobs(plan, tests, broken, args, to)
    with ThreadPoolExecutor(args.jobs) as pool:
        list(pool.map(lambda job: _guarded(*job, to), jobs))
    return to.close()
