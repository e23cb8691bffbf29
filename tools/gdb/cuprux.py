# SPDX-License-Identifier: MIT
"""gdb commands for the Cuprux kernel; `cuprux gdb` loads them. `help user-defined` lists them.

They read the kernel's memory only, so they work at any stop, also after a panic.
"""

from __future__ import annotations

import gdb

# Where the caller's frame pointer and the return address lie, from the frame pointer.
FRAME = {"riscv": ("s0", -16, -8), "aarch64": ("x29", 0, 8), "i386": ("rbp", 0, 8)}
FRAMES_MAX = 64
LEVELS = ("off", "error", "warn", "info", "debug", "trace")
LOG_FILLER = 0xFF


def read(address: int, size: int) -> bytes:
    return bytes(gdb.selected_inferior().read_memory(address, size))


def word(address: int) -> int:
    return int.from_bytes(read(address, 8), "little")


def place(address: int) -> str:
    """`function+0x12 at file:line` of a code address."""
    block = gdb.execute(f"info symbol {address:#x}", to_string=True).split(" in section")[0]
    line = gdb.find_pc_line(address)
    where = f" at {line.symtab.filename}:{line.line}" if line.symtab else ""
    return block.strip() + where


class Log(gdb.Command):
    """The kernel's log ring, oldest line first."""

    def __init__(self) -> None:
        super().__init__("cuprux-log", gdb.COMMAND_USER)

    def invoke(self, argument: str, from_tty: bool) -> None:
        value = gdb.parse_and_eval
        ring = int(value("(unsigned long)&'log.c'::ring"))
        size = int(value("sizeof('log.c'::ring)"))
        at, head = int(value("'log.c'::ring_tail")), int(value("'log.c'::ring_head"))
        while at < head:
            record = ring + at % size
            time = word(record)
            length_all = int.from_bytes(read(record + 8, 2), "little")
            length, subsys, level = (int.from_bytes(read(record + 10, 2), "little"),
                                     *read(record + 12, 2))
            if length_all == 0:
                print("(the ring is being written)")
                return
            if subsys != LOG_FILLER:
                tag = value(f"log_subsystems[{subsys}].tag").string()
                text = read(record + 16, length).decode("utf-8", "replace")
                print(f"[{time / 1e9:12.6f}] {tag:<8} {LEVELS[level]:<5} {text}")
            at += length_all


class Backtrace(gdb.Command):
    """Callers by the chain of frame pointers alone.

    An argument is the frame pointer to begin with. Works where gdb's own unwinder gives up:
    in assembly, in a trap, on another stack."""

    def __init__(self) -> None:
        super().__init__("cuprux-bt", gdb.COMMAND_USER)

    def invoke(self, argument: str, from_tty: bool) -> None:
        arch = gdb.selected_frame().architecture().name()
        register, caller, back = next(v for k, v in FRAME.items() if arch.startswith(k))
        if argument:
            frame = int(gdb.parse_and_eval(argument))
        else:
            print(f"at {place(int(gdb.parse_and_eval('$pc')) & (1 << 64) - 1)}")
            frame = int(gdb.parse_and_eval(f"${register}"))
        frame &= (1 << 64) - 1
        for _ in range(FRAMES_MAX):
            if not frame or frame % 8:
                return
            try:
                address, above = word(frame + back), word(frame + caller)
            except gdb.MemoryError:
                print(f"   (no memory at frame {frame:#x})")
                return
            if not address:
                return
            print(f"by {address:#x} {place(address - 1)}")
            if above <= frame:
                return
            frame = above


class Translate(gdb.Command):
    """The physical address behind a virtual one, as this CPU sees it."""

    def __init__(self) -> None:
        super().__init__("cuprux-translate", gdb.COMMAND_USER)

    def invoke(self, argument: str, from_tty: bool) -> None:
        address = int(gdb.parse_and_eval(argument)) & (1 << 64) - 1
        gdb.execute(f"monitor gva2gpa {address:#x}")


class Boot(gdb.Command):
    """What the boot road told the kernel (stop in kernel_main or below it)."""

    def __init__(self) -> None:
        super().__init__("cuprux-boot", gdb.COMMAND_USER)

    def invoke(self, argument: str, from_tty: bool) -> None:
        frame = gdb.selected_frame()
        while frame and frame.name() != "kernel_main":
            frame = frame.older()
        if not frame:
            raise gdb.GdbError("kernel_main is not among the callers")
        info = frame.read_var("info").dereference()
        for field in ("loader", "cmdline"):
            print(f"{field:<14} {info[field].string()}")
        for field in ("hhdm", "kernel_phys", "kernel_virt", "rsdp", "dtb", "boot_cpu"):
            print(f"{field:<14} {int(info[field]):#x}")


Log()
Backtrace()
Translate()
Boot()
