# SPDX-License-Identifier: MIT
"""Tests that need no guest: our Python, unit tests of pure modules, fuzzers, reproducibility."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import documented, report
from .layout import ARCHES, BUILD, EFI_NAMES, ROOT, out_dir
from .sources import all_files

SEEDS = Path("tests/fuzz/seeds")
FUZZ_SECONDS, FUZZ_SECONDS_LONG = 5, 120
PYTHON_TESTS = ("tools/gen", "tools/cuprux")
TIME_LIMIT = 300.0
DOCUMENTED = "docs/commands"


def _run(name: str, command: list[str], *, timeout: float = TIME_LIMIT,
         env: dict[str, str] | None = None, cwd: Path = ROOT) -> tuple[int, str]:
    """Runs a program of the host with its output kept; the status is 124 if it took too long."""
    log = report.log_path(name)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8", errors="replace") as file:
        try:
            status = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=file,
                                    stderr=subprocess.STDOUT, timeout=timeout, check=False,
                                    env={**os.environ, **(env or {})}).returncode
        except subprocess.TimeoutExpired:
            status = 124
    return status, log.read_text(encoding="utf-8", errors="replace")


def python_tests() -> list[Path]:
    """The test programs of the host tools themselves."""
    return sorted(p.relative_to(ROOT) for folder in PYTHON_TESTS
                  for p in (ROOT / folder).glob("*_test.py"))


def run_python_test(path: Path, to: report.Report) -> None:
    name = f"tools/{path.stem}"
    env = {"PYTHONPATH": str(ROOT / "tools"), "PYTHONDONTWRITEBYTECODE": "1"}
    status, text = _run(name, [sys.executable, str(path)], env=env)
    ran = re.search(r"^Ran (\d+) tests?", text, re.MULTILINE)
    count = int(ran[1]) if ran else 0
    bad = sum(int(n) for n in re.findall(r"(?:failures|errors)=(\d+)", text))
    if status or not count:
        to.quietly(max(0, count - bad))
        to.failed(name, f"{bad} of {count} tests", output=text, log=report.log_path(name),
                  count=max(1, bad))
    else:
        to.passed(name, f"{count} tests", count=count)


def unit_name(binary: Path) -> str:
    return f"unit/{binary.name.removesuffix('-test')}"


def run_unit_test(binary: Path, to: report.Report) -> None:
    """One module's unit tests: a cmocka program that is asked for TAP."""
    name = unit_name(binary)
    status, text = _run(name, [str(ROOT / binary)], env={"CMOCKA_MESSAGE_OUTPUT": "TAP"})
    lines = list(report.tap_lines(text))
    passed = sum(1 for line in lines if line.ok and not line.skipped)
    skipped = sum(1 for line in lines if line.skipped)
    bad = [line.name for line in lines if not line.ok]
    problem = report.tap_problem(text)
    if status or bad or problem:
        why = ", ".join(bad) or (f"ended with status {status}" if status else problem)
        to.quietly(passed, skipped)
        to.failed(name, why, output=text, log=report.log_path(name), count=max(1, len(bad)))
    else:
        to.quietly(skipped=skipped)
        to.passed(name, f"{passed} tests", count=passed)


def run_fuzzer(binary: Path, to: report.Report, *, long: bool) -> None:
    """A bounded run over the seeds and what libFuzzer makes of them; a finding is kept."""
    name = f"fuzz/{binary.name}"
    seconds = FUZZ_SECONDS_LONG if long else FUZZ_SECONDS
    seeds = SEEDS / binary.name
    with tempfile.TemporaryDirectory(prefix="cuprux-") as corpus:
        command = [str(ROOT / binary), f"-max_total_time={seconds}", "-seed=1", "-timeout=10",
                   "-rss_limit_mb=2048", "-print_final_stats=1",
                   f"-artifact_prefix={report.LOGS}/{binary.name}-", corpus]
        if (ROOT / seeds).is_dir():
            command.append(str(seeds))
        status, text = _run(name, command, timeout=seconds + 60)
    if status:
        finding = re.search(r"Test unit written to (\S+)", text)
        why = (f"a finding: {os.path.relpath(finding[1], ROOT)}" if finding
               else f"ended with status {status}")
        to.failed(name, why, output=text, log=report.log_path(name))
        return
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
    if runs and int(runs[1]):
        to.passed(name, f"{runs[1]} inputs in {seconds} s")
    else:
        to.failed(name, "it does not say that it ran anything", output=text,
                  log=report.log_path(name))


def _documented_status(words: tuple[str, ...]) -> int:
    """What a documented run ends with: a panic that is asked for is one, its list is an answer."""
    text = " ".join(words)
    return 3 if "panic=?" in text else 2 if "panic=" in text else 0


def run_documented(to: report.Report) -> None:
    """Runs the guests that the documents show, one after the other as a reader would."""
    commands = [c for c in documented.in_documents() if documented.is_short_run(c)]
    for command in commands:
        status, text = _run(DOCUMENTED, [sys.executable, "cuprux", *command.words])
        if status != _documented_status(command.words):
            to.failed(DOCUMENTED, f"{command}: status {status}", output=text,
                      log=report.log_path(DOCUMENTED))
            return
    to.passed(DOCUMENTED, f"{len(commands)} commands of the documents")


def _outputs(root: Path) -> dict[str, bytes]:
    """The files that make up a release."""
    found = {}
    for arch in ARCHES:
        folder = out_dir(arch, "release")
        for name in ("cuprux.elf", "cuprux", "cuprux.img", f"boot/{EFI_NAMES[arch]}"):
            if (root / folder / name).is_file():
                found[f"{arch}/{name}"] = (root / folder / name).read_bytes()
    image = root / BUILD / "repro.disk"
    if image.is_file():
        found["disk image"] = image.read_bytes()
    return found


def run_reproducible(to: report.Report) -> None:
    """Builds a copy of the sources in another folder: every output must be the same bytes."""
    name = "build/reproducible"
    command = [sys.executable, "cuprux", "image", "--arch", "all", "--output",
               str(BUILD / "repro.disk")]
    status, text = _run(name, command)
    with tempfile.TemporaryDirectory(prefix="cuprux-elsewhere-") as folder:
        copy = Path(folder) / "another place"
        for file in all_files(binary=True):
            (copy / file.path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file.path, copy / file.path)
        second, other_text = _run(name + "-copy", command, cwd=copy)
        if status or second:
            to.failed(name, "the build failed", output=text + other_text,
                      log=report.log_path(name if status else name + "-copy"))
            return
        ours, theirs = _outputs(ROOT), _outputs(copy)
    differing = sorted(n for n in ours.keys() | theirs.keys() if ours.get(n) != theirs.get(n))
    if differing or not ours:
        to.failed(name, "these outputs depend on where they are built: " + ", ".join(differing))
    else:
        to.passed(name, f"{len(ours)} outputs are the same bytes from another folder")
