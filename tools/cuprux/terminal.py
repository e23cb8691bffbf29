# SPDX-License-Identifier: MIT
"""A guest's words, as the place they go to can show them.

A guest talks to a terminal that knows UTF-8 and colours. Ours may be a file or a pipe, may be
told to be plain (NO_COLOR, TERM=dumb), or may know another character set; then colours are left
out, and the characters of frames and blocks become the nearest plain ones.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import sys

# Colours and other looks only: what moves the cursor belongs to the text.
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# A sequence may come in halves.
UNFINISHED = re.compile(r"\x1b(\[[0-9;]*)?$")
PLAIN = str.maketrans({**dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+"), "─": "-", "│": "|",
                       **dict.fromkeys("█▀▄▌▐", "#"), "×": "x", "…": "...", "–": "-"})


def wants_colour() -> bool:
    """https://no-color.org, and nothing but text into files and pipes."""
    return (sys.stdout.isatty() and not os.environ.get("NO_COLOR")
            and os.environ.get("TERM") != "dumb")


class Screen:
    """Standard output, for the bytes of a serial line as they come."""

    def __init__(self) -> None:
        self._colour = wants_colour()
        self._encoding = sys.stdout.encoding or "utf-8"
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""

    def show_bytes(self, data: bytes) -> None:
        self.show(self._decoder.decode(data))

    def show(self, text: str) -> None:
        text = self._held + text
        self._held = ""
        if not self._colour:
            if half := UNFINISHED.search(text):
                text, self._held = text[:half.start()], half[0]
            text = COLOUR.sub("", text)
        self._write(self.encode(text))

    def _write(self, data: bytes) -> None:
        """Past Python's buffers: QEMU makes the terminal that it shares with us non-blocking."""
        sys.stdout.flush()
        terminal = sys.stdout.fileno()
        while data:
            try:
                data = data[os.write(terminal, data):]
            except BlockingIOError:
                select.select([], [terminal], [])

    def encode(self, text: str) -> bytes:
        try:
            return text.encode(self._encoding)
        except UnicodeEncodeError:
            return text.translate(PLAIN).encode(self._encoding, "replace")
