# SPDX-License-Identifier: MIT
"""Boot tests: a guest is started, and what comes out must be what a table says.

The tables are Python files in tests/boot/, each with a list TESTS of BootTest (or of what behaves
like one: panictest.PanicFamily). A table names a
machine, what must appear on the serial port and in which order, what must not, and how it ends.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from . import firmware, guest, qmp, report, screen
from .errors import Failure
from .image import Volume, standard_files, write_disk
from .layout import ROOT
from .machines import End, Spec, qemu_command

TABLES = ROOT / "tests/boot"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][0-9A-B]|\x1bc")
# In any test that does not ask for one.
PANIC = r"(?i)\bpanic:"

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class BootTest:
    """One guest and what is expected of it.

    expect   regular expressions that must be found in this order (^ and $ match at lines)
    forbid   regular expressions that must not be found anywhere
    code     the guest's exit code; None: it must power off without one
    tap      its output holds TAP lines, each counted as a test
    stop_at  end the run when this appears; then `code` does not count
    look     called with the screen at that moment; returns what is wrong with it, or nothing
    files    makes the files of the boot disk (path -> contents) from the usual ones
    arches   the architectures on the boot disk, if more than the machine's own
    check    called with the whole output; returns what is wrong with it, or nothing
    long     only part of the full matrix (`cuprux test --long`)
    """

    name: str
    spec: Spec
    expect: tuple[str, ...] = ()
    forbid: tuple[str, ...] = (PANIC,)
    code: int | None = 0
    tap: bool = False
    stop_at: str = ""
    look: Callable[[screen.Screen], str] | None = None
    files: Callable[[dict[str, bytes]], Files] | None = None
    arches: tuple[str, ...] = ()
    check: Callable[[str], str] | None = None
    timeout: float = 60.0
    long: bool = False

    @property
    def full_name(self) -> str:
        return f"boot/{self.name}"

    @property
    def kernels(self) -> set[tuple[str, str]]:
        """(arch, build) of every kernel it needs."""
        return {(arch, self.spec.build) for arch in (self.spec.arch, *self.arches)}

    def execute(self, to: report.Report, patience: float) -> None:
        run_test(self, to, patience)


def kernel_tests(name: str, spec: Spec, **more: object) -> BootTest:
    """The usual test: the kernel comes up on this machine, passes its own tests, and says so."""
    spec = replace(spec, append=f"{spec.append} test exit=host".strip())
    return BootTest(name, spec, tap=True, code=0, **more)  # type: ignore[arg-type]


class Bootable(Protocol):
    """What a table may hold."""

    @property
    def name(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def spec(self) -> Spec: ...
    @property
    def kernels(self) -> set[tuple[str, str]]: ...
    @property
    def long(self) -> bool: ...
    def execute(self, to: report.Report, patience: float) -> None: ...


def load_tables(folder: Path = TABLES) -> list[Bootable]:
    """All tests of all tables; a name may be used once."""
    tests: list[Bootable] = []
    for path in sorted(folder.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"boot_table_{path.stem}", path)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module  # where a table's dataclasses look for their types
        spec.loader.exec_module(module)
        tests += getattr(module, "TESTS", [])
    names = [test.full_name for test in tests]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise Failure(f"tests/boot: more than one test is called {', '.join(doubled)}")
    return tests


def why_skip(spec: Spec) -> str:
    """A firmware that could not be had is no failure of ours, but it is said.

    One of this system's own packages can be had: without it, the test fails.
    """
    if spec.road == "uefi":
        chosen = firmware.find(spec.arch, spec.firmware)
        if not chosen.available and not chosen.package:
            return f"the firmware {chosen.name} is not installed (`./cuprux setup`)"
    return ""


def find_in_order(text: str, expected: tuple[str, ...]) -> str:
    """The first expectation that is not met behind the one before it; empty if all are."""
    position = 0
    for pattern in expected:
        match = re.compile(pattern, re.MULTILINE).search(text, position)
        if not match:
            return pattern
        position = match.end()
    return ""


def clean(text: str) -> str:
    """Serial output as lines of text: no colours, no carriage returns."""
    return ESCAPES.sub("", text).replace("\r", "")


def boot_command(spec: Spec, folder: Path,
                 files: Callable[[dict[str, bytes]], Files] | None = None,
                 arches: tuple[str, ...] = ()) -> list[str]:
    """QEMU's command for a machine; a boot disk, if it takes one, is made in `folder`."""
    if spec.road == "direct":
        return qemu_command(spec)
    volumes = []
    for arch in arches or (spec.arch,):
        usual = standard_files(arch, spec.build, spec.append)
        volumes.append(Volume(arch, files(usual) if files else usual))
    write_disk(folder / "disk", volumes)
    return qemu_command(spec, folder / "disk")


class _Run:
    """One run of one test, with the folder that lives as long as it does."""

    def __init__(self, test: BootTest, folder: Path) -> None:
        self.test = test
        self.folder = folder
        self.log = report.log_path(test.name)
        self.seen = ""
        self.picture: screen.Screen | None = None

    def command(self) -> list[str]:
        test = self.test
        command = boot_command(test.spec, self.folder, test.files, test.arches)
        return command + (qmp.options(self.folder / "qmp") if test.look else [])

    def watch(self, piece: str) -> bool:
        """Ends the run at `stop_at`, with a picture if the test looks at one."""
        self.seen = (self.seen + piece)[-65536:]
        if not re.search(self.test.stop_at, clean(self.seen), re.MULTILINE):
            return False
        if self.test.look:
            with qmp.Qmp(self.folder / "qmp") as control:
                control.screendump(self.folder / "screen.ppm")
            self.picture = screen.read_ppm(self.folder / "screen.ppm")
            screen.write_png(self.picture, report.log_path(self.test.name, "png"))
        return True

    def run(self, scale: float) -> guest.Result:
        watch = self.watch if self.test.stop_at else None
        return guest.run_captured(self.command(), self.test.timeout * scale, log=self.log,
                                  watch=watch)

    def problem(self, result: guest.Result) -> str:
        """What is wrong with a finished run; empty if nothing is."""
        test, text = self.test, clean(result.output)
        if wrong := self._wrong_ending(result):
            return wrong
        if lacking := find_in_order(text, test.expect):
            return f"did not print, in this order: {lacking}"
        for pattern in test.forbid:
            if match := re.search(pattern, text, re.MULTILINE):
                return f"must not print: {match[0]}"
        if test.tap and (wrong := report.tap_problem(text)):
            return wrong
        if test.check and (wrong := test.check(text)):
            return wrong
        if test.look and self.picture and (wrong := test.look(self.picture)):
            return f"on the screen: {wrong} (see {report.log_path(test.name, 'png')})"
        return ""

    def _wrong_ending(self, result: guest.Result) -> str:
        test, ending = self.test, result.ending
        if test.stop_at:
            return "" if ending.end is End.STOPPED else f"{ending} before `{test.stop_at}`"
        if test.code is None:
            return "" if ending.end is End.OFF else f"{ending}, where it should power off"
        if ending.end is not End.CODE:
            return str(ending)
        return "" if ending.code == test.code else f"{ending}, not {test.code}"


def run_test(test: BootTest, to: report.Report, scale: float = 1.0) -> None:
    """Runs one test and reports it, its in-kernel tests included."""
    if reason := why_skip(test.spec):
        to.skipped(test.full_name, reason)
        return
    with tempfile.TemporaryDirectory(prefix="cuprux-") as folder:
        run = _Run(test, Path(folder))
        try:
            result = run.run(scale)
        except Failure as failure:
            to.failed(test.full_name, str(failure))
            return
    problem = run.problem(result)
    inner = list(report.tap_lines(clean(result.output))) if test.tap else []
    for line in inner:
        if not line.ok:
            to.failed(f"{test.full_name}: {line.name}", "in the kernel", log=run.log)
    passed = sum(1 for line in inner if line.ok and not line.skipped)
    to.quietly(passed, sum(1 for line in inner if line.skipped))
    if problem:
        to.failed(test.full_name, problem, output=clean(result.output), log=run.log)
    else:
        counted = f", {passed} tests in the kernel" if test.tap else ""
        to.passed(test.full_name, f"{result.seconds:.1f} s{counted}")
