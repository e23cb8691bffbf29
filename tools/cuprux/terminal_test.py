# SPDX-License-Identifier: MIT
"""What a guest says, shown where colours or characters are missing."""

from __future__ import annotations

import io
import os
import tempfile
import unittest
from unittest import mock

from cuprux import terminal


def shown(pieces: list[bytes], encoding: str = "utf-8") -> bytes:
    """What arrives in a file that is standard output."""
    with tempfile.TemporaryFile() as file:
        out = io.TextIOWrapper(os.fdopen(os.dup(file.fileno()), "wb"), encoding=encoding)
        with out, mock.patch("sys.stdout", out):
            screen = terminal.Screen()
            for piece in pieces:
                screen.show_bytes(piece)
        file.seek(0)
        return file.read()


class Plain(unittest.TestCase):
    def test_files_get_no_colours(self) -> None:
        self.assertEqual(shown([b"\x1b[38;2;1;2;3mred\x1b[0m\r\n"]), b"red\r\n")

    def test_a_sequence_in_halves(self) -> None:
        self.assertEqual(shown([b"a\x1b", b"[9", b"1mb\x1b[", b"0mc"]), b"abc")

    def test_a_character_in_halves(self) -> None:
        self.assertEqual(shown([b"\xe2\x95", b"\xad"]), "╭".encode())

    def test_cursor_movements_stay(self) -> None:
        self.assertEqual(shown([b"\x1b[2Jx"]), b"\x1b[2Jx")

    def test_frames_in_other_character_sets(self) -> None:
        self.assertEqual(shown(["╭─╮ 4 × é ж".encode()], "latin-1"), b"+-+ 4 x \xe9 ?")


if __name__ == "__main__":
    unittest.main()
