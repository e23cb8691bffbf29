# SPDX-License-Identifier: MIT
"""What a test run says: one line per test as it ends, and one closing line."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import Failure
from .layout import BUILD, ROOT

LOGS = ROOT / BUILD / "test"


def log_path(name: str, suffix: str = "log") -> Path:
    """Where a test keeps its full output."""
    return LOGS / f"{re.sub(r'[^A-Za-z0-9_.,=-]', '_', name)}.{suffix}"


class Report:
    """Counts results and prints them; safe to use from several threads."""

    def __init__(self, wanted: str = "") -> None:
        try:
            self.wanted = re.compile(wanted)
        except re.error as error:
            raise Failure(f"--only: not a regular expression: {error}") from None
        self.counts = {"passed": 0, "failed": 0, "skipped": 0}
        self.failures: list[str] = []
        self._lock = threading.Lock()
        self._begin = time.monotonic()

    def wants(self, name: str) -> bool:
        """`--only`: a part of the name, or a regular expression found in it."""
        return self.wanted.search(name) is not None

    def _say(self, word: str, name: str, text: str) -> None:
        seconds = time.monotonic() - self._begin
        print(f"[{seconds:6.1f} s] {word:<7} {name}{'  ' + text if text else ''}", flush=True)

    def passed(self, name: str, text: str = "", count: int = 1) -> None:
        with self._lock:
            self.counts["passed"] += count
            self._say("ok", name, text)

    def skipped(self, name: str, reason: str, count: int = 1) -> None:
        with self._lock:
            self.counts["skipped"] += count
            self._say("skipped", name, reason)

    def failed(self, name: str, why: str, *, output: str = "", log: Path | None = None,
               count: int = 1) -> None:
        """`output` is what was said last; the person sees it at once, the rest is in `log`."""
        with self._lock:
            self.counts["failed"] += count
            self.failures.append(name)
            self._say("FAILED", name, why)
            for line in output.splitlines()[-20:]:
                print(f"    | {line}", flush=True)
            if log:
                print(f"    full log: {log.relative_to(ROOT)}", flush=True)

    def quietly(self, passed: int = 0, skipped: int = 0) -> None:
        """Counts results that have no line of their own."""
        with self._lock:
            self.counts["passed"] += passed
            self.counts["skipped"] += skipped

    def close(self) -> int:
        """The failures once more, then the closing line; the exit status."""
        sys.stderr.flush()
        for name in self.failures:
            print(f"FAILED {name}")
        print("{passed} passed, {failed} failed, {skipped} skipped".format(**self.counts),
              flush=True)
        return 1 if self.counts["failed"] or not self.counts["passed"] else 0


@dataclass(frozen=True)
class TapLine:
    """One `ok 3 - name` of a program that prints TAP."""

    ok: bool
    name: str
    skipped: bool


TAP = re.compile(r"^(not )?ok \d+(?: -)? (.*?)(?:\s+# (SKIP|skip)\b.*)?$", re.MULTILINE)
TAP_PLAN = re.compile(r"^1\.\.(\d+)$", re.MULTILINE)


def tap_lines(text: str) -> Iterator[TapLine]:
    for match in TAP.finditer(text):
        yield TapLine(match[1] is None, match[2], match[3] is not None)


def tap_problem(text: str) -> str:
    """Empty if a TAP output is complete, i.e. has as many lines as its plan says, and some."""
    plan = TAP_PLAN.search(text)
    if not plan:
        return "no test plan (`1..N`) in the output"
    if plan[1] == "0":
        return "no test ran: the plan is `1..0`"
    count = sum(1 for _ in tap_lines(text))
    return "" if count == int(plan[1]) else f"the plan says {plan[1]} tests, {count} were reported"
