# SPDX-License-Identifier: MIT
"""The table of layers: who may use whom. docs/map.md walks through the same table.

A module's `layer:` is its row. It may use modules of lower rows and nothing above; what has to
go up goes through a hook that the lower layer defines. The exceptions, each for a reason:

* Libraries (row 1) build on each other, and so do the implementations of the architecture
  contract (row 2', every module below kernel/arch but the contract itself); without circles.
* Row 2' may also call `debug`: a trap or a dead machine must be able to say so.
* The two front doors, `syscall` (12) and `linux` (14), never use each other, and `vfs` (13)
  uses neither: each goes down to row 11, and `linux` to `vfs`.

boot/ is a program of its own on rows 0 and 1, with rows of its own above them. tests/ may use
everything; nothing uses tests/.
"""

from __future__ import annotations

from .modfile import Module

ABI, LIBRARY, CONTRACT, IMPLEMENTATION, DEBUG = 0.0, 1.0, 2.0, 2.5, 3.0
SYSCALL, VFS, LINUX, INIT = 12.0, 13.0, 14.0, 15.0
FRONT_DOORS = {SYSCALL: set(), VFS: set(), LINUX: {VFS}}
BELOW_FRONT_DOORS = 11.0


def realm(module: Module) -> str:
    """The program or part of the tree that a module belongs to: kernel, boot, tests, ..."""
    top = module.folder.parts[0]
    return "kernel" if top in ("abi", "lib", "kernel") else top


def row(module: Module) -> float | None:
    """The module's row; None if what it says is not one."""
    if module.folder.parts[:2] == ("kernel", "arch") and len(module.folder.parts) > 2:
        return IMPLEMENTATION
    if module.layer == "2'":
        return IMPLEMENTATION
    return float(module.layer) if module.layer.isdigit() and int(module.layer) <= INIT else None


def objection(user: Module, used: Module) -> str:
    """Why `user` may not use `used`; empty if it may."""
    if realm(user) == "tests":
        return ""
    if realm(used) == "tests":
        return "nothing uses tests/"
    above, below = row(user), row(used)
    if above is None or below is None:
        return ""  # reported on its own
    if realm(user) == "boot":
        if realm(used) == "boot":
            return "" if below < above else "in boot/, too, a module uses lower layers only"
        return "" if below <= LIBRARY else "boot/ builds on abi/ and lib/ only"
    if realm(used) == "boot":
        return "boot/ is another program"
    return _objection_by_row(above, below, used)


def _objection_by_row(above: float, below: float, used: Module) -> str:
    if above == below and above in (LIBRARY, IMPLEMENTATION):
        return ""
    if above == IMPLEMENTATION and used.name == "debug":
        return ""
    if above in FRONT_DOORS and below > BELOW_FRONT_DOORS and below not in FRONT_DOORS[above]:
        return "the front doors (syscall, vfs, linux) stay apart"
    if above == CONTRACT and below >= CONTRACT or above <= below:
        return f"a module uses layers below its own, and `{used.name}` is in layer {used.layer}"
    return ""
