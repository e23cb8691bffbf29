# SPDX-License-Identifier: MIT
"""Expected panics: every way to panic that a kernel offers is taken, and its report read.

The kernel itself lists what can be provoked (`panic=NAME`), and says before each what its report
must contain. A family runs them one guest each and demands: that text in the headline, exit code
2, and a backtrace that names the functions which led there, in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from . import guest, report
from .boottest import boot_command, clean, find_in_order, why_skip
from .errors import Failure
from .machines import End, Spec

LISTED = re.compile(r"^  panic=(\S+)", re.MULTILINE)
PROMISE = re.compile(r'provoking (\S+): .*, expect "(.*)"')
HEADLINE = re.compile(r"KERNEL PANIC\s+(.*)")
FRAME = re.compile(r"^\s*(?:at|by) (?:0x)?[0-9a-f]+ (\S+)\+0x", re.MULTILINE)
EXIT_CODE, UNKNOWN_CODE = 2, 3
NO_SUCH_NAME = "what-is-there"

# Every kernel can do these; a list without one of them has lost a test.
COMMON = frozenset("panic assert null-read null-write null-call write-text write-rodata "
                   "execute-data stack-overflow stack-smash nested "
                   "broken-console".split())
# Whose stack is not that of a caller of `provoke`, or whose report is cut short on purpose.
FRAMES = {
    "stack-overflow": ("recurse", "provoke_stack_overflow", "provoke", "kernel_main"),
    "stack-smash": ("__stack_chk_fail", "provoke_stack_smash"),
    "nested": (),
}


@dataclass(frozen=True)
class PanicFamily:
    """All panics of one kernel on one machine, or only those in `names`."""

    name: str
    spec: Spec
    own: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    timeout: float = 60.0
    long: bool = False

    @property
    def full_name(self) -> str:
        return f"boot/panic/{self.name}"

    @property
    def kernels(self) -> set[tuple[str, str]]:
        return {(self.spec.arch, self.spec.build)}

    def execute(self, to: report.Report, patience: float) -> None:
        if reason := why_skip(self.spec):
            to.skipped(self.full_name, reason)
            return
        try:
            names = self.names or self._listed(to, patience)
            for name in names:
                self._one(name, to, patience)
        except Failure as failure:
            to.failed(self.full_name, str(failure))

    def _guest(self, name: str, patience: float) -> tuple[guest.Result, Path]:
        log = report.log_path(f"{self.full_name}/{name}")
        words = f"{self.spec.append} panic={name} exit=host".strip()
        with TemporaryDirectory(prefix="cuprux-") as folder:
            command = boot_command(replace(self.spec, append=words), Path(folder))
            return guest.run_captured(command, self.timeout * patience, log=log), log

    def _listed(self, to: report.Report, patience: float) -> list[str]:
        """What this kernel offers; a name that it must offer and does not is a failure."""
        result, log = self._guest(NO_SUCH_NAME, patience)
        found = LISTED.findall(clean(result.output))
        lacking = (COMMON | self.own) - set(found)
        if result.ending.end is not End.CODE or result.ending.code != UNKNOWN_CODE:
            to.failed(f"{self.full_name}/list", f"{result.ending}, not exit code {UNKNOWN_CODE}",
                      output=clean(result.output), log=log)
        elif lacking:
            to.failed(f"{self.full_name}/list", "cannot be provoked: " + ", ".join(sorted(lacking)),
                      log=log)
        else:
            to.passed(f"{self.full_name}/list", f"{len(found)} ways to panic")
        return found

    def _one(self, name: str, to: report.Report, patience: float) -> None:
        full = f"{self.full_name}/{name}"
        result, log = self._guest(name, patience)
        text = clean(result.output)
        if wrong := problem(name, text, result):
            to.failed(full, wrong, output=text, log=log)
        else:
            to.passed(full, f"{result.seconds:.1f} s")


def problem(name: str, text: str, result: guest.Result) -> str:
    """What is wrong with one provoked panic; empty if nothing is."""
    promise = PROMISE.search(text)
    if not promise or promise[1] != name:
        return "the kernel did not say what it was about to provoke"
    if result.ending.end is not End.CODE or result.ending.code != EXIT_CODE:
        return f"{result.ending}, not exit code {EXIT_CODE}"
    headlines = HEADLINE.findall(text)
    if not any(promise[2] in headline for headline in headlines):
        return f"the headline must contain `{promise[2]}`; it says: {' / '.join(headlines)}"
    default = (f"provoke_{name.replace('-', '_')}", "provoke", "kernel_main")
    expected = FRAMES.get(name, default)
    names = "\n".join(FRAME.findall(text))
    pattern = [rf"^{re.escape(function)}" for function in expected]
    if lacking := find_in_order(names, tuple(pattern)):
        return f"the backtrace does not name {lacking[1:]} where it should"
    return ""
