# SPDX-License-Identifier: MIT
"""What is on the screen: the test card, the banner and the panic, on each kind of display.

The kernel hashes the text of its screen (`gridhash`), whatever the display; what the hash
must be follows from the serial log, which shows the same card. On a framebuffer the text is also
read back from the pixels. Each test leaves a picture beside its log, for people.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

from cuprux.boottest import BootTest
from cuprux.machines import Spec
from cuprux.screen import Colour, Screen, as_read

VGA = Spec(arch="x86_64", smp=1)
FRAMEBUFFERS = {
    "x86_64": Spec(arch="x86_64", road="uefi", smp=1),
    "aarch64": Spec(arch="aarch64", road="uefi", smp=1),
    "riscv64": Spec(arch="riscv64", road="uefi", firmware="u-boot-2025", smp=1),
}
TIMEOUT = 90.0

GROUND: Colour = (0x12, 0x10, 0x0E)
PANIC_GROUND: Colour = (0x2A, 0x0A, 0x08)
PANIC_FRAME: Colour = (0xC8, 0x32, 0x1F)

HASH = re.compile(r"^gridhash: ([0-9a-f]{8})$", re.MULTILINE)
GEOMETRY = re.compile(r"framebuffer (\d+)x(\d+), .*: (\d+) columns, (\d+) rows")
CARD_TOP = "╔══"
CARD_COLOURS = "  colours"  # from here on the card is not to be read but to be looked at


def card_lines(serial: str) -> list[str]:
    """The card as the serial log shows it."""
    start = serial.index(CARD_TOP)
    end = serial.index("gridhash:", start)
    lines = [line.rstrip() for line in serial[start:end].split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def wrong_hash(serial: str) -> str:
    """Whether the kernel's hash is that of the card."""
    if CARD_TOP not in serial or not (found := HASH.search(serial)):
        return "no test card and hash on serial"
    text = "".join(line + "\n" for line in card_lines(serial))
    wanted = f"{zlib.crc32(text.encode()):08x}"
    return "" if found[1] == wanted else f"the screen's hash is {found[1]}, its text's is {wanted}"


class Card:
    """The test card on a framebuffer: the hash first, then every pixel of its text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.left = self.top = 0

    def check(self, serial: str) -> str:
        if wrong := wrong_hash(serial):
            return wrong
        if not (found := GEOMETRY.search(serial)):
            return "the log does not say how large the framebuffer's grid is"
        width, height, columns, rows = map(int, found.groups())
        self.lines = card_lines(serial)
        self.left = (width - 8 * columns) // 2 // 4 * 4
        self.top = (height - 16 * rows) // 2
        return ""

    def look(self, screen: Screen) -> str:
        shown = screen.text(self.left, self.top)
        for number, line in enumerate(self.lines):
            if line.startswith(CARD_COLOURS):
                break
            if "\N{SPARKLES}" not in line and shown[number] != as_read(line):
                return f"line {number + 1} reads `{shown[number]}`, not `{as_read(line)}`"
        return ""


def look_at_banner(screen: Screen) -> str:
    """Dark ground, and a plate of metal: many shades, nearly all of them copper's."""
    colours = screen.colours()
    shades = [c for c in colours if c[0] > c[1] > c[2] and c[0] > 0x60]
    if colours.most_common(1)[0][0] != GROUND:
        return "the ground has the wrong colour"
    if len(shades) < 300:
        return f"no picture: only {len(shades)} shades of copper"
    return ""


def look_at_panic(screen: Screen) -> str:
    corner = screen.row(0, 0, 1)
    if tuple(corner) != PANIC_FRAME:
        return "no red frame"
    if screen.colours().most_common(1)[0][0] != PANIC_GROUND:
        return "the ground has the wrong colour"
    return ""


def framebuffer_tests(arch: str, spec: Spec) -> list[BootTest]:
    card = Card()
    return [
        BootTest(f"screen/{arch}/card", replace(spec, append="testcard gridhash"),
                 stop_at=HASH.pattern, check=card.check, look=card.look, timeout=TIMEOUT),
        BootTest(f"screen/{arch}/banner", spec, stop_at="no user space yet",
                 look=look_at_banner, timeout=TIMEOUT),
        BootTest(f"screen/{arch}/panic", replace(spec, append="panic=null-write onpanic=halt"),
                 forbid=(), stop_at="The machine is halted", look=look_at_panic, timeout=TIMEOUT),
    ]


TESTS = [
    BootTest("screen/x86_64/vga-card", replace(VGA, append="testcard gridhash"),
             stop_at=HASH.pattern, check=wrong_hash, look=lambda screen: ""),
    *(test for arch, spec in FRAMEBUFFERS.items() for test in framebuffer_tests(arch, spec)),
]
