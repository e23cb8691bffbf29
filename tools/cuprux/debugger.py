# SPDX-License-Identifier: MIT
"""`cuprux gdb`: a stopped guest, and gdb attached to it with symbols and helper commands."""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from . import setup
from .elf import Elf
from .errors import Failure
from .layout import BUILD, ROOT, kernel_elf
from .machines import Spec
from .run import SERIAL_LOG, add_machine_options, note_kernel, prepare, spec_from

COMMANDS = Path("tools/gdb/cuprux.py")
GDB = "gdb-multiarch"

EPILOG = """\
The guest waits at its first instruction, with a breakpoint at kernel_main:
type `continue`. Through firmware the kernel is loaded at its link address
(nokaslr), so that symbols fit. The serial port is written to
build/run/serial.log. Beside gdb's own commands there are

  cuprux-log            the kernel's log ring
  cuprux-bt             callers by frame pointers
  cuprux-translate A    physical address of A
  cuprux-boot           what the boot road told the kernel
  monitor info mtree    any command of QEMU's monitor
"""


def gdb_script(spec: Spec, socket: Path, stop_at: str) -> str:
    """What gdb does before it asks the person (or runs --execute)."""
    lines = ["set confirm off", "set pagination off",
             f"file {kernel_elf(spec.arch, spec.build)}",
             f"directory {ROOT}",
             f"source {ROOT / COMMANDS}",
             f"target remote {socket}"]
    if stop_at:
        # A hardware breakpoint: nothing is written into memory that is not loaded yet.
        lines.append(f"hbreak {stop_at}")
    return "\n".join(lines) + "\n"


def _wait_for(socket: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if socket.exists():
            return
        if process.poll() is not None:
            raise Failure("QEMU ended before gdb could attach; its words are above")
        time.sleep(0.05)
    raise Failure("QEMU did not open its debug socket within 5 s")


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "gdb", help="debug the kernel with gdb", epilog=EPILOG,
        description="Start a guest stopped, and gdb with the kernel's symbols and helper "
                    "commands. Uses the debug build unless told otherwise.")
    add_machine_options(parser)
    parser.add_argument("--break", dest="stop_at", default="kernel_main", metavar="WHERE",
                        help="first breakpoint (default: %(default)s; empty: none)")
    parser.add_argument("--execute", action="append", default=[], metavar="COMMAND",
                        help="run this gdb command and leave; may be repeated")
    parser.set_defaults(run=run)


def _check_stop_at(spec: Spec, stop_at: str) -> None:
    """gdb would take a name it does not know as one to come, and never stop."""
    if stop_at.isidentifier() and stop_at not in Elf(kernel_elf(spec.arch, spec.build)).symbols:
        raise Failure(f"--break {stop_at}: this kernel has no such function",
                      "a function, FILE:LINE or *ADDRESS; inlined functions have no name")


def run(args: argparse.Namespace) -> int:
    setup.ensure((setup.GDB,))
    args.build = args.build or "debug"
    spec = replace(spec_from(args), accel="tcg")
    if spec.road == "uefi" and "nokaslr" not in spec.append.split():
        spec = replace(spec, append=f"nokaslr {spec.append}".strip())
    SERIAL_LOG.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cuprux-") as folder:
        socket, script = Path(folder) / "gdb", Path(folder) / "script"
        command = prepare(spec)
        _check_stop_at(spec, args.stop_at)
        note_kernel(spec)
        script.write_text(gdb_script(spec, socket, args.stop_at), encoding="utf-8")
        command += ["-S", "-gdb", f"unix:{socket},server=on,wait=off",
                   "-serial", f"file:{SERIAL_LOG}", "-monitor", "none"]
        # Ctrl-C in gdb must interrupt the guest, not end QEMU.
        qemu = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL,
                                start_new_session=True)
        try:
            _wait_for(socket, qemu)
            if not args.execute:
                print(f"cuprux: the serial port goes to {BUILD / 'run/serial.log'}; "
                      "type `continue` to start,\n"
                      "`help user-defined` for Cuprux's own commands", flush=True)
            batch = [w for c in args.execute for w in ("-ex", c)]
            return subprocess.call([GDB, "-q", *(["-batch"] if batch else []), "-x", str(script),
                                    *batch], cwd=ROOT, env={**os.environ, "LC_ALL": "C.UTF-8"})
        finally:
            qemu.kill()  # no terminal to give back, and no last words wanted
            qemu.wait()
