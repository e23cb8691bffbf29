# SPDX-License-Identifier: MIT
"""Runs one QEMU process under a time limit, with its serial port where it is wanted."""

from __future__ import annotations

import codecs
import os
import select
import selectors
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import terminal
from .errors import Failure
from .layout import ROOT
from .machines import End, Ending, decode_status

# More than any test prints; a guest that loops on a message must not fill the memory.
OUTPUT_LIMIT = 16 << 20
# A guest that has said nothing for so many seconds waits for somebody.
SILENCE = 1.5
CLEAR = b"\x1b[2J"


@dataclass
class Result:
    """What came out of one run."""

    ending: Ending
    output: str
    seconds: float

    def tail(self, lines: int = 20) -> str:
        return "\n".join(self.output.splitlines()[-lines:])


def _start(command: list[str], **pipes: object) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(command, cwd=ROOT, **pipes)  # type: ignore[call-overload]
    except FileNotFoundError:
        raise Failure(f"{command[0]} is not installed", "run `./cuprux setup` first") from None


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends QEMU, gently first so that it gives the terminal back."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run_captured(command: list[str], timeout: float, *, log: Path | None = None,
                 watch: Callable[[str], bool] | None = None) -> Result:
    """Runs a guest whose serial port comes to us; nobody types.

    `watch` sees each piece of output as it comes and may end the run by returning True; `log`
    keeps it all. A guest that is not done after `timeout` seconds, or that prints without end,
    is stopped.
    """
    begin = time.monotonic()
    process = _start([*command, "-serial", "stdio", "-monitor", "none"],
                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = bytearray()
    try:
        early = _read_all(process, output, begin + timeout, watch)
    finally:
        stop(process)
        text = output.decode("utf-8", "replace").replace("\r\n", "\n")
        if log:
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(text, encoding="utf-8")
    ending = Ending(early, 124) if early else decode_status(process.returncode)
    return Result(ending, text, time.monotonic() - begin)


def _read_all(process: subprocess.Popen[bytes], output: bytearray, deadline: float,
              watch: Callable[[str], bool] | None) -> End | None:
    """Reads until the guest ends (None); otherwise why reading stopped before that."""
    assert process.stdout is not None
    decoder = codecs.getincrementaldecoder("utf-8")("replace")  # a character may come in halves
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(output) < OUTPUT_LIMIT:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                return End.TIMEOUT
            chunk = os.read(process.stdout.fileno(), 65536)
            if not chunk:
                return _ended(process, deadline)
            output += chunk
            if watch and watch(decoder.decode(chunk)):
                return End.STOPPED
    return End.FLOOD


def _ended(process: subprocess.Popen[bytes], deadline: float) -> End | None:
    """Its output is closed; QEMU itself may still take a moment."""
    try:
        process.wait(max(0.1, deadline - time.monotonic()))
        return None
    except subprocess.TimeoutExpired:
        return End.TIMEOUT


def run_interactive(command: list[str], timeout: float | None, log: Path, hint: str) -> Ending:
    """Runs a guest on this terminal: its serial port and QEMU's monitor share the keyboard.

    `hint` says how to leave. It is shown first, and once more if it has scrolled away when the
    guest first falls silent.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    chardev = f"stdio,id=serial,mux=on,signal=off,logfile={log}"
    keyboard = sys.stdin.fileno()
    saved = termios.tcgetattr(keyboard)
    print(hint, flush=True)
    process = _start([*command, "-chardev", chardev, "-serial", "chardev:serial",
                      "-mon", "chardev=serial,mode=readline"],
                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + timeout if timeout else None
        if not _relay(process, deadline, hint):
            return Ending(End.TIMEOUT, 124)
    finally:
        stop(process)
        os.set_blocking(keyboard, True)
        termios.tcsetattr(keyboard, termios.TCSADRAIN, saved)
    return decode_status(process.wait())


def _relay(process: subprocess.Popen[bytes], deadline: float | None, hint: str) -> bool:
    """Shows what the guest says until it ends; False if the deadline came first."""
    assert process.stdout is not None
    screen = terminal.Screen()
    rows = shutil.get_terminal_size().lines
    lines = 0
    while True:
        left = deadline - time.monotonic() if deadline else None
        scrolled = hint and lines > rows // 2  # lines may be wrapped
        wait = min(left or SILENCE, SILENCE) if scrolled else left
        if left is not None and left <= 0:
            return False
        if not select.select([process.stdout], [], [], wait)[0]:
            if scrolled:
                screen.show(f"{hint}\r\n")
                hint = ""
            continue
        chunk = os.read(process.stdout.fileno(), 65536)
        if not chunk:
            process.wait()
            return True
        screen.show_bytes(chunk)
        lines += rows if CLEAR in chunk else chunk.count(b"\n")
